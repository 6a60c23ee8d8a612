import { DirectedGraph } from 'graphology';
import { topologicalSort } from 'graphology-dag';
import type { MapMilestone } from './map-facts.sql.js';

export interface CriticalStep {
  milestoneId: string;
  activityId: string;
  title: string;
  dueDate: string;
  /** From when the step before is due; negative: due before what it waits for. Null for the first. */
  slackDays: number | null;
}

/** The two gates of an activity: nothing of it comes before the one or after the other. */
const start = (activityId: string) => `start ${activityId}`;
const end = (activityId: string) => `end ${activityId}`;

/**
 * The way of open milestones that the end of all work hangs on. A milestone comes after the one of its activity that is
 * due before it, and the first of an activity after the last of each activity that it DEPENDS_ON. It is reached when it
 * is due, or when the latest that it comes after is reached, if that is later. The path ends where the last is reached,
 * and goes back each time to what is reached latest. Links in a circle give no order and are left out.
 */
export function criticalPathOf(
  dependence: DirectedGraph,
  cycles: readonly string[][],
  milestones: readonly MapMilestone[],
): CriticalStep[] {
  const byId = new Map(milestones.map((milestone) => [milestone.id, milestone]));
  const order = orderOf(dependence, cycles, milestones);
  const reached = new Map<string, string>();
  const before = new Map<string, string>();
  let last: string | undefined;
  for (const id of topologicalSort(order)) {
    const latest = latestOf(order.inNeighbors(id), reached);
    const due = byId.get(id)?.dueDate ?? '';
    const waits = (latest && reached.get(latest)) ?? '';
    reached.set(id, waits > due ? waits : due);
    if (latest) before.set(id, latest);
    if (byId.has(id) && (!last || reached.get(id)! >= reached.get(last)!)) last = id;
  }
  const path: MapMilestone[] = [];
  for (let id = last; id; id = before.get(id)) {
    const milestone = byId.get(id);
    if (milestone) path.unshift(milestone);
  }
  return path.map(({ id: milestoneId, activityId, title, dueDate }, i) => {
    return { milestoneId, activityId, title, dueDate, slackDays: slackBetween(path[i - 1], dueDate) };
  });
}

function orderOf(
  dependence: DirectedGraph,
  cycles: readonly string[][],
  milestones: readonly MapMilestone[],
): DirectedGraph {
  const order = new DirectedGraph();
  const lastOf = new Map<string, string>();
  for (const id of dependence.nodes()) {
    order.addNode(start(id));
    lastOf.set(id, start(id));
  }
  const inTime = [...milestones].sort((one, two) => (keyOf(one) < keyOf(two) ? -1 : 1));
  for (const { id, activityId } of inTime) {
    order.mergeDirectedEdge(lastOf.get(activityId)!, id);
    lastOf.set(activityId, id);
  }
  for (const [id, last] of lastOf) order.mergeDirectedEdge(last, end(id));
  const circle = new Map(cycles.flatMap((ids, i) => ids.map((id) => [id, i])));
  dependence.forEachDirectedEdge((_edge, _attributes, from, to) => {
    if (circle.has(from) && circle.get(from) === circle.get(to)) return;
    order.mergeDirectedEdge(end(to), start(from));
  });
  return order;
}

const keyOf = ({ dueDate, id }: MapMilestone) => `${dueDate} ${id}`;

function latestOf(ids: readonly string[], reached: ReadonlyMap<string, string>): string | undefined {
  const keys = ids.map((id) => ({ id, at: reached.get(id) ?? '' }));
  return keys.sort((one, two) => (one.at === two.at ? (one.id < two.id ? -1 : 1) : one.at < two.at ? 1 : -1))[0]?.id;
}

function slackBetween(before: MapMilestone | undefined, dueDate: string): number | null {
  return before ? (Date.parse(dueDate) - Date.parse(before.dueDate)) / 86_400_000 : null;
}
