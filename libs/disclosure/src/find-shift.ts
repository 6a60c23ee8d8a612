import type { CellSystem, Memberships } from './cell-system.js';

/** Numbers that can be moved together, each by its sign, without changing any sum. */
export type Shift = readonly { cell: number; sign: number }[];

/** Steps after which a search is given up: it then proves nothing, or what it has found is the best. */
const mostSteps = 200;
/** Of the members of a sum only so many are tried. */
const mostCandidates = 5;

/** Which numbers a search may move, and what it is after. */
interface Search {
  /** What moving it costs; Infinity where it may not be moved. */
  costOf(cell: number): number;
  /** How far the shift must be able to go up and down together. */
  room: number;
}

/**
 * Looks for ways to move a number so that every sum stays what it is: the reader cannot tell the two states apart. How
 * far a move goes (to the first number that becomes zero) is proven room; that none was found proves nothing.
 */
export class ShiftFinder {
  /** The numbers after the shifts that were made. */
  private readonly values: Float64Array;
  private readonly delta: Int8Array;
  private readonly imbalance: Int8Array;
  /** The sums out of balance. */
  private readonly open = new Set<number>();
  private moved: number[] = [];
  private steps = 0;
  private cost = 0;
  private best: { shift: Shift; cost: number } | null = null;

  constructor(
    private readonly system: CellSystem,
    private readonly memberships: Memberships,
    private readonly isUnknown: (cell: number) => boolean,
    private readonly isFixed: (cell: number) => boolean,
  ) {
    this.values = system.values.slice();
    this.delta = new Int8Array(system.values.length);
    this.imbalance = new Int8Array(system.starts.length);
  }

  /** A shift of unknown numbers only, up (1) or down (−1), that can go so far up and down together. */
  find(from: number, sign: number, room = 0): Shift | null {
    return this.search(from, sign, { costOf: this.costOfUnknown, room })?.shift ?? null;
  }

  /** A shift with that much room, at whatever has to be hidden for it beside what is: as little as it finds. */
  findWithin(from: number, room: number): Shift | null {
    // Small parts are missed least; a zero is missed like a number that needs not be hidden.
    const missed = (cell: number) => 1 + Math.log2(1 + (this.values[cell]! || room));
    const costOf = (cell: number) => (this.isUnknown(cell) ? 0 : this.isFixed(cell) ? Infinity : missed(cell));
    return this.search(from, 1, { costOf, room })?.shift ?? null;
  }

  /**
   * How far a number can move up and down together, as far as it matters: shift after shift, each from where the one
   * before it led, as a flow is augmented.
   */
  roomOf(from: number, enough: number): number {
    let room = 0;
    for (const sign of [1, -1]) {
      const changed: { shift: Shift; by: number }[] = [];
      while (room < enough) {
        const shift = this.find(from, sign);
        if (!shift) break;
        const by = Math.min(this.reachOf(shift), enough - room);
        room += by;
        changed.push({ shift, by });
        this.make(shift, by);
      }
      for (const { shift, by } of changed) this.make(shift, -by);
      if (room >= enough) break;
    }
    return room;
  }

  /** How far it goes forwards. */
  reachOf(shift: Shift): number {
    return shift.reduce((least, { cell, sign }) => (sign < 0 ? Math.min(least, this.values[cell]!) : least), Infinity);
  }

  private readonly costOfUnknown = (cell: number): number => (this.isUnknown(cell) ? 0 : Infinity);

  private make(shift: Shift, by: number): void {
    for (const { cell, sign } of shift) this.values[cell]! += sign * by;
  }

  private search(from: number, sign: number, search: Search): { shift: Shift; cost: number } | null {
    [this.steps, this.cost, this.best] = [0, 0, null];
    if (sign < 0 && this.values[from]! <= 0) return null;
    this.move(from, sign, 0);
    const [plus, minus] = sign > 0 ? [this.values[from]!, Infinity] : [Infinity, this.values[from]!];
    this.close(search, plus, minus);
    while (this.moved.length > 0) this.undo(0);
    return this.best;
  }

