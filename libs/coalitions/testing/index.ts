import { CoalitionsService, MembersService, type Coalition, type NewMember } from '../src/index.js';
import { IdentityService } from '@keelson/identity';
import type { Organization } from '@keelson/organizations';
import { Database, type Actor } from '@keelson/platform';
import { buildActor, type TestRoom } from '@keelson/platform/testing';

/** A coalition with its backbone's actor and some partner organizations. */
export interface BuiltCoalition {
  coalition: Coalition;
  backbone: Actor;
  organizations: Organization[];
  /** An actor who speaks for the organization with this code. */
  partner(code: string): Actor;
  funder: Actor;
  /** Somebody with the same roles in no coalition of ours. */
  stranger: Actor;
}

let built = 0;

export async function buildCoalition(
  room: TestRoom,
  members: NewMember[] = [
    { code: 'a', name: 'A' },
    { code: 'b', name: 'B' },
    { code: 'c', name: 'C' },
  ],
  overrides: Partial<Parameters<CoalitionsService['createCoalition']>[1]> = {},
): Promise<BuiltCoalition> {
  const number = ++built;
  const email = `backbone-${number}@example.org`;
  const password = 'correct horse battery';
  const identity = room.get(IdentityService);
  const founder =
    (await identity.createFirstAdministrator({ email, name: 'Backbone', password })) ??
    (await makeAdministrator(room, email));
  const first = buildActor([], { personId: founder.id, administrator: true });
  const coalition = await room.get(CoalitionsService).createCoalition(first, {
    code: `coalition-${number}`,
    name: `Coalition ${number}`,
    ...overrides,
  });
  const held = (role: 'BACKBONE' | 'FUNDER', organizationId: string | null = null) => ({
    coalitionId: coalition.id,
    role,
    organizationId,
  });
  const backbone = { ...first, roles: [held('BACKBONE')] };
  const organizations = await room.get(MembersService).addOrganizations(backbone, coalition.id, members);
  return {
    coalition,
    backbone,
    organizations,
    partner: (code) => {
      const organization = organizations.find((one) => one.code === code);
      if (!organization) throw new Error(`No organization ${code}.`);
      return buildActor([{ coalitionId: coalition.id, role: 'PARTNER', organizationId: organization.id }]);
    },
    funder: buildActor([held('FUNDER')]),
    stranger: buildActor([]),
  };
}

async function makeAdministrator(room: TestRoom, email: string) {
  const identity = room.get(IdentityService);
  const database = room.get(Database);
  return database.work(buildActor(), async (manager) => {
    const { person } = await identity.findOrCreatePerson(manager, buildActor(), { email, name: 'Backbone' });
    return person;
  });
}
