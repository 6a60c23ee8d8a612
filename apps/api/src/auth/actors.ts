import { Inject, Injectable } from '@nestjs/common';
import { CoalitionsService } from '@keelson/coalitions';
import { IdentityService, type ApiKey } from '@keelson/identity';
import { scopes, Unauthenticated, type Actor, type HeldRole } from '@keelson/platform';

/** Turns a credential that held into the Actor that every verb is told. */
@Injectable()
export class Actors {
  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(CoalitionsService) private readonly coalitions: CoalitionsService,
  ) {}

  async fromPerson(personId: string, requestId: string): Promise<Actor> {
    const [person, roles] = await Promise.all([this.identity.findPerson(personId), this.coalitions.rolesOf(personId)]);
    if (!person) throw new Unauthenticated();
    return { personId, keyId: null, administrator: person.administrator, scopes, roles, requestId };
  }

  /** A key never reaches further than the person who made it does today. */
  async fromKey(key: ApiKey, requestId: string): Promise<Actor> {
    const owned = (await this.coalitions.rolesOf(key.personId)).filter((held) => held.coalitionId === key.coalitionId);
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
