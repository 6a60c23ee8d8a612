import {
  AcceptanceService,
  CoalitionsService,
  InvitationsService,
  MembersService,
  type Coalition,
  type Invited,
  type NewMember,
} from '../src/index.js';
import { hashPassword, IdentityService } from '@keelson/identity';
import type { Organization } from '@keelson/organizations';
import { Database, type Actor, type CoalitionRole } from '@keelson/platform';
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
let invited = 0;
export const testPassword = 'correct horse battery';

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
  const identity = room.get(IdentityService);
  const founder =
    (await identity.createFirstAdministrator({ email, name: 'Backbone', password: testPassword })) ??
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

export interface InviteAs {
  role: CoalitionRole;
  organizationIds?: string[];
  email?: string;
}

/** By the backbone of a coalition; to an address of its own unless told. */
export function invite(
  room: TestRoom,
  { coalition, backbone }: BuiltCoalition,
  { role, organizationIds = [], email = `invited-${++invited}@example.org` }: InviteAs,
): Promise<Invited> {
  const input = { coalitionId: coalition.id, email, name: 'Invited', role, organizationIds };
  return room.get(InvitationsService).invitePerson(backbone, input);
}

/** Accepts with the tests' password unless told. */
export async function accept(room: TestRoom, token: string, as: { name?: string; password?: string } = {}) {
  const identity = room.get(IdentityService);
  const signIn = (email: string, password: string) => identity.signIn(email, password);
  const introduction = { password: testPassword, signIn, ...as };
  return (await room.get(AcceptanceService).accept(token, introduction, 'test')).person;
}

/** Somebody who was invited and accepted, as an actor with the roles that they hold now. */
export async function joinCoalition(room: TestRoom, built: BuiltCoalition, as: InviteAs): Promise<Actor> {
  const { token } = await invite(room, built, as);
  const { id } = await accept(room, token);
  return buildActor(await room.get(CoalitionsService).rolesOf(id), { personId: id });
}

async function makeAdministrator(room: TestRoom, email: string) {
  const identity = room.get(IdentityService);
  const passwordHash = await hashPassword(testPassword);
  const made = await room
    .get(Database)
    .work(buildActor(), (manager) =>
      identity.createPerson(manager, buildActor(), { email, name: 'Backbone', passwordHash }),
    );
  if (!made) throw new Error(`${email} is taken.`);
  return made;
}
