import type { SharingAudience } from '@keelson/agreements';
import { suppress, type Attacker, type CellSystem } from '@keelson/disclosure';
import { fewestOrganizations } from './aggregation.policy.js';
import { periodKey, systemOf, type Unit } from './build-unit.js';

export type DisclosureAudience = SharingAudience;

/** [frequency and first day, combination key, shown, number, denominator]: what an audience was told once. */
export type Fact = [period: string, key: string, shown: 0 | 1, number: number, denominator: number | null];

/** Facts, with the threshold that held when they were told. */
export interface Told {
  threshold: number;
  facts: readonly Fact[];
}

export interface Circumstances {
  threshold: number;
  /** False: nothing is small, and only what few organizations stand behind is kept from being told. */
  ofPeople: boolean;
  told: Record<DisclosureAudience, readonly Told[]>;
  /** Cells that no agreement lets an audience see; absent where none is needed. */
  unshared?: (audience: DisclosureAudience) => Uint8Array;
  /** Cells that must be hidden for a reason of their own. */
  also?: Uint8Array;
}

export interface UnitVerdict {
  /** By cell, for funders, for the coalition's partners and observers, and for anybody. */
  hidden(audience: DisclosureAudience): Uint8Array;
  /** For live figures beyond that: few organizations stand behind it, or it would tell of one of those. */
  withheld: Uint8Array;
  /** Cells that can be told all the same by what funders or the coalition received before. */
  exposed: number;
}

/** A number that is no count of people: only that nothing withheld can be told exactly. */
const smallestDifference = 0.01;

/**
 * Decides which cells of a unit are shown to whom. First for a reader from outside; then, beyond that, for partners, each
 * of whom knows its own numbers: they are judged by what is left without the largest partner's, which no single partner
 * knows better. So what is hidden from funders is hidden from partners too, and the two together have what funders have.
 * What anybody may see, each of them has too: it is judged last, and only where it is asked for. What an audience does not
 * see for lack of an agreement may hide others from it.
 */
export function decideUnit(unit: Unit, circumstances: Circumstances, attacker: Attacker): UnitVerdict {
  const { ofPeople, threshold, told, also, unshared } = circumstances;
  const cells = unit.beside.length;
  const outside = systemOf(unit, ofPeople ? threshold : smallestDifference);
  const none = new Uint8Array(cells);
  const judge = (system: CellSystem, audience: DisclosureAudience, before: Uint8Array) => {
    if (!ofPeople) return { hidden: none, exposed: 0 };
    const { must, known } = remember(unit, memoryOf(audience, told), threshold);
    markSmall(unit, system, threshold, must);
    for (let cell = 0; cell < cells; cell++) if (before[cell] || also?.[cell]) must[cell] = 1;
    const unseen = unshared?.(audience);
    const asked = { system, threshold, hidden: widen(must, unit), known: widen(known, unit) };
    const verdict = suppress({ ...asked, unseen: unseen && widen(unseen, unit) }, attacker);
    const hidden = narrow(verdict.hidden, unit);
    if (unseen) for (let cell = 0; cell < cells; cell++) if (unseen[cell] && !must[cell]) hidden[cell] = 0;
    return { hidden, exposed: verdict.exposed.length };
  };
  const funders = judge(outside, 'FUNDERS', none);
  const coalition = judge(systemOf(unit, threshold, unit.floors), 'COALITION', funders.hidden);
  let anybody: Uint8Array | undefined;
  const must = coalition.hidden.slice();
  for (let cell = 0; cell < cells; cell++) {
    const isThere = !Number.isNaN(unit.values[cell * unit.width]!);
    if (isThere && (unit.picked[cell] || unit.organizations[cell]! < fewestOrganizations)) must[cell] = 1;
  }
  const exposed = funders.exposed + coalition.exposed;
  // What stands already stands: what was hidden from funders was judged in the same system, unless agreements hid of it.
  const isSame = must.every((one, cell) => one === funders.hidden[cell]);
  const isJudged = ofPeople && exposed === 0 && unshared === undefined && isSame;
  const question = { system: outside, threshold: ofPeople ? threshold : smallestDifference, hidden: widen(must, unit) };
  return {
    hidden(audience) {
      if (audience === 'PUBLIC') return (anybody ??= judge(outside, 'PUBLIC', coalition.hidden).hidden);
      return audience === 'FUNDERS' ? funders.hidden : coalition.hidden;
    },
    withheld: isJudged ? must : narrow(suppress(question, attacker).hidden, unit),
    exposed,
  };
}

