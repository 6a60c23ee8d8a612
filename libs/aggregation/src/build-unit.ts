import type { CellSystem } from '@keelson/disclosure';
import type { Period } from '@keelson/measures';
import type { CanonicalRow } from './canonical-rows.sql.js';
import { rulesAt, type MeasureRules, type VersionRules } from './measure-rules.js';
import { longerPeriods } from './reporting-years.js';

/** All numbers of a measure that hang together by sums: one reporting year of it, with the longer periods in it. */
export interface Unit {
  measureId: string;
  yearStart: string;
  periods: Period[];
  keys: string[];
  /** The place of a cell is period × keys + key; it has `width` numbers: one, or numerator, denominator and the rest. */
  width: 1 | 3;
  /** NaN where there is none. */
  values: Float64Array;
  /** The most that one partner has of each, or more: what a partner may know of it by itself. */
  floors: Float64Array;
  /** What is shown beside or instead of the number, by cell: the value of another rule, or the low end of an interval. */
  beside: Float64Array;
  organizations: Int32Array;
  picked: Uint8Array;
  sums: { starts: number[]; members: number[] };
  placeOf: Map<string, number>;
  keyAt: Map<string, number>;
}

export const periodKey = ({ frequency, start }: Period) => `${frequency} ${start}`;

/** `rows` are those of one reporting year; `apart`: periods that do not add up to longer ones. */
export function buildUnit(
  rules: MeasureRules,
  frequency: Period['frequency'],
  yearStart: string,
  rows: readonly CanonicalRow[],
  yearStartMonth: number,
): Unit {
  const keys = [...new Set(rows.flatMap(([, key]) => [key, '']))].sort();
  const keyAt = new Map(keys.map((key, i) => [key, i]));
  const collected = [...new Set(rows.map(([start]) => start))].sort();
  const at = (start: string) => rulesAt(rules.versions, start);
  const isSum = frequency === rules.frequency && collected.every((start) => at(start).addsUpOverTime);
  const periods = collected.map((start): Period => ({ frequency, start }));
  const placeOf = new Map(periods.map((period, i) => [periodKey(period), i]));
  const children = new Map<number, Set<number>>();
  if (isSum) {
    for (let i = 0; i < collected.length; i++) {
      let part = i;
      for (const longer of longerPeriods(periods[i]!, yearStartMonth)) {
        const name = periodKey(longer);
        let place = placeOf.get(name);
        if (place === undefined) placeOf.set(name, (place = periods.push(longer) - 1));
        if (!children.has(place)) children.set(place, new Set());
        children.get(place)!.add(part);
        part = place;
      }
    }
  }
  const width = collected.some((start) => at(start).isRatio) ? 3 : 1;
  const cells = periods.length * keys.length;
  const unit: Unit = {
    ...{ measureId: rules.id, yearStart, periods, keys, width, placeOf, keyAt },
    values: new Float64Array(cells * width).fill(NaN),
    floors: new Float64Array(cells * width),
    beside: new Float64Array(cells).fill(NaN),
    organizations: new Int32Array(cells),
    picked: new Uint8Array(cells),
    sums: { starts: [0], members: [] },
  };
  for (const row of rows) readRow(unit, row, frequency, at(row[0]));
  if (width === 3) dropRestsBelowZero(unit);
  // A longer period comes after all of its parts.
  const parents = [...children.keys()].sort((a, b) => rank(periods[a]!) - rank(periods[b]!));
  for (const parent of parents) addUp(unit, parent, [...children.get(parent)!]);
  if (width === 3) addRests(unit);
  addBreakdowns(unit, at);
  return unit;
}

const lengths = ['WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'];
const rank = ({ frequency }: Period) => lengths.indexOf(frequency);

function readRow(unit: Unit, row: CanonicalRow, frequency: Period['frequency'], rules: VersionRules): void {
  const [start, key, value, low, number, denominator, addedUp, largest, largestDenominator, largestRest, ...behind] =
    row;
  const cell = unit.placeOf.get(periodKey({ frequency, start }))! * unit.keys.length + unit.keyAt.get(key)!;
  const isAverage = !rules.isRatio && rules.partnerRule === 'AVERAGE';
  const at = cell * unit.width;
  unit.values[at] = isAverage ? addedUp : number;
  unit.floors[at] = Math.min(largest, unit.values[at]!);
  unit.beside[cell] = low ?? (isAverage ? value! : NaN);
  [unit.organizations[cell], unit.picked[cell]] = [behind[0], behind[1] ? 1 : 0];
  if (unit.width === 1 || denominator === null) return;
  unit.values[at + 1] = denominator;
  unit.values[at + 2] = denominator - number;
  unit.floors[at + 1] = Math.min(largestDenominator!, denominator);
  unit.floors[at + 2] = Math.min(Math.max(largestRest!, 0), Math.max(denominator - number, 0));
}

