import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { Forbidden, Unauthenticated, type Actor, type Scope } from '@keelson/platform';
import type { RequestContext } from '../graphql/context.js';
import { allowed } from './allow.decorator.js';
import { requestOf } from './request.js';

/** Finds out who acts (an access token or an API key, through passport) and whether the credential's scope allows the verb. */
@Injectable()
export class AuthenticationGuard extends AuthGuard(['access-token', 'api-key']) implements CanActivate {
  private readonly running = new WeakMap<RequestContext['request'], Promise<unknown>>();

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
    await this.authenticate(request, context);
    if (!request.actor?.scopes.includes(scope)) throw new Forbidden(`This credential lacks the scope ${scope}.`);
    return true;
  }

  /** Once per request: its root fields start side by side, and each meets this guard. */
  private authenticate(request: RequestContext['request'], context: ExecutionContext): Promise<unknown> {
    let running = this.running.get(request);
    if (!running) this.running.set(request, (running = Promise.resolve(super.canActivate(context))));
    return running;
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
