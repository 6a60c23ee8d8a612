import { buildTable, categories, seededRandom, smallOnes, systemOf, year, type Tree } from '../testing/index.js';
import { Attacker, suppress, type CellSystem } from './index.js';
import { loadHighs, plainly, type Highs } from './load-highs.js';

let highs: Highs;
let attacker: Attacker;
beforeAll(async () => {
  highs = await loadHighs();
  attacker = await Attacker.load();
});

const shownOf = ({ values }: CellSystem, hidden: Uint8Array) =>
  [...values].map((value, i) => (hidden[i] ? null : value));

describe('golden vectors of measurement.md, section 9, k = 11', () => {
  it('total 25 = 3 + 9 + 13: 3 and 9 hidden (together 12), 13 shown', () => {
    const system = systemOf([25, 3, 9, 13], 1, [[0, 1, 2, 3]]);
    const { hidden, exposed } = suppress({ system, threshold: 11, hidden: smallOnes(system, 11) }, attacker);
    expect([shownOf(system, hidden), exposed]).toEqual([[25, null, null, 13], []]);
  });

  it('total 16 = 3 + 13: both hidden', () => {
    const system = systemOf([16, 3, 13], 1, [[0, 1, 2]]);
    const { hidden, exposed } = suppress({ system, threshold: 11, hidden: smallOnes(system, 11) }, attacker);
    expect([shownOf(system, hidden), exposed]).toEqual([[16, null, null], []]);
  });

  it('total 100 = 3 + 12 + 85, of which 85 is not shown anyway: it hides 3, and 12 is shown', () => {
    const system = systemOf([100, 3, 12, 85], 1, [[0, 1, 2, 3]]);
    const asked = { system, threshold: 11, hidden: smallOnes(system, 11) };
    expect(shownOf(system, suppress(asked, attacker).hidden)).toEqual([100, null, null, 85]);
    const unseen = Uint8Array.of(0, 0, 0, 1);
    expect(shownOf(system, suppress({ ...asked, unseen }, attacker).hidden)).toEqual([100, null, 12, null]);
    // What was seen before hides nothing, whether or not it is shown now.
    const { hidden } = suppress({ ...asked, unseen, known: unseen }, attacker);
    expect(shownOf(system, hidden)).toEqual([100, null, null, null]);
    const total = suppress({ ...asked, unseen: Uint8Array.of(1, 0, 0, 0) }, attacker);
    expect(shownOf(system, total.hidden)).toEqual([null, null, 12, 85]);
  });
});

/**
 * The whole published table as one linear program: every number a variable, what is seen fixed at its value. Each answer
 * is a whole table that the reader can think of, as the true one is, so it tells of every number, not only of the one
 * that was asked about: how far two such tables lie apart, a number's interval spans at least.
 */
class Reader {
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly model: string;

  constructor({ values, starts, members }: CellSystem, seen: (cell: number) => boolean) {
    this.low = values.slice();
    this.high = values.slice();
    const constraints: string[] = [];
    for (let s = 0; s + 1 < starts.length; s++) {
      const [total, ...parts] = members.subarray(starts[s], starts[s + 1]);
      constraints.push(` s${s}: x${total} ${parts.map((part) => `- x${part}`).join('\n ')} = 0`);
    }
    const bounds = [...values.keys()].filter(seen).map((one) => ` x${one} = ${values[one]}`);
    this.model = `Subject To\n${constraints.join('\n')}\nBounds\n${bounds.join('\n')}\nEnd\n`;
  }

  /** The interval of a number, or at least so much of it as is wide enough. */
  intervalOf(cell: number, enough: number): [number, number] {
    for (const goal of ['Maximize', 'Minimize'] as const) {
      if (this.high[cell]! - this.low[cell]! >= enough) break;
      const { Status, Columns } = highs.solve(`${goal}\nobj: x${cell}\n${this.model}`, plainly);
      if (Status === 'Optimal') this.meet(Columns);
      else if (goal === 'Maximize' && Status.includes('nbounded')) this.high[cell] = Infinity;
      else throw new Error(`${Status} for ${goal} x${cell}`);
    }
    return [this.low[cell]!, this.high[cell]!];
  }

  private meet(columns: ReturnType<Highs['solve']>['Columns']): void {
    for (const [name, column] of Object.entries(columns)) {
      const cell = Number(name.slice(1));
      if (!('Primal' in column)) throw new Error(`No value of ${name}.`);
      this.low[cell] = Math.min(this.low[cell]!, column.Primal);
      this.high[cell] = Math.max(this.high[cell]!, column.Primal);
    }
  }
}

/** What measurement.md asks, judged from outside: returns what is wrong. */
function faultsOf(system: CellSystem, threshold: number, hidden: Uint8Array, known = new Uint8Array(hidden.length)) {
  const { values, starts, members } = system;
  const isSeen = (cell: number) => hidden[cell] === 0 || known[cell] === 1;
  const faults: string[] = [];
  const small = smallOnes(system, threshold);
  const reader = new Reader(system, isSeen);
  hidden.forEach((is, cell) => {
    if (small[cell] && !is) faults.push(`${cell} is small and shown`);
    if (hidden[cell - (cell % system.width)] !== is) faults.push(`${cell} is not hidden with its cell`);
    if (isSeen(cell)) return;
    const [low, high] = reader.intervalOf(cell, threshold);
    if (high - low < threshold - 1e-6) faults.push(`${cell} = ${values[cell]} lies in [${low}, ${high}]`);
  });
  for (let s = 0; s + 1 < starts.length; s++) {
    const [total, ...parts] = members.subarray(starts[s], starts[s + 1]);
    const unseen = parts.filter((part) => !isSeen(part));
    const together = unseen.reduce((sum, part) => sum + values[part]!, 0);
    if (isSeen(total!) && unseen.length > 0 && together < threshold) faults.push(`sum ${s}: ${together} together`);
  }
  return faults;
}

