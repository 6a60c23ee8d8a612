import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { Forbidden, Unauthenticated, type Actor, type Scope } from '@keelson/platform';
import { allowed } from './allow.decorator.js';
import { requestOf } from './request.js';

/** Finds out who acts (an access token or an API key, through passport) and whether the credential's scope allows the verb. */
@Injectable()
export class AuthenticationGuard extends AuthGuard(['access-token', 'api-key']) implements CanActivate {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const scope = this.reflector.getAllAndOverride<Scope | 'PUBLIC' | undefined>(allowed, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (scope === 'PUBLIC') return true;
    if (!scope) throw new Forbidden('This operation names no permission.');
    const request = requestOf(context);
    // Several fields of one request authenticate once.
    if (!request.actor) await super.canActivate(context);
    if (!request.actor?.scopes.includes(scope)) throw new Forbidden(`This credential lacks the scope ${scope}.`);
    return true;
  }

  override getRequest(context: ExecutionContext) {
    return requestOf(context);
  }

  override handleRequest<T = Actor>(error: unknown, actor: T | false, _info: unknown, context: ExecutionContext): T {
    if (error) throw error;
    if (!actor) throw new Unauthenticated();
    requestOf(context).actor = actor as unknown as Actor;
    return actor;
  }
}
