import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Forbidden, type Actor } from '@keelson/platform';
import type { Access } from './access.js';
import { accessTable } from './access.module.js';
import { Authentication } from './authenticate.js';
import { operationOf } from './find-operations.js';
import { requestOf } from './request.js';

/**
 * Checks that the credential's scope and one of its roles allow the operation, by the table of access.ts; for which
 * coalition is the room's to say. A GraphQL request knows its actor before it comes here (graphql.module.ts); a REST
 * route finds out now.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(accessTable) private readonly table: Readonly<Record<string, Access>>,
    @Inject(Authentication) private readonly authentication: Authentication,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = operationOf(context.getClass(), context.getHandler() as () => unknown);
    const access = operation ? this.table[operation] : undefined;
    if (!access) throw new Forbidden('This operation names no permission.');
    if (access.who === 'PUBLIC' || !access.scope) return true;
    const request = requestOf(context);
    const actor = request.actor ?? (await this.authentication.authenticate(request));
    if (!actor.scopes.includes(access.scope)) throw new Forbidden(`This credential lacks the scope ${access.scope}.`);
    if (!mayCall(actor, access.who)) throw new Forbidden();
    return true;
  }
}

function mayCall(actor: Actor, who: Exclude<Access['who'], 'PUBLIC'>): boolean {
  if (who === 'ANYBODY_SIGNED_IN') return true;
  return actor.roles.some(({ role }) => who.includes(role)) || (actor.administrator && who.includes('ADMINISTRATOR'));
}
