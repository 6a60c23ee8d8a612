import type { CellSystem, Memberships } from './cell-system.js';

/** Numbers that can be moved together, each by its sign, without changing any sum. */
export type Shift = readonly { cell: number; sign: number }[];

/** Steps after which a search is given up: it then proves nothing, and a dearer test decides. */
const mostSteps = 200;
/** Of the members of a sum only so many, the largest, are tried. */
const mostCandidates = 5;

/**
 * Looks for a way to move `from` so that every sum stays what it is: the reader cannot tell the two states apart. How far
 * the move goes (to the first number that becomes zero) is proven room; that none was found proves nothing.
 */
export class ShiftFinder {
  private readonly delta: Int8Array;
  private readonly imbalance: Int8Array;
  private readonly open: number[] = [];
  private moved: number[] = [];
  private steps = 0;

  constructor(
    private readonly system: CellSystem,
    private readonly memberships: Memberships,
    private readonly isUnknown: (cell: number) => boolean,
  ) {
    this.delta = new Int8Array(system.values.length);
    this.imbalance = new Int8Array(system.starts.length);
  }

  find(from: number): Shift | null {
    this.steps = 0;
    this.move(from, 1);
    const found = this.close();
    const shift = found ? this.moved.map((cell) => ({ cell, sign: this.delta[cell]! })) : null;
    while (this.moved.length > 0) this.undo();
    this.open.length = 0;
    return shift;
  }

  private close(): boolean {
    while (this.open.length > 0 && this.imbalance[this.open.at(-1)!] === 0) this.open.pop();
    const sum = this.open.at(-1);
    if (sum === undefined) return true;
    if (++this.steps > mostSteps) return false;
    const depth = this.open.length;
    for (const { cell, delta } of this.candidatesOf(sum)) {
      const kept = this.open.slice(0, depth);
      this.move(cell, delta);
      if (this.close()) return true;
      this.undo();
      this.open.length = 0;
      this.open.push(...kept);
      if (this.steps > mostSteps) return false;
    }
    return false;
  }

  /** Those first that leave the fewest sums out of balance; among them the largest, which leave most room. */
  private candidatesOf(sum: number): { cell: number; delta: number }[] {
    const { starts, members, values } = this.system;
    const found: { cell: number; delta: number; left: number }[] = [];
    for (let m = starts[sum]!; m < starts[sum + 1]!; m++) {
      const cell = members[m]!;
      if (this.delta[cell] !== 0 || !this.isUnknown(cell)) continue;
      const delta = (m === starts[sum] ? -1 : 1) * Math.sign(this.imbalance[sum]!);
      found.push({ cell, delta, left: this.leftBy(cell, delta) });
    }
    found.sort((a, b) => a.left - b.left || values[b.cell]! - values[a.cell]!);
    return found.slice(0, mostCandidates);
  }

  /** By how much more the sums are out of balance after a move. */
  private leftBy(cell: number, delta: number): number {
    const { starts, sums, signs } = this.memberships;
    let left = 0;
    for (let at = starts[cell]!; at < starts[cell + 1]!; at++) {
      const before = this.imbalance[sums[at]!]!;
      left += Math.abs(before + signs[at]! * delta) - Math.abs(before);
    }
    return left;
  }

  private move(cell: number, delta: number): void {
    const { starts, sums, signs } = this.memberships;
    this.delta[cell] = delta;
    this.moved.push(cell);
    for (let at = starts[cell]!; at < starts[cell + 1]!; at++) {
      this.imbalance[sums[at]!]! += signs[at]! * delta;
      if (this.imbalance[sums[at]!] !== 0) this.open.push(sums[at]!);
    }
  }

  private undo(): void {
    const { starts, sums, signs } = this.memberships;
    const cell = this.moved.pop()!;
    for (let at = starts[cell]!; at < starts[cell + 1]!; at++) {
      this.imbalance[sums[at]!]! -= signs[at]! * this.delta[cell]!;
    }
    this.delta[cell] = 0;
  }
}
