import { foldText } from '@keelson/backbone';
import type { MapActivity, MapLink } from './map-facts.sql.js';

export interface PossibleOverlap {
  activityIds: [string, string];
  goalCodes: string[];
  groupIds: string[];
  /** As the first of the two writes it. */
  place: string;
}

const goesOn = ({ status }: MapActivity) => status === 'PLANNED' || status === 'ACTIVE' || status === 'PAUSED';
const shared = (one: readonly string[], two: readonly string[]) => one.filter((each) => two.includes(each));
const placeOf = ({ place }: MapActivity) => foldText(place ?? '');

/**
 * Two activities that go on and share a goal, a group and a place, with no link between them, not even a proposed one:
 * they may not know of each other. Places are the same but for case and accents.
 */
export function overlapsOf(activities: readonly MapActivity[], links: readonly MapLink[]): PossibleOverlap[] {
  const known = new Set(links.flatMap(({ fromActivityId: one, toActivityId: two }) => [one + two, two + one]));
  const somewhere = activities.filter((one) => goesOn(one) && placeOf(one) !== '');
  const places = new Map(somewhere.map(({ id, place }) => [id, foldText(place!)]));
  return somewhere.flatMap((one, i) =>
    somewhere.slice(i + 1).flatMap((two): PossibleOverlap[] => {
      if (places.get(one.id) !== places.get(two.id) || known.has(one.id + two.id)) return [];
      const goalCodes = shared(one.goalCodes, two.goalCodes);
      const groupIds = shared(one.groupIds, two.groupIds);
      if (goalCodes.length === 0 || groupIds.length === 0) return [];
      return [{ activityIds: [one.id, two.id], goalCodes, groupIds, place: one.place!.trim() }];
    }),
  );
}

export interface NotReferred {
  activityId: string;
  groupId: string;
  /** Where its people could be referred to. */
  otherIds: string[];
}

/**
 * People served by one activity and not referred onward: an active PROGRAM (what serves people) and a group of its, where
 * other active PROGRAMs serve the same group at the same place or for the same goal, and it REFERS to none of them.
 */
export function notReferredOf(activities: readonly MapActivity[], links: readonly MapLink[]): NotReferred[] {
  const referred = new Set(
    links
      .filter(({ kind, confirmed }) => kind === 'REFERS' && confirmed)
      .map(({ fromActivityId, toActivityId }) => fromActivityId + toActivityId),
  );
  const programs = activities.filter(({ kind, status }) => kind === 'PROGRAM' && status === 'ACTIVE');
  return programs.flatMap((one) =>
    one.groupIds.flatMap((groupId): NotReferred[] => {
      const others = programs.filter((two) => two !== one && two.groupIds.includes(groupId) && near(one, two));
      if (others.length === 0 || others.some(({ id }) => referred.has(one.id + id))) return [];
      return [{ activityId: one.id, groupId, otherIds: others.map(({ id }) => id) }];
    }),
  );
}

function near(one: MapActivity, two: MapActivity): boolean {
  return (placeOf(one) !== '' && placeOf(one) === placeOf(two)) || shared(one.goalCodes, two.goalCodes).length > 0;
}
