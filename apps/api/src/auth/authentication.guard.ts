import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Forbidden, type Scope } from '@keelson/platform';
import { allowed } from './allow.decorator.js';
import { Authentication } from './authenticate.js';
import { requestOf } from './request.js';

/**
 * Checks that the credential's scope allows the verb. A GraphQL request knows its actor before it comes here
 * (graphql.module.ts); a REST route finds out now.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Authentication) private readonly authentication: Authentication,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const scope = this.reflector.getAllAndOverride<Scope | 'PUBLIC' | undefined>(allowed, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (scope === 'PUBLIC') return true;
    if (!scope) throw new Forbidden('This operation names no permission.');
    const request = requestOf(context);
    const actor = request.actor ?? (await this.authentication.authenticate(request));
    if (!actor.scopes.includes(scope)) throw new Forbidden(`This credential lacks the scope ${scope}.`);
    return true;
  }
}
