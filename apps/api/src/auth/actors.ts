import { Inject, Injectable } from '@nestjs/common';
import { CredentialsService, type HeldKey } from '@keelson/coalitions';
import { Config, requiresTotp, scopes, Unauthenticated, type Actor, type HeldRole } from '@keelson/platform';
import type { AccessToken } from './tokens.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Turns a credential that held into the Actor that every verb is told. */
@Injectable()
export class Actors {
  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(CredentialsService) private readonly credentials: CredentialsService,
  ) {}

  /** The session is asked at every request, so that it ends at once when it is revoked. */
  async fromSession({ sub: personId, sid: sessionId }: AccessToken, requestId: string): Promise<Actor> {
    const known = uuid.test(personId) && uuid.test(sessionId);
    const holder = known ? await this.credentials.findSessionHolder(personId, sessionId) : null;
    if (!holder) throw new Unauthenticated();
    const mayLead = holder.secondFactor || !requiresTotp(this.config);
    return {
      ...{ personId, keyId: null, sessionId, scopes, requestId },
      administrator: holder.administrator && mayLead,
      roles: holder.roles.filter(({ role }) => mayLead || role !== 'BACKBONE'),
    };
  }

  /** A key never reaches further than the person who made it does today. */
  fromKey({ ownRoles: owned, ...key }: HeldKey, requestId: string): Actor {
    const asBackbone = owned.some((held) => held.role === 'BACKBONE');
    const { coalitionId, role } = key;
    const wanted: HeldRole[] =
      role === 'PARTNER'
        ? key.organizationIds.map((organizationId) => ({ coalitionId, role, organizationId }))
        : [{ coalitionId, role, organizationId: null }];
    const roles = wanted.filter(
      (held) =>
        asBackbone ||
        owned.some((own) => own.role === held.role && (own.organizationId ?? null) === held.organizationId),
    );
    return { personId: key.personId, keyId: key.id, administrator: false, scopes: key.scopes, roles, requestId };
  }
}
