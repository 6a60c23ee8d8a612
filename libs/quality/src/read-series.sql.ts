import type { Frequency } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { historyLength } from './compare-history.js';

/** Whose numbers of which periods are checked. */
export interface Scope {
  coalitionId: string;
  frequency: Frequency;
  /** The first day, and the first day after. */
  from: string;
  until: string;
  /** Null: all. */
  organizationIds: string[] | null;
  measureIds: string[] | null;
}

/** Question: how many cells would be checked? Parameters: $1 … $6 as below. Columns: cells. */
const countCells = `
  SELECT count(*)::int AS cells
    FROM submission s
    JOIN measurement m ON m.coalition_id = s.coalition_id AND m.submission_id = s.id
   WHERE s.coalition_id = $1 AND s.frequency = $2 AND s.period_start >= $3 AND s.period_start < $4
     AND ($5::uuid[] IS NULL OR s.organization_id = ANY ($5)) AND ($6::uuid[] IS NULL OR m.measure_id = ANY ($6))`;

/**
 * Question: which series of cells (organization × measure × categories) hold something in these periods, and what are
 * their last numbers before?
 * Parameters: $1 coalition; $2 frequency; $3 first day; $4 first day after; $5 organizations or NULL; $6 measures or
 * NULL; $7 how many earlier numbers.
 * Columns: organization_id, measure_id, cell_key, dimension_key, points ("2024-01-01 12 -" by ",": first day, number,
 * denominator, "-" for none), by time.
 * Why: one row per series instead of one per number keeps a coalition's check small. Non-values are told only inside the
 * periods; a history is made of numbers, however far back the last twelve lie.
 */
const readSeriesSql = `
  WITH told AS (
    SELECT s.organization_id, s.period_start, m.measure_id, m.combination_id, m.number, m.denominator,
           s.period_start >= $3 AS asked
      FROM submission s
      JOIN measurement m ON m.coalition_id = s.coalition_id AND m.submission_id = s.id
     WHERE s.coalition_id = $1 AND s.frequency = $2 AND s.period_start < $4
       AND ($5::uuid[] IS NULL OR s.organization_id = ANY ($5)) AND ($6::uuid[] IS NULL OR m.measure_id = ANY ($6))
       AND (s.period_start >= $3 OR m.number IS NOT NULL)
  ), placed AS (
    SELECT told.*,
           bool_or(asked) OVER (PARTITION BY organization_id, measure_id, combination_id) AS wanted,
           row_number() OVER (PARTITION BY organization_id, measure_id, combination_id, asked ORDER BY period_start DESC) AS place
      FROM told
  )
  SELECT p.organization_id, p.measure_id, k.key AS cell_key, k.dimension_key,
         string_agg(p.period_start || ' ' || coalesce(p.number::text, '-') || ' ' || coalesce(p.denominator::text, '-'),
                    ',' ORDER BY p.period_start) AS points
    FROM placed p
    JOIN combination k ON k.coalition_id = $1 AND k.id = p.combination_id
   WHERE p.wanted AND (p.asked OR p.place <= $7)
   GROUP BY p.organization_id, p.measure_id, k.id`;

export interface SeriesRow {
  organization_id: string;
  measure_id: string;
  cell_key: string;
  dimension_key: string;
  points: string;
}

/**
 * Question: what are all numbers of each organization's period in short, and those of the period before?
 * Parameters: $1 … $5 as above.
 * Columns: organization_id, start, numbers, digest, numbers_before, digest_before (NULL without numbers).
 * Why: a period copied whole is found by two digests, without reading its numbers.
 */
const readFingerprintsSql = `
  WITH asked AS (
    SELECT s.organization_id, s.period_start, s.id, b.id AS before_id
      FROM submission s
      LEFT JOIN submission b ON b.coalition_id = s.coalition_id AND b.organization_id = s.organization_id AND b.frequency = s.frequency
       AND b.period_start = (s.period_start - CASE s.frequency WHEN 'WEEK' THEN interval '7 days' WHEN 'MONTH' THEN interval '1 month'
                             WHEN 'QUARTER' THEN interval '3 months' WHEN 'HALF_YEAR' THEN interval '6 months'
                             ELSE interval '1 year' END)::date
     WHERE s.coalition_id = $1 AND s.frequency = $2 AND s.period_start >= $3 AND s.period_start < $4
       AND ($5::uuid[] IS NULL OR s.organization_id = ANY ($5))
  ), digested AS (
    SELECT m.submission_id, count(*)::int AS numbers,
           md5(string_agg(concat_ws(' ', m.measure_id, m.combination_id, trim_scale(m.number), trim_scale(m.denominator)), ','
                          ORDER BY m.measure_id, m.combination_id)) AS digest
      FROM measurement m
     WHERE m.coalition_id = $1 AND m.number IS NOT NULL
       AND m.submission_id IN (SELECT id FROM asked UNION SELECT before_id FROM asked)
     GROUP BY m.submission_id
  )
  SELECT a.organization_id, a.period_start::text AS start, n.numbers, n.digest, b.numbers AS numbers_before, b.digest AS digest_before
    FROM asked a
    JOIN digested n ON n.submission_id = a.id
    LEFT JOIN digested b ON b.submission_id = a.before_id`;

export interface FingerprintRow {
  organization_id: string;
  start: string;
  numbers: number;
  digest: string;
  numbers_before: number | null;
  digest_before: string | null;
}

const valuesOf = ({ coalitionId, frequency, from, until, organizationIds }: Scope) => {
  return [coalitionId, frequency, from, until, organizationIds];
};

export async function countCellsOf(manager: EntityManager, scope: Scope): Promise<number> {
  const [row] = await run<{ cells: number }>(manager, countCells, [...valuesOf(scope), scope.measureIds]);
  return row?.cells ?? 0;
}

export function readSeries(manager: EntityManager, scope: Scope): Promise<SeriesRow[]> {
  return run<SeriesRow>(manager, readSeriesSql, [...valuesOf(scope), scope.measureIds, historyLength]);
}

export function readFingerprints(manager: EntityManager, scope: Scope): Promise<FingerprintRow[]> {
  return run<FingerprintRow>(manager, readFingerprintsSql, valuesOf(scope));
}
