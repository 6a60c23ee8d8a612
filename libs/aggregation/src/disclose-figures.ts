import { setImmediate } from 'node:timers/promises';
import { loadSharing, sharedByMembership } from '@keelson/agreements';
import type { SharingRule } from '@keelson/coalitions';
import { Attacker } from '@keelson/disclosure';
import { isAtLeastAsFine, type Frequency, type Period } from '@keelson/measures';
import { NotFound, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { loadCanonicalRows, type CanonicalRow } from './canonical-rows.sql.js';
import { decideMeasure, type Decision, type DisclosureTerms, type Standing, type Standings } from './decide-measure.js';
import type { DisclosureAudience } from './decide-unit.js';
import { loadMemories, rememberTold } from './disclosures.sql.js';
import { loadMeasureRules, type MeasureRules } from './measure-rules.js';
import { longerPeriods, wholeYears } from './reporting-years.js';

export interface FigureSpan {
  coalitionId: string;
  measureIds: readonly string[];
  frequency: Frequency;
  first: Period;
  until: string;
  source: string;
}

/** The numbers of one measure that a decision needs, as they are now. */
export interface LoadedNumbers {
  rules: MeasureRules;
  rows: CanonicalRow[];
  coarse: CanonicalRow[];
}

export async function loadTerms(manager: EntityManager, coalitionId: string): Promise<DisclosureTerms> {
  const text = `SELECT small_number_threshold AS threshold, year_start_month AS "yearStartMonth", sharing FROM coalition WHERE id = $1`;
  type Row = Pick<DisclosureTerms, 'threshold' | 'yearStartMonth'> & { sharing: SharingRule };
  const [row] = await run<Row>(manager, text, [coalitionId]);
  if (!row) throw new NotFound('coalition');
  const free = row.sharing === 'BY_MEMBERSHIP';
  return { ...row, sharing: free ? sharedByMembership : await loadSharing(manager, coalitionId, false) };
}

/** One statement's share of the numbers: of the periods in which measures are collected, or of longer ones apart. */
export interface NumbersPart {
  part: 'COLLECTED' | 'LONGER';
  measureIds: string[];
  frequency: Frequency;
  first: string;
  until: string;
}

/** Which numbers hang together with those of a span: whole reporting years, every breakdown. */
export function planNumbers(
  rules: readonly MeasureRules[],
  { first, until, frequency }: Pick<FigureSpan, 'first' | 'until' | 'frequency'>,
  yearStartMonth: number,
): NumbersPart[] {
  const asked = rules.filter((one) => isAtLeastAsFine(one.frequency, frequency));
  const parts = [...new Set(asked.map((one) => one.frequency))].map((own): NumbersPart => {
    const measureIds = asked.filter((one) => one.frequency === own).map(({ id }) => id);
    return { part: 'COLLECTED', measureIds, frequency: own, ...wholeYears(first, until, own, yearStartMonth) };
  });
  const apart = asked.filter((one) => !isWithinSums(one, first, yearStartMonth)).map(({ id }) => id);
  if (apart.length === 0) return parts;
  return [...parts, { part: 'LONGER', measureIds: apart, frequency, first: first.start, until }];
}

export async function loadNumbers(
  manager: EntityManager,
  span: FigureSpan,
  { yearStartMonth }: DisclosureTerms,
): Promise<LoadedNumbers[]> {
  const { coalitionId, source } = span;
  const rules = await loadMeasureRules(manager, coalitionId, span.measureIds);
  const rows = { COLLECTED: new Map<string, CanonicalRow[]>(), LONGER: new Map<string, CanonicalRow[]>() };
  for (const { part, ...share } of planNumbers(rules, span, yearStartMonth)) {
    const found = await loadCanonicalRows(manager, { coalitionId, source, ...share });
    found.forEach((value, id) => rows[part].set(id, value));
  }
  return rules.map((one) => ({
    ...{ rules: one, rows: rows.COLLECTED.get(one.id) ?? [], coarse: rows.LONGER.get(one.id) ?? [] },
  }));
}

/** True where the periods asked for are collected ones or their sums. */
function isWithinSums(rules: MeasureRules, first: Period, yearStartMonth: number): boolean {
  if (rules.frequency === first.frequency) return true;
  if (!rules.versions.every(({ addsUpOverTime }) => addsUpOverTime)) return false;
  const parts: Period = { frequency: 'MONTH', start: first.start };
  return (
    longerPeriods(parts, yearStartMonth).some(({ frequency, start }) => {
      return frequency === first.frequency && start === first.start;
    }) || first.frequency === 'MONTH'
  );
}

export interface RememberedDecision extends Decision {
  /** Writes down what an audience is told by it, by a report or by live figures. */
  remember(audience: DisclosureAudience, reportId: string | null): Promise<void>;
}

/** Decides what an audience sees of measures, by what it was told before. Nothing is written yet. */
export async function decideFigures(
  manager: EntityManager,
  coalitionId: string,
  numbers: readonly LoadedNumbers[],
  frequency: Frequency,
  terms: DisclosureTerms,
): Promise<Map<string, RememberedDecision>> {
  const attacker = await Attacker.load();
  const memoryOf = await loadMemories(
    manager,
    coalitionId,
    numbers.map(({ rules }) => rules.id),
  );
  const decisions = new Map<string, RememberedDecision>();
  for (const own of numbers) {
    const { id: measureId } = own.rules;
    const memory = memoryOf(measureId);
    const decision = decideMeasure({ ...own, frequency, memory }, terms, attacker);
    const remember = (audience: DisclosureAudience, reportId: string | null) => {
      const facts = decision.facts(audience, reportId === null);
      const { threshold } = terms;
      return rememberTold(manager, memory, { coalitionId, measureId, audience, reportId, threshold, facts });
    };
    decisions.set(measureId, { ...decision, remember });
    // A measure of many small numbers takes some tenths of a second: others are served between two.
    await setImmediate();
  }
  return decisions;
}

/**
 * Of a calculated measure: a formula of numbers that are all shown tells nothing new; with one that is not, it would tell
 * that one. Of a reported measure its own.
 */
export function ofOperands(decisions: ReadonlyMap<string, Decision>, operands: ReadonlySet<string>): Standings {
  const [only, ...others] = [...operands].map((id) => decisions.get(id));
  if (only && others.length === 0) return only;
  const all = [only, ...others];
  return {
    // What was not decided (an operand reported less often) counts as of people: then it is not shown.
    ofPeople: all.some((one) => one === undefined || one.ofPeople),
    standing(period, key, audience, live) {
      const standings = all.map((one): Standing | null => one?.standing(period, key, audience, live) ?? null);
      for (const worst of ['UNSHARED', 'SUPPRESSED', 'WITHHELD'] as const) if (standings.includes(worst)) return worst;
      return standings.every((one) => one === null) || all.includes(undefined) ? null : 'SHOWN';
    },
  };
}
