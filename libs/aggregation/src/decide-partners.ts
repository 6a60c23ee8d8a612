import type { SharingAudience } from '@keelson/agreements';
import { endOf, type Period } from '@keelson/measures';
import type { EntityManager } from 'typeorm';
import { periodKey } from './build-unit.js';
import { choosePartners, type PartnerCell } from './choose-partners.js';
import type { DisclosureTerms, Standing } from './decide-measure.js';
import type { Fact } from './decide-unit.js';
import { loadMemories, rememberTold, type Memory } from './disclosures.sql.js';
import type { MeasureRules } from './measure-rules.js';
import type { PartnerFigureRow } from './partner-figures.sql.js';
import { yearOf } from './reporting-years.js';

export interface PartnerQuestion {
  manager: EntityManager;
  coalitionId: string;
  audience: SharingAudience;
  /** With the agreements of own figures, which are needed also where totals need none. */
  terms: DisclosureTerms;
  rules: MeasureRules;
  /** Whether an audience does not see the total of a collected period, because of small numbers. */
  hidesTotal(audience: SharingAudience, period: Period): boolean;
  /** The report that tells it; null: live figures. */
  reportId: string | null;
}

/** What an audience sees of an organization's own figure. */
export type PartnerStandings = (
  own: Pick<PartnerFigureRow, 'organization_id' | 'value' | 'numerator'>,
  period: Period,
) => Standing;

type Collected = Pick<PartnerFigureRow, 'start' | 'organization_id' | 'value' | 'numerator' | 'denominator'>;
type ToldBefore = ReadonlyMap<string, { fact: Fact; least: number }[]>;

/**
 * Decides by what was collected over whole reporting years, and remembers what is told of people now. Whoever is in the
 * coalition may read what is for anybody: PUBLIC sees nothing that COALITION or FUNDERS would not be shown now.
 */
export async function decidePartners(question: PartnerQuestion, rows: readonly Collected[]): Promise<PartnerStandings> {
  const { manager, coalitionId, audience, terms, rules } = question;
  const { sharing } = terms;
  const measureId = rules.id;
  const memory = (await loadMemories(manager, coalitionId, [measureId]))(measureId);
  const told = toldBefore(question, memory);
  const cells = cellsFor(question, rows, told);
  if (audience === 'PUBLIC') {
    for (const other of ['COALITION', 'FUNDERS'] as const) {
      const asked = { ...question, audience: other };
      const theirs = choose(asked, cellsFor(asked, rows, toldBefore(asked, memory)));
      for (const cell of cells) if (!theirs.has(`${cell.organizationId} ${cell.year}`)) cell.must = true;
    }
  }
  const shown = choose(question, cells);
  if (rules.ofPeople) await remember(question, memory, cells, shown, told);
  const addsUp = !rules.ofPeople || rules.versions.every(({ addsUpOverTime }) => addsUpOverTime);
  const yearsIn = (period: Period) =>
    cells.filter(({ period: start }) => start >= period.start && start < endOf(period)).map(({ year }) => year);
  return ({ organization_id: organizationId, value, numerator }, period) => {
    if (!sharing.sharesOwn(audience, organizationId, { measureId, period, key: '' })) return 'UNSHARED';
    if (value === null && numerator === null) return 'SHOWN';
    const isPlain = addsUp || period.frequency === rules.frequency;
    const isShown = isPlain && yearsIn(period).every((year) => shown.has(`${organizationId} ${year}`));
    return isShown ? 'SHOWN' : rules.ofPeople ? 'SUPPRESSED' : 'WITHHELD';
  };
}

function choose({ audience, terms, rules }: PartnerQuestion, cells: readonly PartnerCell[]): Set<string> {
  return choosePartners(cells, {
    threshold: rules.ofPeople ? terms.threshold : null,
    insiders: audience !== 'FUNDERS',
  });
}

/** What was told of partners, by period and partner. What anybody was shown, every audience was. */
function toldBefore({ audience, terms, rules }: PartnerQuestion, memory: Memory): ToldBefore {
  const told = new Map<string, { fact: Fact; least: number }[]>();
  if (!rules.ofPeople) return told;
  const take = (one: SharingAudience, onlyShown: boolean) => {
    for (const { facts, threshold: then } of memory[one]) {
      for (const fact of facts) {
        if (onlyShown && fact[2] !== 1) continue;
        const name = `${fact[0]} ${fact[1]}`;
        told.set(name, [...(told.get(name) ?? []), { fact, least: Math.max(then, terms.threshold) }]);
      }
    }
  };
  take(audience, false);
  if (audience !== 'PUBLIC') take('PUBLIC', true);
  return told;
}

/** Where a total is hidden, no part of it is shown: it would tell how large it is at least. */
function cellsFor(question: PartnerQuestion, rows: readonly Collected[], told: ToldBefore): PartnerCell[] {
  const { audience, terms, rules, hidesTotal } = question;
  const { sharing, yearStartMonth } = terms;
  return rows.flatMap((row): PartnerCell[] => {
    const numbers = numbersOf(row);
    if (numbers === null) return [];
    const period: Period = { frequency: rules.frequency, start: row.start };
    const before = told.get(`${periodKey(period)} ${keyOf(row.organization_id)}`) ?? [];
    const moves = before.map(({ fact, least }) => ({ shown: fact[2] === 1, by: movesOf(numbers, fact), least }));
    return [
      {
        ...{ organizationId: row.organization_id, period: row.start, numbers, year: yearOf(period, yearStartMonth) },
        shared: sharing.sharesOwn(audience, row.organization_id, { measureId: rules.id, period, key: '' }),
        known: moves.some(({ shown, by }) => shown && by.every((move) => move === 0)),
        must: (rules.ofPeople && hidesTotal(audience, period)) || moves.some(isTooNear),
      },
    ];
  });
}

async function remember(
  { manager, coalitionId, audience, terms, rules, reportId }: PartnerQuestion,
  memory: Memory,
  cells: readonly PartnerCell[],
  shown: ReadonlySet<string>,
  told: ToldBefore,
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
  await rememberTold(manager, memory, { coalitionId, measureId: rules.id, audience, reportId, threshold, facts });
}

const keyOf = (organizationId: string) => `organization=${organizationId}`;

function numbersOf({ value, numerator, denominator }: Collected): number[] | null {
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
