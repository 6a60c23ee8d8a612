import { MultiDirectedGraph } from 'graphology';
import layout from 'graphology-layout-forceatlas2';

export interface Position {
  /** From 0 (left) to 1,000. */
  x: number;
  /** From 0 (top) to 1,000. */
  y: number;
}

// Its types promise a default export, but the module itself is the function.
const forceAtlas2 = layout as unknown as typeof layout.default;

const side = 1_000;
/** On one core: 4 activities 80 ms, 250 take 0.1 s, 500 take 0.1 s. */
const steps = { most: 300, least: 30, pairs: 5_000_000 };
/** More than these repel each other by quadrants instead of one by one. */
const fewPairs = 500;

/**
 * Where each activity stands. From a circle in the order of the ids by a fixed number of steps (ForceAtlas2), without
 * chance: the same activities and links are drawn the same everywhere.
 */
export function positionsOf(graph: MultiDirectedGraph): Map<string, Position> {
  const ids = graph.nodes().sort();
  if (ids.length < 2) return new Map(ids.map((id) => [id, { x: side / 2, y: side / 2 }]));
  const iterations = Math.round(Math.max(steps.least, Math.min(steps.most, steps.pairs / ids.length ** 2)));
  const settings = { ...forceAtlas2.inferSettings(ids.length), barnesHutOptimize: ids.length > fewPairs };
  const found = forceAtlas2(inCircle(graph, ids), { iterations, settings });
  const scale = { x: scaleOf(ids.map((id) => found[id]!.x)), y: scaleOf(ids.map((id) => found[id]!.y)) };
  return new Map(ids.map((id) => [id, { x: scale.x(found[id]!.x), y: scale.y(found[id]!.y) }]));
}

/** Sums of floating-point numbers depend on their order: activities and links are put in by their ids. */
function inCircle(graph: MultiDirectedGraph, ids: readonly string[]): MultiDirectedGraph {
  const circle = new MultiDirectedGraph();
  ids.forEach((id, i) => {
    const angle = (2 * Math.PI * i) / ids.length;
    circle.addNode(id, { x: Math.cos(angle), y: Math.sin(angle) });
  });
  const ends = graph.mapDirectedEdges((_edge, _attributes, from, to) => `${from} ${to}`);
  for (const pair of ends.sort()) {
    const [from, to] = pair.split(' ');
    circle.addDirectedEdge(from, to);
  }
  return circle;
}

/** Spreads what lies between the least and the most over the side; all in one line stand in its middle. */
function scaleOf(values: readonly number[]): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least;
  return (value) => (span < 1e-6 ? side / 2 : Math.round(((value - least) / span) * side));
}
