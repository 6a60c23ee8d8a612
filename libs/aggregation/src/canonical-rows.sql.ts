import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { figuresSql } from './figures.sql.js';
import { throughMergers } from './merged-cells.sql.js';

/** One cell of the coalition in numbers: what a figure shows, and the most that one partner has of it. */
export type CanonicalRow = [
  start: string,
  key: string,
  value: number | null,
  low: number | null,
  /** The numerator of a ratio, else the value, of an unresolved overlap the sum of all. */
  number: number,
  denominator: number | null,
  addedUp: number,
  largest: number,
  largestDenominator: number | null,
  largestRest: number | null,
  organizations: number,
  picked: boolean,
];

/**
 * Question: which numbers of these measures hang together, period by period and cell by cell?
 * Parameters: as partner-numbers.sql.ts, $7 always NULL: every breakdown, whatever is asked for.
 * Columns: measure_id, rows (a JSON array of CanonicalRow; cells without a number are left out).
 * Why: what is hidden must not depend on what is asked for, or two questions together tell what each hides. Packed per
 * measure, as a row of the protocol costs more than what it holds.
 */
export const canonicalRowsSql = `
  SELECT measure_id, json_agg(json_build_array(
           period_start, key, value, low, coalesce(numerator, high, value), denominator, added_up, largest,
           largest_denominator, largest_rest, organizations_reported, picked)) AS rows
    FROM (${figuresSql}) f
   WHERE coalesce(numerator, high, value) IS NOT NULL
   GROUP BY measure_id`;

export interface CanonicalSpan {
  coalitionId: string;
  measureIds: readonly string[];
  frequency: string;
  first: string;
  until: string;
  source: string;
}

export async function loadCanonicalRows(
  manager: EntityManager,
  { coalitionId, measureIds, frequency, first, until, source }: CanonicalSpan,
): Promise<Map<string, CanonicalRow[]>> {
  const values = [coalitionId, measureIds, frequency, first, until, source, null];
  const found = await run<{ measure_id: string; rows: CanonicalRow[] }>(
    manager,
    await throughMergers(manager, coalitionId, canonicalRowsSql),
    values,
  );
  return new Map(found.map(({ measure_id, rows }) => [measure_id, rows]));
}