/** What anybody was shown, every audience was; what was hidden from anybody need not be hidden from them. */
function memoryOf(audience: DisclosureAudience, told: Circumstances['told']): readonly Told[] {
  if (audience === 'PUBLIC') return told.PUBLIC;
  const shown = told.PUBLIC.map(({ threshold, facts }) => ({ threshold, facts: facts.filter(([, , is]) => is === 1) }));
  return [...told[audience], ...shown];
}

/** What follows from the memory of an audience: what must stay hidden, and what it knows as it is now. */
function remember({ values, width, keys, placeOf, keyAt, beside }: Unit, told: readonly Told[], threshold: number) {
  const must = new Uint8Array(beside.length);
  const known = new Uint8Array(beside.length);
  for (const { facts, threshold: then } of told) {
    // A lower threshold does not uncover what was hidden under a higher one.
    const least = Math.max(threshold, then);
    for (const [period, key, shown, number, denominator] of facts) {
      const [place, k] = [placeOf.get(period), keyAt.get(key)];
      if (place === undefined || k === undefined) continue;
      const cell = place * keys.length + k;
      const now = values[cell * width]!;
      if (Number.isNaN(now)) continue;
      const moves = [now - number];
      if (width === 3) {
        const by = values[cell * 3 + 1]! - (denominator ?? 0);
        moves.push(by, by - moves[0]!);
      }
      if (shown) {
        if (moves.every((by) => by === 0)) known[cell] = 1;
        else if (moves.some((by) => by !== 0 && Math.abs(by) < least)) must[cell] = 1;
      } else if (moves.every((by) => Math.abs(by) < least)) must[cell] = 1;
    }
  }
  return { must, known };
}

/** Primary suppression. */
function markSmall(unit: Unit, { values }: CellSystem, threshold: number, must: Uint8Array): void {
  const isSmall = (number: number) => number > 0 && number < threshold;
  for (let cell = 0; cell < must.length; cell++) {
    const at = cell * unit.width;
    if (isSmall(values[at]!) || isSmall(unit.beside[cell]!)) must[cell] = 1;
    if (
      unit.width === 3 &&
      (unit.values[at + 1]! < threshold || isSmall(values[at + 1]!) || isSmall(values[at + 2]!))
    ) {
      must[cell] = 1;
    }
  }
}

function widen(cells: Uint8Array, { width }: Unit): Uint8Array {
  if (width === 1) return cells;
  const numbers = new Uint8Array(cells.length * width);
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell]) numbers.fill(1, cell * width, (cell + 1) * width);
  return numbers;
}

function narrow(numbers: Uint8Array, { width, beside }: Unit): Uint8Array {
  return width === 1 ? numbers : Uint8Array.from(beside, (_, cell) => numbers[cell * width]!);
}

/** What this verdict tells an audience that it was not told before. */
export function newFacts(
  unit: Unit,
  hidden: Uint8Array,
  told: readonly Told[],
  skip: readonly Uint8Array[] = [],
): Fact[] {
  const nameOf = ([period, key, shown, number, denominator]: Fact) => {
    return `${period}|${key}|${shown}|${number}|${denominator}`;
  };
  const before = new Set(told.flatMap(({ facts }) => facts.map(nameOf)));
  const facts: Fact[] = [];
  unit.periods.forEach((period, p) => {
    const name = periodKey(period);
    unit.keys.forEach((key, k) => {
      const cell = p * unit.keys.length + k;
      const number = unit.values[cell * unit.width]!;
      if (Number.isNaN(number) || (!hidden[cell] && skip.some((cells) => cells[cell]))) return;
      const denominator = unit.width === 3 ? unit.values[cell * 3 + 1]! : null;
      const fact: Fact = [name, key, hidden[cell] ? 0 : 1, number, denominator];
      if (!before.has(nameOf(fact))) facts.push(fact);
    });
  });
  return facts;
}