/** Where a numerator may exceed its denominator, the rest of it is no number of people. */
function dropRestsBelowZero({ values }: Unit): void {
  let below = false;
  for (let at = 2; at < values.length; at += 3) below ||= values[at]! < 0;
  if (below) for (let at = 2; at < values.length; at += 3) values[at] = NaN;
}

function addUp(unit: Unit, parent: number, parts: readonly number[]): void {
  const { keys, width, values, floors, sums } = unit;
  for (let key = 0; key < keys.length; key++) {
    const total = parent * keys.length + key;
    const own = parts.map((part) => part * keys.length + key).filter((cell) => !Number.isNaN(values[cell * width]!));
    if (own.length === 0) continue;
    for (let i = 0; i < width; i++) {
      let [sum, floor] = [0, 0];
      for (const cell of own) {
        sum += values[cell * width + i]!;
        floor += floors[cell * width + i]!;
      }
      [values[total * width + i], floors[total * width + i]] = [sum, floor];
      if (i < 2) {
        sums.members.push(total * width + i, ...own.map((cell) => cell * width + i));
        sums.starts.push(sums.members.length);
      }
    }
    // At least so many stand behind it: who reported in different periods is not counted twice.
    unit.organizations[total] = Math.max(...own.map((cell) => unit.organizations[cell]!));
  }
}

function addRests({ values, sums }: Unit): void {
  for (let at = 0; at < values.length; at += 3) {
    if (Number.isNaN(values[at + 2]!)) continue;
    sums.members.push(at + 1, at, at + 2);
    sums.starts.push(sums.members.length);
  }
}

/** Within each period: every coarser cell and, per dimension that an additive breakdown has more, its parts. */
function addBreakdowns(unit: Unit, at: (start: string) => VersionRules): void {
  const { periods, keys, width, values, sums } = unit;
  const pairsOf = keys.map((key) => (key === '' ? [] : key.split(';')));
  const memo = new Map<VersionRules, [number, number[]][]>();
  periods.forEach(({ start }, p) => {
    const rules = at(start);
    // What is one partner's own number adds up to nothing.
    if (!rules.isRatio && rules.partnerRule !== 'SUM' && rules.partnerRule !== 'AVERAGE') return;
    let splits = memo.get(rules);
    if (!splits) memo.set(rules, (splits = splitsOf(pairsOf, unit.keyAt, rules.additive)));
    for (const [whole, parts] of splits) {
      const total = (p * keys.length + whole) * width;
      if (Number.isNaN(values[total]!)) continue;
      const own = parts.map((key) => (p * keys.length + key) * width).filter((one) => !Number.isNaN(values[one]!));
      if (own.length === 0) continue;
      for (let i = 0; i < Math.min(width, 2); i++) {
        sums.members.push(total + i, ...own.map((one) => one + i));
        sums.starts.push(sums.members.length);
      }
    }
  });
}

function splitsOf(
  pairsOf: readonly string[][],
  keyAt: ReadonlyMap<string, number>,
  additive: readonly ReadonlySet<string>[],
): [number, number[]][] {
  const splits = new Map<string, [number, number[]]>();
  pairsOf.forEach((pairs, part) => {
    const dimensions = pairs.map((pair) => pair.slice(0, pair.indexOf('=')));
    if (!additive.some((set) => dimensions.every((one) => set.has(one)))) return;
    dimensions.forEach((dimension, i) => {
      const whole = keyAt.get(pairs.filter((_, other) => other !== i).join(';'));
      if (whole === undefined) return;
      const name = `${whole} ${dimension}`;
      if (!splits.has(name)) splits.set(name, [whole, []]);
      splits.get(name)![1].push(part);
    });
  });
  return [...splits.values()];
}

/**
 * The unit as a reader sees it who knows `floors` of every number to be in it (nothing unless told). What of a total lies
 * in no reported part is a hidden part of its own where it is large enough to hide others; smaller, the reader is
 * taken to know it.
 */
export function systemOf(unit: Unit, smallestRest: number, floors?: Float64Array): CellSystem {
  const published = unit.values.length;
  const rests: number[] = [];
  const { starts, members } = unit.sums;
  const all: number[] = [];
  const from = [0];
  for (let s = 0; s + 1 < starts.length; s++) {
    let rest = unit.values[members[starts[s]!]!]!;
    for (let m = starts[s]!; m < starts[s + 1]!; m++) {
      all.push(members[m]!);
      if (m > starts[s]!) rest -= unit.values[members[m]!]!;
    }
    if (floors) rest -= floors[members[starts[s]!]!]!;
    if (rest >= smallestRest) all.push(published + rests.push(rest) - 1);
    from.push(all.length);
  }
  const values = new Float64Array(published + rests.length);
  for (let i = 0; i < published; i++) values[i] = unit.values[i]! - (floors ? floors[i]! : 0);
  values.set(rests, published);
  return { values, published, width: unit.width, starts: Int32Array.from(from), members: Int32Array.from(all) };
}
