import type { CellSystem } from './cell-system.js';
import type { Component } from './collect-component.js';

/**
 * How far the interval of each number of a component without circles reaches, for a reader who knows the sums and that
 * no number is negative: exactly, by handing bounds from the leaves to a root and back. All coefficients are ±1, so
 * whole numbers reach the same ends.
 */
export function boundForest(
  { values, starts, members }: CellSystem,
  { cells, sums }: Component,
  isUnknown: (cell: number) => boolean,
): Map<number, number> {
  const place = new Map(cells.map((cell, i) => [cell, i]));
  // Of every sum: its unknown members as places, their signs, and what they add up to.
  const terms = sums.map((sum) => {
    const own: { cell: number; sign: number }[] = [];
    let constant = 0;
    for (let m = starts[sum]!; m < starts[sum + 1]!; m++) {
      if (!isUnknown(members[m]!)) continue;
      const sign = m === starts[sum] ? 1 : -1;
      constant += sign * values[members[m]!]!;
      own.push({ cell: place.get(members[m]!)!, sign });
    }
    return { own, constant };
  });
  const sumsOfCell: number[][] = cells.map(() => []);
  terms.forEach(({ own }, s) => own.forEach(({ cell }) => sumsOfCell[cell]!.push(s)));
  const [order, parentSum, parentCell] = walk(terms, sumsOfCell);
  const low = new Float64Array(cells.length);
  const high = new Float64Array(cells.length).fill(Infinity);
  // Up: each sum tells its parent cell what its other cells allow; down: the same the other way round. What a cell tells
  // a sum must not hold what that sum told it: with equalities on a tree the intersection gives the same ends, since a
  // sum only gives a cell back what it knows of it.
  for (let i = order.length - 1; i >= 0; i--) tighten(terms[order[i]!]!, parentCell[order[i]!]!, low, high);
  for (const s of order) {
    for (const { cell } of terms[s]!.own) if (parentSum[cell] === s) tighten(terms[s]!, cell, low, high);
  }
  return new Map(cells.map((cell, i) => [cell, high[i]! - low[i]!]));
}

interface Term {
  own: { cell: number; sign: number }[];
  constant: number;
}

/** Sums from the root outwards; of each cell the sum, and of each sum the cell, that lies towards the root. */
function walk(terms: readonly Term[], sumsOfCell: readonly number[][]): [number[], Int32Array, Int32Array] {
  const parentSum = new Int32Array(sumsOfCell.length).fill(-1);
  const parentCell = new Int32Array(terms.length).fill(-1);
  const order: number[] = [];
  const cells = [0];
  for (let i = 0; i < cells.length; i++) {
    for (const s of sumsOfCell[cells[i]!]!) {
      if (s === parentSum[cells[i]!]) continue;
      parentCell[s] = cells[i]!;
      order.push(s);
      for (const { cell } of terms[s]!.own) {
        if (cell === cells[i]) continue;
        parentSum[cell] = s;
        cells.push(cell);
      }
    }
  }
  return [order, parentSum, parentCell];
}

/** sign · x = constant − Σ of the others: both ends of `target`, by those of the others. */
function tighten({ own, constant }: Term, target: number, low: Float64Array, high: Float64Array): void {
  let sign = 1;
  let least = 0;
  let most = 0;
  for (const term of own) {
    if (term.cell === target) {
      sign = term.sign;
      continue;
    }
    least += term.sign > 0 ? low[term.cell]! : -high[term.cell]!;
    most += term.sign > 0 ? high[term.cell]! : -low[term.cell]!;
  }
  const [from, to] = sign > 0 ? [constant - most, constant - least] : [least - constant, most - constant];
  low[target] = Math.max(low[target]!, from);
  high[target] = Math.min(high[target]!, to);
}