  /** True when there is nothing more to look for. `plus` and `minus`: the least of the numbers moved up, and down. */
  private close(search: Search, plus: number, minus: number): boolean {
    const sum = this.narrowest(search, plus, minus);
    if (sum === null) {
      const shift = this.moved.map((cell) => ({ cell, sign: this.delta[cell]! }));
      this.best = { shift, cost: this.cost };
      return this.cost === 0;
    }
    for (const { cell, delta, cost } of this.candidatesOf(sum, search, plus, minus)) {
      if (++this.steps > mostSteps) return true;
      if (this.best && this.cost + cost >= this.best.cost) continue;
      this.move(cell, delta, cost);
      const value = this.values[cell]!;
      const done = this.close(
        search,
        delta > 0 ? Math.min(plus, value) : plus,
        delta < 0 ? Math.min(minus, value) : minus,
      );
      if (done) return true;
      this.undo(cost);
    }
    return false;
  }

  /** The sum out of balance that leaves the least choice: what can't be closed is seen at once. Null when all are even. */
  private narrowest(search: Search, plus: number, minus: number): number | null {
    let narrowest: number | null = null;
    let least = Infinity;
    for (const sum of this.open) {
      const choice = this.choiceOf(sum, search, plus, minus, least);
      if (choice < least) [narrowest, least] = [sum, choice];
      if (least === 0) break;
    }
    return narrowest;
  }

  private choiceOf(sum: number, search: Search, plus: number, minus: number, enough: number): number {
    const { starts } = this.system;
    let choice = 0;
    for (let m = starts[sum]!; m < starts[sum + 1]! && choice < enough; m++) {
      if (this.isChoice(sum, m, search, plus, minus)) choice += 1;
    }
    return choice;
  }

  private isChoice(sum: number, m: number, { costOf, room }: Search, plus: number, minus: number): boolean {
    const cell = this.system.members[m]!;
    if (this.delta[cell] !== 0) return false;
    const value = this.values[cell]!;
    const isUp = this.imbalance[sum]! > 0 !== (m === this.system.starts[sum]);
    const [up, down] = isUp ? [Math.min(plus, value), minus] : [plus, Math.min(minus, value)];
    return down > 0 && up + down >= room && costOf(cell) < Infinity;
  }

  /** Those first that leave the fewest sums out of balance; among them the cheapest, then the largest. */
  private candidatesOf(sum: number, search: Search, plus: number, minus: number) {
    const { starts, members } = this.system;
    const found: { cell: number; delta: number; left: number; cost: number }[] = [];
    for (let m = starts[sum]!; m < starts[sum + 1]!; m++) {
      if (!this.isChoice(sum, m, search, plus, minus)) continue;
      const cell = members[m]!;
      const delta = (m === starts[sum] ? -1 : 1) * Math.sign(this.imbalance[sum]!);
      found.push({ cell, delta, cost: search.costOf(cell), left: this.leftBy(cell, delta) });
    }
    found.sort((a, b) => a.left - b.left || a.cost - b.cost || this.values[b.cell]! - this.values[a.cell]!);
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

  private move(cell: number, delta: number, cost: number): void {
    this.delta[cell] = delta;
    this.moved.push(cell);
    this.cost += cost;
    this.balance(cell, delta);
  }

  private undo(cost: number): void {
    const cell = this.moved.pop()!;
    this.cost -= cost;
    this.balance(cell, -this.delta[cell]!);
    this.delta[cell] = 0;
  }

  private balance(cell: number, delta: number): void {
    const { starts, sums, signs } = this.memberships;
    for (let at = starts[cell]!; at < starts[cell + 1]!; at++) {
      const sum = sums[at]!;
      this.imbalance[sum]! += signs[at]! * delta;
      if (this.imbalance[sum] === 0) this.open.delete(sum);
      else this.open.add(sum);
    }
  }
}
