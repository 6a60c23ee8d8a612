import type { CellSystem } from '../src/index.js';

/** The same numbers on every machine: mulberry32. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** A way to split a whole: the children of node i; nodes without children are what is counted, node 0 is the whole. */
export type Tree = readonly (readonly number[])[];

export const categories = (count: number): Tree => [
  Array.from({ length: count }, (_, i) => i + 1),
  ...Array.from({ length: count }, () => []),
];
/** A year of four quarters of three months. */
export const year: Tree = [
  [1, 2, 3, 4],
  ...[0, 1, 2, 3].map((quarter) => [0, 1, 2].map((month) => 5 + quarter * 3 + month)),
  ...Array.from({ length: 12 }, () => []),
];

/**
 * Every cross of the nodes of some trees, with all its sums; `count` gives the numbers of the cells that are counted, one
 * or, for a ratio, numerator and denominator.
 */
export function buildTable(trees: readonly Tree[], count: () => number | [number, number]): CellSystem {
  const sizes = trees.map((tree) => tree.length);
  const nodesOf = (index: number) => {
    const nodes: number[] = [];
    for (const size of sizes) {
      nodes.push(index % size);
      index = Math.floor(index / size);
    }
    return nodes;
  };
  const indexOf = (nodes: readonly number[]) => nodes.reduceRight((index, node, i) => index * sizes[i]! + node, 0);
  const cells = sizes.reduce((product, size) => product * size, 1);
  const numbers = new Map<number, number[]>();
  const sums: number[][] = [];
  const numbersOf = (index: number): number[] => {
    const found = numbers.get(index);
    if (found) return found;
    const nodes = nodesOf(index);
    const at = nodes.findIndex((node, i) => trees[i]![node]!.length > 0);
    const own =
      at < 0
        ? threeOf(count())
        : trees[at]![nodes[at]!]!.map((child) => numbersOf(indexOf(nodes.with(at, child)))).reduce((sum, one) =>
            sum.map((number, i) => number + one[i]!),
          );
    numbers.set(index, own);
    return own;
  };
  const width = numbersOf(0).length as 1 | 3;
  const values = new Float64Array(cells * width);
  for (let index = 0; index < cells; index++) {
    numbersOf(index).forEach((number, i) => (values[index * width + i] = number));
    const nodes = nodesOf(index);
    nodes.forEach((node, d) => {
      const children = trees[d]![node]!;
      if (children.length === 0) return;
      for (let i = 0; i < Math.min(width, 2); i++) {
        sums.push([index, ...children.map((child) => indexOf(nodes.with(d, child)))].map((one) => one * width + i));
      }
    });
    if (width === 3) sums.push([index * 3 + 1, index * 3, index * 3 + 2]);
  }
  return systemOf(values, width, sums);
}

/** A system from its sums, each [total, ...parts]; numbers from `published` on are rests. */
export function systemOf(
  values: ArrayLike<number>,
  width: 1 | 3,
  sums: readonly (readonly number[])[],
  published = values.length,
): CellSystem {
  const starts = new Int32Array(sums.length + 1);
  sums.forEach((members, s) => (starts[s + 1] = starts[s]! + members.length));
  return { values: Float64Array.from(values), published, width, starts, members: Int32Array.from(sums.flat()) };
}

function threeOf(counted: number | [number, number]): number[] {
  return typeof counted === 'number' ? [counted] : [counted[0], counted[1], counted[1] - counted[0]];
}

/** Primary suppression (measurement.md, section 8), written apart from the room's own. */
export function smallOnes({ values, width, published }: CellSystem, threshold: number): Uint8Array {
  const hidden = new Uint8Array(values.length);
  const isSmall = (number: number) => number > 0 && number < threshold;
  for (let cell = 0; cell < published; cell += width) {
    const small =
      width === 1
        ? isSmall(values[cell]!)
        : isSmall(values[cell]!) || isSmall(values[cell + 2]!) || values[cell + 1]! < threshold;
    if (small) hidden.fill(1, cell, cell + width);
  }
  return hidden;
}
