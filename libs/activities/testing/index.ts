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

/** An activity that has been started. */
export async function buildActiveActivity(
  room: TestRoom,
  built: BuiltCoalition,
  overrides: Partial<NewActivity> = {},
): Promise<Activity> {
  const { id } = await buildActivity(room, built, overrides);
  return room.get(ActivitiesService).moveActivity(built.backbone, 'startActivity', id);
}

export function buildLink(
  room: TestRoom,
  built: BuiltCoalition,
  from: Activity,
  kind: LinkKind,
  to: Activity,
): Promise<ReinforcementLink> {
  const link = { fromActivityId: from.id, toActivityId: to.id, kind };
  return room.get(ReinforcementLinksService).linkActivities(built.backbone, link);
}
