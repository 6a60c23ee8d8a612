import type { Sharing } from '@keelson/agreements';
import type { Attacker } from '@keelson/disclosure';
import { anchorOf, endOf, type Frequency, type Period } from '@keelson/measures';
import { buildUnit, periodKey, type Unit } from './build-unit.js';
import type { CanonicalRow } from './canonical-rows.sql.js';
import { decideUnit, newFacts, type DisclosureAudience, type Fact, type UnitVerdict } from './decide-unit.js';
import type { Memory, ToldInYear } from './disclosures.sql.js';
import type { MeasureRules } from './measure-rules.js';
import { yearOf } from './reporting-years.js';

export interface DisclosureTerms {
  threshold: number;
  yearStartMonth: number;
  sharing: Sharing;
}

/** All that hangs together of one measure: what was collected and, where that does not add up, the longer periods asked for. */
export interface MeasureNumbers {
  rules: MeasureRules;
  rows: readonly CanonicalRow[];
  frequency: Frequency;
  coarse: readonly CanonicalRow[];
  memory: Memory;
}

/** UNSHARED: no agreement lets the audience see it. */
export type Standing = 'SHOWN' | 'SUPPRESSED' | 'WITHHELD' | 'UNSHARED';

export interface Standings {
  ofPeople: boolean;
  /** `live`: as figures computed now, for which few organizations count too. Null for a cell that holds no number. */
  standing(period: Period, key: string, audience: DisclosureAudience, live: boolean): Standing | null;
}

export interface Decision extends Standings {
  facts(audience: DisclosureAudience, live: boolean): Map<string, Fact[]>;
  /** Hidden cells that what was told before gives away. */
  exposed: number;
}

interface Decided {
  unit: Unit;
  verdict: UnitVerdict;
  memory: Memory;
}

/**
 * Decides over everything that an audience may ask of a measure, not over what it asks, so that no two answers together
 * tell more than each. A longer period that is no sum of the collected ones (LAST, AVERAGE, an overlap, a year that
 * starts in another month) is shown only where all that it is made of is shown, and then tells nothing new; unless it
 * differs from one of them by few people.
 */
export function decideMeasure(numbers: MeasureNumbers, terms: DisclosureTerms, attacker: Attacker): Decision {
  const { rules, rows, coarse, frequency, memory } = numbers;
  const { yearStartMonth, threshold, sharing } = terms;
  const isShared = (audience: DisclosureAudience, period: Period, key: string) =>
    sharing.sharesTotal(audience, { measureId: rules.id, period, key });
  const unsharedOf = (unit: Unit) => (sharing.free ? undefined : unsharedCells(unit, isShared));
  const own = [...groupByYear(rows, rules.frequency, yearStartMonth)].map(([year, ofYear]): Decided => {
    const unit = buildUnit(rules, rules.frequency, year, ofYear, yearStartMonth);
    const near = within(memory, year);
    const told = { threshold, ofPeople: rules.ofPeople, told: near, also: otherYears(unit, near) };
    return { unit, memory: near, verdict: decideUnit(unit, { ...told, unshared: unsharedOf(unit) }, attacker) };
  });
  const longer = [...groupByYear(coarse, frequency, yearStartMonth)].map(([year, ofYear]): Decided => {
    const unit = buildUnit(rules, frequency, year, ofYear, yearStartMonth);
    const near = within(memory, year);
    const also = rules.ofPeople ? hiddenWithin(unit, own, threshold) : undefined;
    const told = { threshold, ofPeople: rules.ofPeople, told: near, also };
    return { unit, memory: near, verdict: decideUnit(unit, { ...told, unshared: unsharedOf(unit) }, attacker) };
  });
  const decided = [...own, ...longer];
  const places = new Map<string, Decided>();
  for (const one of [...longer, ...own]) for (const period of one.unit.periods) places.set(periodKey(period), one);
  return {
    ofPeople: rules.ofPeople,
    exposed: decided.reduce((sum, { verdict }) => sum + verdict.exposed, 0),
    standing(period, key, audience, live) {
      if (!isShared(audience, period, key)) return 'UNSHARED';
      const found = places.get(periodKey(period));
      const cell = found && placeIn(found.unit, period, key);
      if (cell === undefined || Number.isNaN(found!.unit.values[cell * found!.unit.width]!)) return null;
      if (found!.verdict.hidden(audience)[cell]) return 'SUPPRESSED';
      return live && found!.verdict.withheld[cell] ? 'WITHHELD' : 'SHOWN';
    },
    facts(audience, live) {
      const facts = new Map<string, Fact[]>();
      if (!rules.ofPeople) return facts;
      for (const { unit, verdict, memory: told } of decided) {
        const unseen = unsharedOf(unit)?.(audience) ?? null;
        const skip = [...(unseen ? [unseen] : []), ...(live ? [verdict.withheld] : [])];
        const fresh = newFacts(unit, verdict.hidden(audience), told[audience], skip);
        facts.set(unit.yearStart, [...(facts.get(unit.yearStart) ?? []), ...fresh]);
      }
      return facts;
    },
  };
}

