import type { Attacker } from './attacker.js';
import { boundForest } from './bound-forest.js';
import { membershipsOf, type CellSystem, type Memberships, type Question, type Verdict } from './cell-system.js';
import { Collector, isForest, type Component } from './collect-component.js';
import { ShiftFinder, type Shift } from './find-shift.js';

/** A linear program over more unknown numbers than this is too dear: more is hidden instead. */
const largestProgram = 60;
/** So many programs per question; a count and not a time, so that the answer is always the same. */
const mostPrograms = 20;

/**
 * Which numbers have to be hidden so that no hidden one can be worked out (measurement.md, section 8): beyond those that
 * must be, the next smallest parts, over all sums at once, to a fixed point, until
 * (a) the hidden parts of every sum whose total is seen reach the threshold together, and
 * (b) for a reader who knows everything seen, and that numbers are not negative, the interval of every hidden one spans
 * at least the threshold.
 * (b) is proven for each number by the cheapest of three means: exact bounds where the sums make no circle; shifts of
 * several numbers that change no sum; a linear program. Where none proves it, more is hidden, never less: first what makes
 * a shift with room enough, which protects all numbers in it at once, and (a) with them.
 */
export function suppress(question: Question, attacker: Attacker): Verdict {
  return new Suppression(question, attacker).settle();
}

class Suppression {
  private readonly system: CellSystem;
  private readonly memberships: Memberships;
  private readonly hidden: Uint8Array;
  private readonly known: Uint8Array;
  private readonly safe: Uint8Array;
  /** Nobody sees them, and none has to be kept from being told. */
  private readonly unkept: Uint8Array;
  private readonly isExposed: Uint8Array;
  private readonly threshold: number;
  private readonly queue: number[] = [];
  private readonly queued: Uint8Array;
  private pending: number[] = [];
  private programs = 0;

  constructor(
    { system, threshold, hidden, known, unseen }: Question,
    private readonly attacker: Attacker,
  ) {
    const { length } = system.values;
    this.system = system;
    this.threshold = threshold;
    this.memberships = membershipsOf(system);
    this.hidden = new Uint8Array(length);
    this.known = new Uint8Array(length);
    this.known.set(known ?? []);
    this.safe = new Uint8Array(length);
    this.isExposed = new Uint8Array(length);
    this.queued = new Uint8Array(system.starts.length);
    this.unkept = new Uint8Array(length);
    // A rest holds no reported part.
    this.unkept.fill(1, system.published);
    for (let cell = 0; cell < system.published; cell++) if (unseen?.[cell] && !hidden[cell]) this.unkept[cell] = 1;
    for (let cell = 0; cell < length; cell++) if (this.unkept[cell]) this.hidden[cell] = this.safe[cell] = 1;
    for (let cell = 0; cell < system.published; cell++) if (hidden[cell]) this.hide(cell);
  }

  settle(): Verdict {
    const collector = new Collector(this.system, this.memberships, this.isUnknown);
    const shifts = new ShiftFinder(this.system, this.memberships, this.isUnknown, this.isKnown);
    for (;;) {
      const left = this.pending.filter((cell) => !this.safe[cell] && !this.isExposed[cell]);
      this.pending = [];
      if (left.length === 0) {
        const sum = this.queue.pop();
        if (sum === undefined) break;
        this.enforce(sum);
        continue;
      }
      const done = new Set<number>();
      for (const cell of left) {
        if (this.safe[cell] || done.has(cell)) continue;
        const component = collector.collect(cell);
        for (const one of component.cells) done.add(one);
        this.prove(component, shifts);
      }
    }
    const exposed: number[] = [];
    for (let cell = 0; cell < this.system.published; cell++) if (this.isExposed[cell]) exposed.push(cell);
    return { hidden: this.hidden.slice(0, this.system.published), exposed };
  }

  private readonly isUnknown = (cell: number): boolean => this.hidden[cell] === 1 && this.known[cell] === 0;

  private readonly isKnown = (cell: number): boolean => this.known[cell] === 1;

  private hide(cell: number): void {
    const first = cell - (cell % this.system.width);
    for (let one = first; one < first + this.system.width; one++) {
      if (this.hidden[one] || Number.isNaN(this.system.values[one]!)) continue;
      this.hidden[one] = 1;
      if (this.known[one]) this.isExposed[one] = 1;
      else this.pending.push(one);
      for (let at = this.memberships.starts[one]!; at < this.memberships.starts[one + 1]!; at++) {
        const sum = this.memberships.sums[at]!;
        if (this.queued[sum]) continue;
        this.queued[sum] = 1;
        this.queue.push(sum);
      }
    }
  }

