import { AgendaService } from '@keelson/agenda';
import { buildAgenda } from '@keelson/agenda/testing';
import { buildSteering } from '@keelson/backbone/testing';
import type { BuiltCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import {
  ActivitiesService,
  ReinforcementLinksService,
  type Activity,
  type LinkKind,
  type NewActivity,
  type ReinforcementLink,
} from '../src/index.js';

/** A planned activity that the coalition's first organization leads, unless told otherwise. */
export function buildActivity(
  room: TestRoom,
  built: BuiltCoalition,
  overrides: Partial<NewActivity> = {},
): Promise<Activity> {
  return room.get(ActivitiesService).createActivity(built.backbone, {
    coalitionId: built.coalition.id,
    title: 'Safer crossings',
    kind: 'PROGRAM',
    leadOrganizationId: built.organizations[0]!.id,
    ...overrides,
  });
}

export interface Served {
  goalIds: string[];
  groupIds: string[];
}

const served = new WeakMap<BuiltCoalition, Promise<Served>>();

/** What an activity has to serve before it starts: the first goal of the adopted agenda, and a group. */
export function buildServed(room: TestRoom, built: BuiltCoalition): Promise<Served> {
  const found = served.get(built) ?? findServed(room, built);
  served.set(built, found);
  return found;
}

async function findServed(room: TestRoom, built: BuiltCoalition): Promise<Served> {
  const filter = { states: ['ADOPTED' as const] };
  const { nodes } = await room.get(AgendaService).listAgendas(built.backbone, built.coalition.id, filter, {});
  const agenda = nodes[0] ?? (await buildAgenda(room, built));
  const [goal] = await room.get(AgendaService).loadGoalsOf(built.backbone, [agenda.id]);
  return { goalIds: [goal!.id], groupIds: [(await buildSteering(room, built)).group.id] };
}

/** An activity that has been started; it serves what it has to, unless told otherwise. */
export async function buildActiveActivity(
  room: TestRoom,
  built: BuiltCoalition,
  overrides: Partial<NewActivity> = {},
): Promise<Activity> {
  const { id } = await buildActivity(room, built, { ...(await buildServed(room, built)), ...overrides });
  return room.get(ActivitiesService).moveActivity(built.backbone, 'startActivity', id);
}

/** A link that backbone staff proposed and the other lead, if it is another one, has confirmed. */
export async function buildLink(
  room: TestRoom,
  built: BuiltCoalition,
  from: Activity,
  kind: LinkKind,
  to: Activity,
): Promise<ReinforcementLink> {
  const input = { fromActivityId: from.id, toActivityId: to.id, kind };
  const link = await room.get(ReinforcementLinksService).linkActivities(built.backbone, input);
  if (link.confirmedAt) return link;
  const lead = built.organizations.find(({ id }) => id === to.leadOrganizationId)!;
  return room.get(ReinforcementLinksService).confirmLink(built.partner(lead.code), link.id);
}