function groupByYear(rows: readonly CanonicalRow[], frequency: Frequency, yearStartMonth: number) {
  const years = new Map<string, CanonicalRow[]>();
  for (const row of rows) {
    const year = yearOf({ frequency: frequency === 'YEAR' ? 'MONTH' : frequency, start: row[0] }, yearStartMonth);
    if (!years.has(year)) years.set(year, []);
    years.get(year)!.push(row);
  }
  return years;
}

/** What was told of reporting years that share days with this one; they may have started in another month then. */
function within(memory: Memory, year: string): Memory {
  const shift = (by: number) => `${Number(year.slice(0, 4)) + by}${year.slice(4)}`;
  const isNear = ({ yearStart }: ToldInYear) => yearStart > shift(-1) && yearStart < shift(1);
  const near = (audience: DisclosureAudience) => memory[audience].filter(isNear);
  return { COALITION: near('COALITION'), FUNDERS: near('FUNDERS'), PUBLIC: near('PUBLIC') };
}

/** Where totals of years that start in another month were told, this year's would be the second sum over the same months. */
function otherYears({ yearStart, periods, keys }: Unit, memory: Memory): Uint8Array | undefined {
  if (!Object.values(memory).some((told) => told.some((one) => one.yearStart !== yearStart))) return undefined;
  const also = new Uint8Array(periods.length * keys.length);
  periods.forEach(({ frequency }, p) => {
    if (frequency === 'YEAR') also.fill(1, p * keys.length, (p + 1) * keys.length);
  });
  return also;
}

/** Cells of longer periods in which something is hidden, or that differ from something in them by few people. */
function hiddenWithin(unit: Unit, own: readonly Decided[], threshold: number): Uint8Array {
  const also = new Uint8Array(unit.beside.length);
  unit.periods.forEach((period, p) => {
    const end = endOf(period);
    for (const { unit: fine, verdict } of own) {
      fine.periods.forEach((part, q) => {
        // Only what was collected: a longer period of the same unit is made of it.
        if (part.frequency !== own[0]!.unit.periods[0]!.frequency) return;
        const anchor = anchorOf(part);
        if (anchor < period.start || anchor >= end) return;
        unit.keys.forEach((key, k) => {
          const other = fine.keyAt.get(key);
          if (other === undefined) return;
          const [cell, within] = [p * unit.keys.length + k, q * fine.keys.length + other];
          if (verdict.hidden('COALITION')[within] || differsByFew(unit, cell, fine, within, threshold)) also[cell] = 1;
        });
      });
    }
  });
  return also;
}

function differsByFew(unit: Unit, cell: number, fine: Unit, within: number, threshold: number): boolean {
  for (let i = 0; i < Math.min(unit.width, fine.width); i++) {
    const by = Math.abs(unit.values[cell * unit.width + i]! - fine.values[within * fine.width + i]!);
    if (by > 0 && by < threshold) return true;
  }
  return false;
}

function unsharedCells(
  { periods, keys, values, width }: Unit,
  isShared: (audience: DisclosureAudience, period: Period, key: string) => boolean,
) {
  return (audience: DisclosureAudience): Uint8Array => {
    const cells = periods.flatMap((period) => keys.map((key) => (isShared(audience, period, key) ? 0 : 1)));
    return Uint8Array.from(cells, (unseen, cell) => (Number.isNaN(values[cell * width]!) ? 0 : unseen));
  };
}

function placeIn({ placeOf, keyAt, keys }: Unit, period: Period, key: string): number | undefined {
  const [place, k] = [placeOf.get(periodKey(period)), keyAt.get(key)];
  return place === undefined || k === undefined ? undefined : place * keys.length + k;
}
