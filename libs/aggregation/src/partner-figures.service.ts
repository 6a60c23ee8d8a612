import { Inject, Injectable } from '@nestjs/common';
import { loadSharing, type SharingAudience } from '@keelson/agreements';
import { endOf, formatPeriod, isAtLeastAsFine, Measure, readSpan, type Period, type Span } from '@keelson/measures';
import { Database, holds, InvalidInput, isIn, NotFound, run, speaksFor, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSeeSmallFigures } from './aggregation.policy.js';
import { periodKey } from './build-unit.js';
import { choosePartners, type PartnerCell } from './choose-partners.js';
import { decideFigures, loadNumbers, loadTerms, ofOperands } from './disclose-figures.js';
import type { DisclosureTerms } from './decide-measure.js';
import type { Fact } from './decide-unit.js';
import { loadMemories, rememberTold } from './disclosures.sql.js';
import { figureSourceOf } from './figure-source.js';
import { loadMeasureRules, type MeasureRules } from './measure-rules.js';
import { throughMergers } from './merged-cells.sql.js';
import { partnerFiguresSql, type PartnerFigureRow } from './partner-figures.sql.js';
import { prepareFigures } from './plan-aggregates.sql.js';
import { readFor } from './read-for.js';
import { wholeYears, yearOf } from './reporting-years.js';

export interface PartnerFigureRequest extends Span {
  coalitionId: string;
  measureId: string;
}

/** An organization's own figure of a measure: its total, without parts. */
export interface PartnerFigure {
  measureId: string;
  organizationId: string;
  period: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  derived: boolean;
  /** Why there is no number to be seen; null where there is one. */
  missing: 'NO_DATA' | 'WITHHELD' | 'SUPPRESSED' | null;
}

/** What each partner has, for those who may see it: itself, backbone staff, and whom an agreement names. */
@Injectable()
export class PartnerFiguresService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async partnerFigures(actor: Actor, request: PartnerFigureRequest): Promise<PartnerFigure[]> {
    const { coalitionId, measureId, frequency } = request;
    const { first, until } = readSpan(request);
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    return readFor(this.database, actor, coalitionId, async (manager) => {
      const measure = await requireMeasure(manager, request);
      await prepareFigures(manager);
      const source = await figureSourceOf(manager, coalitionId);
      const read = async (by: string, from: string, to: string) => {
        const statement = await throughMergers(manager, coalitionId, partnerFiguresSql);
        return run<PartnerFigureRow>(manager, statement, [coalitionId, [measureId], by, from, to, source, []]);
      };
      const rows = await read(frequency, first.start, until);
      const figures = rows.map((row) => figureOf(row, measureId, frequency));
      if (canSeeSmallFigures(actor, coalitionId)) return figures;
      const isOwn = ({ organizationId }: PartnerFigure) => speaksFor(actor, coalitionId, organizationId);
      const loaded = await loadTerms(manager, coalitionId);
      // An own figure needs an agreement also where totals need none.
      const terms = { ...loaded, sharing: await loadSharing(manager, coalitionId, loaded.sharing.free) };
      const [rules] = await loadMeasureRules(manager, coalitionId, [measureId]);
      const years = wholeYears(first, until, measure.frequency, terms.yearStartMonth);
      const collected = await read(measure.frequency, years.first, years.until);
      const audience: Asked['audience'] = holds(actor, coalitionId, 'PARTNER', 'OBSERVER') ? 'COALITION' : 'FUNDERS';
      const asked = {
        ...{ manager, coalitionId, audience, terms, source },
        rules: rules!,
        span: { first, until, frequency },
      };
      const see = await decidePartners(asked, collected);
      return figures.map((figure, i) => (isOwn(figure) ? figure : see(figure, { frequency, start: rows[i]!.start })));
    });
  }
}

async function requireMeasure(
  manager: EntityManager,
  { coalitionId, measureId, frequency }: PartnerFigureRequest,
): Promise<Measure> {
  const measure = await manager.findOneBy(Measure, { id: measureId, coalitionId });
  if (!measure) throw new NotFound('measure', ['measureId']);
  if (measure.calculated) {
    const message = `"${measure.code}" is calculated: ask for the measures that it is calculated from.`;
    throw InvalidInput.at('measureId', 'INVALID', message);
  }
  if (isAtLeastAsFine(measure.frequency, frequency)) return measure;
  const message = `"${measure.code}" is reported by ${measure.frequency}: ask for that or a longer frequency.`;
  throw InvalidInput.at('frequency', 'INVALID', message);
}

interface Asked {
  manager: EntityManager;
  coalitionId: string;
  audience: Exclude<SharingAudience, 'PUBLIC'>;
  terms: DisclosureTerms;
  source: string;
  rules: MeasureRules;
  span: { first: Period; until: string; frequency: Period['frequency'] };
}

