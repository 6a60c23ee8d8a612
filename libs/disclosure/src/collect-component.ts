import type { CellSystem, Memberships } from './cell-system.js';

/** Unknown numbers that hang together by sums, and those sums. */
export interface Component {
  cells: number[];
  sums: number[];
  /** How many times an unknown number stands in a sum. */
  edges: number;
}

/** The unknown numbers that are tied to one of them. `seen` and `seenSum` hold marks of earlier walks: each has its own. */
export class Collector {
  private readonly seen: Int32Array;
  private readonly seenSum: Int32Array;
  private walk = 0;

  constructor(
    private readonly system: CellSystem,
    private readonly memberships: Memberships,
    private readonly isUnknown: (cell: number) => boolean,
  ) {
    this.seen = new Int32Array(system.values.length);
    this.seenSum = new Int32Array(system.starts.length);
  }

  collect(from: number): Component {
    const { starts, members } = this.system;
    const walk = ++this.walk;
    const cells = [from];
    const sums: number[] = [];
    let edges = 0;
    this.seen[from] = walk;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!;
      for (let at = this.memberships.starts[cell]!; at < this.memberships.starts[cell + 1]!; at++) {
        const sum = this.memberships.sums[at]!;
        if (this.seenSum[sum] === walk) continue;
        this.seenSum[sum] = walk;
        sums.push(sum);
        for (let m = starts[sum]!; m < starts[sum + 1]!; m++) {
          const other = members[m]!;
          if (!this.isUnknown(other)) continue;
          edges += 1;
          if (this.seen[other] === walk) continue;
          this.seen[other] = walk;
          cells.push(other);
        }
      }
    }
    return { cells, sums, edges };
  }
}

/** Without a circle: then bounds that are handed from sum to sum are exact. */
export function isForest({ cells, sums, edges }: Component): boolean {
  return edges === cells.length + sums.length - 1;
}