const shapes: [string, (random: (below: number) => number) => readonly Tree[]][] = [
  ['one way', (random) => [categories(2 + random(6))]],
  ['two ways', (random) => [categories(2 + random(4)), categories(2 + random(4))]],
  ['a year of quarters and months', () => [year]],
  ['a year by two or three groups', (random) => [year, categories(2 + random(2))]],
  ['three ways', (random) => [categories(2 + random(2)), categories(2), categories(2 + random(2))]],
];
const magnitudes = [4, 15, 40, 200];

describe.each(shapes)('random tables, %s', (name, treesOf) => {
  const tables = name === 'one way' ? 700 : name === 'two ways' ? 500 : name.includes('by') ? 40 : 200;
  it.each(['counts', 'ratios'])(`of %s withstand the attacker`, (kind) => {
    for (let seed = 1; seed <= (kind === 'counts' ? tables : tables / 10); seed++) {
      const random = seededRandom(seed * 7919);
      const threshold = 3 + random(10);
      const most = magnitudes[random(magnitudes.length)]!;
      const sparse = 1 + random(4);
      const draw = () =>
        random(sparse) === 0 ? random(most * (1 + random(3))) : random(3) === 0 ? 0 : most + random(most);
      const system = buildTable(treesOf(random), () => {
        const [a, b] = [draw(), draw()];
        return kind === 'counts' ? a : [a, a + b];
      });
      const { hidden, exposed } = suppress({ system, threshold, hidden: smallOnes(system, threshold) }, attacker);
      expect({ seed, exposed, faults: faultsOf(system, threshold, hidden) }).toEqual({ seed, exposed: [], faults: [] });
    }
  });
});

it('hides nothing where no cell is small', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = seededRandom(seed);
    const system = buildTable([categories(2 + random(4)), year], () => (random(3) === 0 ? 0 : 11 + random(90)));
    const { hidden } = suppress({ system, threshold: 11, hidden: smallOnes(system, 11) }, attacker);
    expect(hidden.every((one) => one === 0)).toBe(true);
  }
});

it('leaves much to see of a year by eight groups and three, of which one is rare', () => {
  for (let seed = 1; seed <= 3; seed++) {
    const random = seededRandom(seed * 101);
    let cell = 0;
    const system = buildTable([year, categories(8), categories(3)], () => {
      const rare = cell++ % 3 === 0;
      return rare ? (random(4) === 0 ? 1 + random(3) : 0) : 60 + random(120);
    });
    const small = smallOnes(system, 11);
    const { hidden, exposed } = suppress({ system, threshold: 11, hidden: small }, attacker);
    const share = hidden.reduce((sum, one) => sum + one, 0) / hidden.length;
    expect([exposed, share < 0.5]).toEqual([[], true]);
    const every = Uint8Array.from(hidden, (one, i) => (one && i % 40 === 0 ? 1 : 0));
    const reader = new Reader(system, (one) => hidden[one] === 0);
    const told = [...every.keys()].filter((one) => {
      if (!every[one]) return false;
      const [low, high] = reader.intervalOf(one, 11);
      return high - low < 11 - 1e-6;
    });
    expect(told).toEqual([]);
  }
});

it('counts what was seen before as seen, and says what that gives away', () => {
  let given = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const random = seededRandom(seed * 31);
    const system = buildTable([categories(2 + random(4)), categories(2 + random(3))], () => random(30));
    const known = new Uint8Array(system.values.length).map(() => (random(3) === 0 ? 1 : 0));
    const primary = smallOnes(system, 5);
    const { hidden, exposed } = suppress({ system, threshold: 5, hidden: primary, known }, attacker);
    given += exposed.length;
    const unheard = faultsOf(system, 5, hidden, known).filter((fault) => {
      return !fault.startsWith('sum') && !exposed.includes(Number.parseInt(fault));
    });
    expect({ seed, unheard }).toEqual({ seed, unheard: [] });
  }
  expect(given).toBeGreaterThan(0);
});

it('lets a rest of people who are in no part be a hidden part, and never shows it', () => {
  const system = systemOf([100, 3, 95, 2], 1, [[0, 1, 2, 3]], 3); // 2 in no part
  const { hidden } = suppress({ system, threshold: 11, hidden: smallOnes(system, 11) }, attacker);
  expect([...hidden]).toEqual([0, 1, 1]);
  const larger = systemOf([100, 3, 47, 50], 1, [[0, 1, 2, 3]], 3); // 50 in no part
  const verdict = suppress({ system: larger, threshold: 11, hidden: smallOnes(larger, 11) }, attacker);
  expect([...verdict.hidden]).toEqual([0, 1, 0]);
});
