import type { BuiltCoalition } from '@keelson/coalitions/testing';
import { MembersService } from '@keelson/coalitions';
import type { TestRoom } from '@keelson/platform/testing';
import {
  BodiesService,
  BodyDecisionsService,
  GroupsService,
  RepresentativesService,
  SeatsService,
  type Body,
  type BodyDecision,
  type NewBodyDecision,
  type StakeholderGroup,
} from '../src/index.js';

/** A decision body that meets the rule of seats, and what it decides. */
export interface BuiltSteering {
  body: Body;
  /** Most impacted; the holders of the seats represent it. */
  group: StakeholderGroup;
  decide(input: Pick<NewBodyDecision, 'kind' | 'subjectId'> & Partial<NewBodyDecision>): Promise<BodyDecision>;
}

/** The organizations that are active members today. */
export async function activeOrganizations(room: TestRoom, built: BuiltCoalition) {
  const ids = built.organizations.map(({ id }) => id);
  const memberships = await room.get(MembersService).loadMemberships(built.backbone, ids);
  const today = new Date().toISOString().slice(0, 10);
  const acts = ({ role, from, to }: (typeof memberships)[number]) =>
    ['PARTNER', 'BACKBONE'].includes(role) && (from ?? today) <= today && (to ?? today) >= today;
  return built.organizations.filter(({ id }) => memberships.some((one) => one.organizationId === id && acts(one)));
}

export function buildGroup(room: TestRoom, built: BuiltCoalition, name: string): Promise<StakeholderGroup> {
  return room.get(GroupsService).createStakeholderGroup(built.backbone, built.coalition.id, {
    ...{ name, kind: 'COMMUNITY', mostImpacted: true, basis: 'They live with it.', source: 'Survey of 2025' },
  });
}

const steerings = new WeakMap<BuiltCoalition, Promise<BuiltSteering>>();

/** One per coalition: three seats, of which the first two active members hold two for the group. */
export function buildSteering(room: TestRoom, built: BuiltCoalition): Promise<BuiltSteering> {
  const steering = steerings.get(built) ?? makeSteering(room, built);
  steerings.set(built, steering);
  return steering;
}

async function makeSteering(room: TestRoom, built: BuiltCoalition): Promise<BuiltSteering> {
  const { backbone, coalition } = built;
  const active = await activeOrganizations(room, built);
  const [first] = active;
  if (!first) throw new Error('A body needs an active member.');
  const group = await buildGroup(room, built, 'Neighbours of the highway');
  const body = await room.get(BodiesService).createBody(backbone, {
    ...{ coalitionId: coalition.id, name: 'Steering', kind: 'STEERING', decides: true },
  });
  const holders = [first, active[1] ?? first];
  for (const { id } of new Set(holders)) {
    const input = { groupId: group.id, organizationId: id, basis: 'Chosen in their assembly.', from: '2020-01-01' };
    await room.get(RepresentativesService).nameRepresentative(backbone, input);
  }
  for (const { id } of holders) {
    const seat = await room
      .get(SeatsService)
      .addSeat(backbone, { bodyId: body.id, title: 'Seat', reservedGroupId: group.id });
    await room.get(SeatsService).fillSeat(backbone, seat.id, { holderOrganizationId: id, termFrom: '2020-01-01' });
  }
  return {
    body,
    group,
    decide: async (input) => {
      const told = { bodyId: body.id, text: 'So decided.', why: 'All agreed.', ...input };
      const { id } = await room.get(BodyDecisionsService).recordBodyDecision(backbone, told);
      return room.get(BodyDecisionsService).confirmBodyDecision(built.partner(first.code), id);
    },
  };
}