  /** One sum alone: what its hidden numbers give away without looking further. */
  private enforce(sum: number): void {
    this.queued[sum] = 0;
    const { starts, members, values } = this.system;
    const total = members[starts[sum]!]!;
    if (this.unkept[total] && this.isUnknown(total)) return;
    for (;;) {
      let parts = 0;
      let mass = 0;
      let kept = 0;
      for (let m = starts[sum]! + 1; m < starts[sum + 1]!; m++) {
        const part = members[m]!;
        if (!this.isUnknown(part)) continue;
        parts += 1;
        mass += values[part]!;
        if (!this.unkept[part]) kept += 1;
      }
      const holds = this.isUnknown(total) ? parts > 0 : kept === 0 || (parts > 1 && mass >= this.threshold);
      if (holds || !this.hideNext([sum])) return;
    }
  }

  private prove(component: Component, shifts: ShiftFinder): void {
    const { cells } = component;
    const open = () => cells.filter((cell) => !this.safe[cell] && !this.isExposed[cell]);
    if (isForest(component)) {
      const widths = boundForest(this.system, component, this.isUnknown);
      for (const cell of cells) if (widths.get(cell)! >= this.threshold) this.safe[cell] = 1;
    } else {
      for (const cell of cells) if (!this.safe[cell]) this.move(cell, shifts);
      if (cells.length <= largestProgram) {
        for (const cell of open()) {
          if (this.programs++ >= mostPrograms) break;
          const width = this.attacker.widthOf(this.system, component, this.isUnknown, cell, this.threshold);
          // The program answers in floating point: an end that is a whole number comes back within 1e-7 of it.
          if (width >= this.threshold - 1e-6) this.safe[cell] = 1;
        }
      }
    }
    // One more at each place, then it is judged anew: what one number needs often helps its neighbours.
    const widened = new Set<number>();
    for (const cell of open()) {
      if (this.safe[cell] || this.move(cell, shifts) || this.make(shifts.findWithin(cell, this.threshold))) continue;
      const sums = this.sumsOf(cell);
      const isWidened = sums.some((sum) => widened.has(sum));
      if (isWidened || this.hideNext(sums) || this.hideNext(component.sums)) this.pending.push(cell);
      else this.expose(cell, component);
      for (const sum of sums) widened.add(sum);
    }
  }

  /** Whether shifts of what is hidden prove it. */
  private move(cell: number, shifts: ShiftFinder): boolean {
    if (this.make(shifts.find(cell, 1, this.threshold))) return true;
    if (shifts.roomOf(cell, this.threshold) >= this.threshold) this.safe[cell] = 1;
    return this.safe[cell] === 1;
  }

  /** Hides what a shift needs that has room for all of its numbers. */
  private make(shift: Shift | null): boolean {
    for (const { cell } of shift ?? []) {
      if (!this.hidden[cell]) this.hide(cell);
      this.safe[cell] = 1;
    }
    return shift !== null;
  }

  /** Nothing is left to hide around it: it is told by what was seen before, or the searches proved nothing. */
  private expose(cell: number, component: Component): void {
    const width = this.attacker.widthOf(this.system, component, this.isUnknown, cell, this.threshold);
    if (width >= this.threshold - 1e-6) this.safe[cell] = 1;
    else this.isExposed[cell] = 1;
  }

  /** Hides the smallest part that is seen and is not zero; else a zero; else a total. */
  private hideNext(sums: readonly number[]): boolean {
    const { starts, members, values } = this.system;
    let next = -1;
    let rank = Infinity;
    for (const sum of sums) {
      for (let m = starts[sum]!; m < starts[sum + 1]!; m++) {
        const cell = members[m]!;
        if (this.hidden[cell] || this.known[cell]) continue;
        const value = values[cell]!;
        const its = m === starts[sum] ? 2e300 : value > 0 ? value : 1e300;
        if (its < rank) [next, rank] = [cell, its];
      }
    }
    if (next >= 0) this.hide(next);
    return next >= 0;
  }

  private sumsOf(cell: number): number[] {
    return [...this.memberships.sums.subarray(this.memberships.starts[cell], this.memberships.starts[cell + 1])];
  }
}
