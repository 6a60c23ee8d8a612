import { DirectedGraph, MultiDirectedGraph } from 'graphology';
import { connectedComponents, stronglyConnectedComponents } from 'graphology-components';
import { hasCycle, topologicalSort } from 'graphology-dag';
import type { MapActivity, MapLink } from './map-facts.sql.js';

type Linked = Pick<MapLink, 'fromActivityId' | 'toActivityId' | 'kind' | 'confirmed'>;

/** The activities, and the links that count between them. */
export function graphOf(activities: readonly Pick<MapActivity, 'id'>[], links: readonly Linked[]): MultiDirectedGraph {
  const graph = new MultiDirectedGraph();
  for (const { id } of activities) graph.addNode(id);
  for (const { fromActivityId, toActivityId, confirmed } of links) {
    if (confirmed) graph.addDirectedEdge(fromActivityId, toActivityId);
  }
  return graph;
}

/** What hangs together by confirmed links; the largest first, each in the order of its ids. */
export function componentsOf(graph: MultiDirectedGraph): string[][] {
  const components = connectedComponents(graph).map((ids) => ids.sort());
  return components.sort((one, two) => two.length - one.length || (one[0]! < two[0]! ? -1 : 1));
}

/** Which activity waits for which, by confirmed links DEPENDS_ON. */
export function dependenceOf(activities: readonly Pick<MapActivity, 'id'>[], links: readonly Linked[]): DirectedGraph {
  const graph = new DirectedGraph();
  for (const { id } of activities) graph.addNode(id);
  for (const { fromActivityId, toActivityId, kind, confirmed } of links) {
    if (confirmed && kind === 'DEPENDS_ON') graph.mergeDirectedEdge(fromActivityId, toActivityId);
  }
  return graph;
}

/**
 * Activities that wait for each other in a circle: a set for each circle, or for several that meet. A single circle
 * starts with its lowest id, and each of it waits for the next.
 */
export function cyclesOf(dependence: DirectedGraph): string[][] {
  const sets = stronglyConnectedComponents(dependence).filter((ids) => ids.length > 1);
  return sets.map((ids) => inOrder(dependence, ids.sort())).sort((one, two) => (one[0]! < two[0]! ? -1 : 1));
}

/** Without what leads back to its first, a single circle is a way that topological order follows. */
function inOrder(dependence: DirectedGraph, ids: string[]): string[] {
  const way = new DirectedGraph();
  for (const id of ids) way.addNode(id);
  dependence.forEachDirectedEdge((_edge, _attributes, from, to) => {
    if (way.hasNode(from) && way.hasNode(to) && to !== ids[0]) way.addDirectedEdge(from, to);
  });
  return hasCycle(way) ? ids : topologicalSort(way);
}
