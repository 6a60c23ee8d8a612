import { Conflict, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { type DisclosureAudience, type Fact, type Told } from './decide-unit.js';

/** What was told in one decision, of which reporting year. */
export interface ToldInYear extends Told {
  yearStart: string;
  number: number;
}

export type Memory = Record<DisclosureAudience, ToldInYear[]>;

/**
 * Question: what have audiences been told of these measures, and what was hidden from them?
 * Parameters: $1 coalition; $2 measures.
 * Columns: measure_id, audience, year_start, number, threshold, facts.
 * Why: what was received can't be taken back, so every later decision starts from it.
 */
const toldOf = `
  SELECT measure_id, audience, year_start::text, number, threshold, facts FROM disclosure
   WHERE coalition_id = $1 AND measure_id = ANY ($2::uuid[]) ORDER BY measure_id, audience, year_start, number`;

/**
 * Question: none; writes down what an audience is told now.
 * Parameters: $1 coalition; $2 measure; $3 audience; $4 the report or NULL; $5 threshold; $6 the first days of the
 * reporting years, $7 the numbers of the decisions in them, $8 their facts.
 * Columns: none.
 * Why: two decisions that saw the same past take the same number, and the second one fails.
 */
const tell = `
  INSERT INTO disclosure (coalition_id, measure_id, audience, report_id, threshold, year_start, number, facts)
  SELECT $1, $2, $3, $4, $5, year_start, number, facts
    FROM unnest($6::date[], $7::int[], $8::jsonb[]) AS decision (year_start, number, facts)`;

export async function loadMemories(
  manager: EntityManager,
  coalitionId: string,
  measureIds: readonly string[],
): Promise<(measureId: string) => Memory> {
  type Row = { measure_id: string; audience: DisclosureAudience; year_start: string } & Omit<ToldInYear, 'yearStart'>;
  const rows = await run<Row>(manager, toldOf, [coalitionId, measureIds]);
  const memories = new Map<string, Memory>();
  for (const { measure_id, audience, year_start: yearStart, number, threshold, facts } of rows) {
    if (!memories.has(measure_id)) memories.set(measure_id, { COALITION: [], FUNDERS: [], PUBLIC: [] });
    memories.get(measure_id)![audience].push({ yearStart, number, threshold, facts });
  }
  return (measureId) => memories.get(measureId) ?? { COALITION: [], FUNDERS: [], PUBLIC: [] };
}

export interface Telling {
  coalitionId: string;
  measureId: string;
  audience: DisclosureAudience;
  reportId: string | null;
  threshold: number;
  /** Facts by the first day of the reporting year. */
  facts: ReadonlyMap<string, readonly Fact[]>;
}

export async function rememberTold(manager: EntityManager, memory: Memory, telling: Telling): Promise<void> {
  const { coalitionId, measureId, audience, reportId, threshold } = telling;
  const years = [...telling.facts].filter(([, facts]) => facts.length > 0);
  if (years.length === 0) return;
  const numbers = years.map(([year]) => {
    return 1 + Math.max(0, ...memory[audience].filter((one) => one.yearStart === year).map(({ number }) => number));
  });
  const facts = years.map(([, told]) => JSON.stringify(told));
  const values = [coalitionId, measureId, audience, reportId, threshold, years.map(([year]) => year), numbers, facts];
  try {
    await run(manager, tell, values);
  } catch (error) {
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error;
    throw new Conflict('disclosure.overtaken', 'The same figures are just being shown to somebody else: ask again.');
  }
}

const uniqueViolation = '23505';
