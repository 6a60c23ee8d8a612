import type { EntityManager } from 'typeorm';
import { countActivities, type ActivityFigures } from './activity-figures.sql.js';
import { criticalPathOf, type CriticalStep } from './critical-path.js';
import { currentGoalsOf } from './current-goals.sql.js';
import { isolatedActivitiesOf } from './isolated-activities.sql.js';
import {
  activitiesOnMap,
  groupsOnMap,
  linksOnMap,
  openMilestones,
  type MapActivity,
  type MapLink,
} from './map-facts.sql.js';
import { notReferredOf, overlapsOf, type NotReferred, type PossibleOverlap } from './map-findings.js';
import { componentsOf, cyclesOf, dependenceOf, graphOf } from './map-graph.js';
import { positionsOf, type Position } from './map-layout.js';

export interface MapNode extends MapActivity, Position {
  /** Which of the components it belongs to: 1 is the largest. */
  component: number;
  isolated: boolean;
}

/** How the activities of a coalition hang together, with all that is computed of it. */
export interface ReinforcementMap {
  asOf: Date;
  figures: ActivityFigures;
  nodes: MapNode[];
  links: MapLink[];
  /** The groups that the activities serve. */
  groups: { id: string; name: string }[];
  components: string[][];
  /** Active, without a confirmed link to what is not stopped: the numerator of the isolation rate. */
  isolatedIds: string[];
  cycles: string[][];
  criticalPath: CriticalStep[];
  /** Goals of the adopted agenda that nothing which goes on serves. */
  goalsWithoutActivity: { id: string; code: string; statement: string }[];
  possibleOverlaps: PossibleOverlap[];
  notReferred: NotReferred[];
}

export async function reinforcementMapOf(manager: EntityManager, coalitionId: string): Promise<ReinforcementMap> {
  const activities = await activitiesOnMap(manager, coalitionId);
  const links = await linksOnMap(
    manager,
    coalitionId,
    activities.map(({ id }) => id),
  );
  const isolatedIds = (await isolatedActivitiesOf(manager, coalitionId)).map(({ id }) => id);
  const { asOf, ...figures } = await countActivities(manager, coalitionId);
  const [graph, dependence] = [graphOf(activities, links), dependenceOf(activities, links)];
  const [components, cycles] = [componentsOf(graph), cyclesOf(dependence)];
  const componentOf = new Map(components.flatMap((ids, i) => ids.map((id) => [id, i + 1])));
  const positions = positionsOf(graph);
  const goals = (await currentGoalsOf(manager, coalitionId)).filter(({ adopted }) => adopted);
  const served = new Set(activities.filter(({ status }) => status !== 'DONE').flatMap(({ goalCodes }) => goalCodes));
  return {
    asOf,
    figures: { asOf, ...figures },
    nodes: activities.map((activity) => ({
      ...{ ...activity, ...positions.get(activity.id)! },
      ...{ component: componentOf.get(activity.id)!, isolated: isolatedIds.includes(activity.id) },
    })),
    links,
    groups: await groupsOnMap(
      manager,
      coalitionId,
      activities.flatMap(({ groupIds }) => groupIds),
    ),
    components,
    isolatedIds,
    cycles,
    criticalPath: criticalPathOf(dependence, cycles, await openMilestones(manager, coalitionId)),
    goalsWithoutActivity: goals
      .filter(({ code }) => !served.has(code))
      .map(({ id, code, statement }) => ({ id, code, statement })),
    possibleOverlaps: overlapsOf(activities, links),
    notReferred: notReferredOf(activities, links),
  };
}