/** Decides by what was collected over whole reporting years, and remembers what is told of people now. */
async function decidePartners(asked: Asked, rows: readonly PartnerFigureRow[]) {
  const { manager, coalitionId, audience, terms, rules } = asked;
  const { sharing, threshold, yearStartMonth } = terms;
  const measureId = rules.id;
  const memory = (await loadMemories(manager, coalitionId, [measureId]))(measureId);
  const told = new Map<string, { fact: Fact; least: number }[]>();
  for (const { facts, threshold: then } of rules.ofPeople ? memory[audience] : []) {
    for (const fact of facts) {
      const name = `${fact[0]} ${fact[1]}`;
      told.set(name, [...(told.get(name) ?? []), { fact, least: Math.max(then, threshold) }]);
    }
  }
  const kept = rules.ofPeople ? await hiddenTotals(asked) : () => false;
  const cells = rows.flatMap((row): PartnerCell[] => {
    const numbers = numbersOf(row);
    if (numbers === null) return [];
    const period: Period = { frequency: rules.frequency, start: row.start };
    const before = told.get(`${periodKey(period)} ${keyOf(row.organization_id)}`) ?? [];
    const moves = before.map(({ fact, least }) => ({ shown: fact[2] === 1, by: movesOf(numbers, fact), least }));
    return [
      {
        ...{ organizationId: row.organization_id, period: row.start, numbers, year: yearOf(period, yearStartMonth) },
        shared: sharing.sharesOwn(audience, row.organization_id, { measureId, period, key: '' }),
        known: moves.some(({ shown, by }) => shown && by.every((move) => move === 0)),
        must: kept(period) || moves.some(isTooNear),
      },
    ];
  });
  const shown = choosePartners(cells, {
    threshold: rules.ofPeople ? threshold : null,
    insiders: audience === 'COALITION',
  });
  if (rules.ofPeople) await remember(asked, memory, cells, shown, told);
  const addsUp = !rules.ofPeople || rules.versions.every(({ addsUpOverTime }) => addsUpOverTime);
  const yearsIn = (period: Period) =>
    cells.filter(({ period: start }) => start >= period.start && start < endOf(period)).map(({ year }) => year);
  return (figure: PartnerFigure, period: Period): PartnerFigure => {
    const { organizationId } = figure;
    if (!sharing.sharesOwn(audience, organizationId, { measureId, period, key: '' })) return hide(figure, 'WITHHELD');
    if (figure.value === null && figure.numerator === null) return figure;
    const isPlain = addsUp || period.frequency === rules.frequency;
    const isShown = isPlain && yearsIn(period).every((year) => shown.has(`${organizationId} ${year}`));
    return isShown ? figure : hide(figure, rules.ofPeople ? 'SUPPRESSED' : 'WITHHELD');
  };
}

/** Where a total is hidden, no part of it is shown: it would tell how large it is at least. */
async function hiddenTotals({ manager, coalitionId, audience, terms, source, rules, span }: Asked) {
  const numbers = await loadNumbers(manager, { coalitionId, measureIds: [rules.id], source, ...span }, terms);
  const decisions = await decideFigures(manager, coalitionId, numbers, span.frequency, terms);
  const standings = ofOperands(decisions, new Set([rules.id]));
  return (period: Period) => standings.standing(period, '', audience, false) === 'SUPPRESSED';
}

async function remember(
  { manager, coalitionId, audience, terms, rules }: Asked,
  memory: Parameters<typeof rememberTold>[1],
  cells: readonly PartnerCell[],
  shown: ReadonlySet<string>,
  told: ReadonlyMap<string, { fact: Fact }[]>,
): Promise<void> {
  const facts = new Map<string, Fact[]>();
  for (const { organizationId, year, period, numbers, shared } of cells) {
    if (!shared) continue;
    const [number, denominator = null] = numbers as [number, number?];
    const name = periodKey({ frequency: rules.frequency, start: period });
    const isShown = shown.has(`${organizationId} ${year}`) ? 1 : 0;
    const fact: Fact = [name, keyOf(organizationId), isShown, number, denominator];
    const before = told.get(`${name} ${keyOf(organizationId)}`) ?? [];
    if (before.some((one) => String(one.fact) === String(fact))) continue;
    facts.set(year, [...(facts.get(year) ?? []), fact]);
  }
  const { threshold } = terms;
  await rememberTold(manager, memory, { coalitionId, measureId: rules.id, audience, reportId: null, threshold, facts });
}

const keyOf = (organizationId: string) => `organization=${organizationId}`;

function numbersOf({ value, numerator, denominator }: PartnerFigureRow): number[] | null {
  if (numerator === null || denominator === null) return value === null ? null : [Number(value)];
  const [n, d] = [Number(numerator), Number(denominator)];
  return [n, d, Math.max(d - n, 0)];
}

function movesOf(numbers: readonly number[], [, , , number, denominator]: Fact): number[] {
  const by = numbers[0]! - number;
  if (numbers.length === 1) return [by];
  const below = numbers[1]! - (denominator ?? 0);
  return [by, below, below - by];
}

/** As decide-unit.ts: a change by a few people is not shown, nor what was hidden until it has moved by as many. */
function isTooNear({ shown, by, least }: { shown: boolean; by: readonly number[]; least: number }): boolean {
  if (!shown) return by.every((move) => Math.abs(move) < least);
  return by.some((move) => move !== 0 && Math.abs(move) < least);
}

function figureOf(row: PartnerFigureRow, measureId: string, frequency: Period['frequency']): PartnerFigure {
  const { value, numerator, denominator, derived } = row;
  return {
    ...{ measureId, organizationId: row.organization_id, period: formatPeriod({ frequency, start: row.start }) },
    ...{ value, numerator, denominator, derived, missing: value === null ? 'NO_DATA' : null },
  };
}

function hide(figure: PartnerFigure, missing: 'WITHHELD' | 'SUPPRESSED'): PartnerFigure {
  return { ...figure, value: null, numerator: null, denominator: null, derived: false, missing };
}
