import { reinforcementMapOf } from '@keelson/activities';
import type { EntityManager } from 'typeorm';
import type { ReportMap } from './report-map.js';

/** How a coalition's activities hang together, for a report; null where nothing goes on. */
export async function compileMap(manager: EntityManager, coalitionId: string): Promise<ReportMap | null> {
  const map = await reinforcementMapOf(manager, coalitionId);
  if (map.nodes.length === 0) return null;
  const places = new Map(map.nodes.map(({ id }, i) => [id, i]));
  const placeOf = (id: string) => places.get(id)!;
  const names = new Map(map.groups.map(({ id, name }) => [id, name]));
  const { isolationRate, reinforcementDensity } = map.figures;
  return {
    activities: map.nodes.map(({ title, lead, kind, status, x, y, isolated }) => {
      return { title, organization: lead, kind, status, x, y, ...(isolated ? { isolated } : {}) };
    }),
    links: map.links
      .filter(({ confirmed }) => confirmed)
      .map(({ fromActivityId, toActivityId, kind }) => {
        return { from: placeOf(fromActivityId), to: placeOf(toActivityId), kind };
      }),
    ...{ isolationRate, reinforcementDensity },
    goalsWithoutActivity: map.goalsWithoutActivity.map(({ code, statement }) => ({ code, statement })),
    possibleOverlaps: map.possibleOverlaps.map(({ activityIds: [one, two], goalCodes, groupIds, place }) => ({
      activities: [placeOf(one), placeOf(two)],
      goals: goalCodes,
      groups: groupIds.map((id) => names.get(id)!),
      place,
    })),
    notReferred: map.notReferred.map(({ activityId, groupId, otherIds }) => {
      return { activity: placeOf(activityId), group: names.get(groupId)!, others: otherIds.map(placeOf) };
    }),
  };
}
