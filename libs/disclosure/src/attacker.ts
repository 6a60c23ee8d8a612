import type { CellSystem } from './cell-system.js';
import type { Component } from './collect-component.js';
import { loadHighs, plainly, type Highs } from './load-highs.js';

/**
 * Who knows everything published, and that counts are not negative, and works out by linear programming (HiGHS) between
 * which ends a hidden number lies. To allow fractions makes the interval no narrower than whole numbers do where the
 * sums are a network; in tables of three dimensions it can be wider.
 */
export class Attacker {
  private constructor(private readonly highs: Highs) {}

  static async load(): Promise<Attacker> {
    return new Attacker(await loadHighs());
  }

  /** How wide the interval of a number is, as far as it matters: the search ends when `enough` is reached. */
  widthOf(
    system: CellSystem,
    component: Component,
    isUnknown: (cell: number) => boolean,
    cell: number,
    enough: number,
  ): number {
    const constraints = writeConstraints(system, component, isUnknown);
    const value = system.values[cell]!;
    const high = this.solve('Maximize', cell, constraints);
    if (high - value >= enough) return high - value;
    return high - this.solve('Minimize', cell, constraints);
  }

  private solve(goal: 'Maximize' | 'Minimize', cell: number, constraints: string): number {
    const { Status, ObjectiveValue } = this.highs.solve(`${goal}\n obj: x${cell}\n${constraints}`, plainly);
    if (Status === 'Optimal') return ObjectiveValue;
    if (Status === 'Unbounded' || Status === 'Primal infeasible or unbounded') {
      return goal === 'Maximize' ? Infinity : 0;
    }
    throw new Error(`The interval of a hidden number was not found: ${Status}.`);
  }
}

/** In CPLEX's LP format, in which a variable is not negative unless told. */
function writeConstraints(
  { values, starts, members }: CellSystem,
  { sums }: Component,
  isUnknown: (cell: number) => boolean,
): string {
  const lines = sums.map((sum) => {
    const terms: string[] = [];
    let constant = 0;
    for (let m = starts[sum]!; m < starts[sum + 1]!; m++) {
      const cell = members[m]!;
      if (!isUnknown(cell)) continue;
      const sign = m === starts[sum] ? 1 : -1;
      constant += sign * values[cell]!;
      // A line of the format holds no more than 255 characters.
      terms.push(`${sign > 0 ? '+' : '-'} x${cell}${terms.length % 12 === 11 ? '\n ' : ''}`);
    }
    return ` s${sum}: ${terms.join(' ')} = ${constant}`;
  });
  return `Subject To\n${lines.join('\n')}\nEnd\n`;
}
