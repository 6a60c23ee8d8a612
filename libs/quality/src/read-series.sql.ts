import type { Frequency } from '@keelson/measures';
import { lineageSql } from '@keelson/organizations';
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

/**
 * Question: how many cells would be checked?
 * Parameters: $1 … $6 as below; $7 with how many the counting ends.
 * Columns: cells.
 * Why: whoever asks wants to know whether they are too many; to count a million to the end took 130 ms.
 */
const countCells = `
  SELECT count(*)::int AS cells
    FROM (SELECT
            FROM submission s
            JOIN measurement m ON m.coalition_id = s.coalition_id AND m.submission_id = s.id
           WHERE s.coalition_id = $1 AND s.frequency = $2 AND s.period_start >= $3 AND s.period_start < $4
             AND ($5::uuid[] IS NULL OR s.organization_id = ANY ($5)) AND ($6::uuid[] IS NULL OR m.measure_id = ANY ($6))
           LIMIT $7::int) AS one`;

/**
 * Question: which series of cells (organization × measure × categories) hold something in these periods, and what are
 * their last numbers before?
 * Parameters: $1 coalition; $2 frequency; $3 first day; $4 first day after; $5 organizations or NULL; $6 measures or
 * NULL; $7 how many earlier numbers.
 * Columns: organization_id, since (the day from which it continues others, NULL before), judged_from (the first period that
 * is judged), measure_id, cell_key, dimension_key, points ("2024-01-01 12 -" by ",": first day, number,
 * denominator, "-" for none), by time.
 * Why: one row per series instead of one per number keeps a coalition's check small. Non-values are told only inside the
 * periods; a history is made of numbers, however far back the last twelve lie. From a merger on, the history of a
 * successor is that of all whom it continues together with its own, by the measure's partner rule: of a period only when
 * everyone that was then asked has a number (the successor itself once it had
 * one: many are entered without their first day). So each merger begins a row of its own; before it there is the plain one.
 */
const readSeriesSql = `
  WITH RECURSIVE ${lineageSql.trim()}, told AS (
    SELECT s.organization_id, s.period_start, m.measure_id, m.combination_id, m.number, m.denominator,
           s.period_start >= $3 AS asked
      FROM submission s
      JOIN measurement m ON m.coalition_id = s.coalition_id AND m.submission_id = s.id
     WHERE s.coalition_id = $1 AND s.frequency = $2 AND s.period_start < $4
       AND ($5::uuid[] IS NULL OR s.organization_id = ANY ($5)) AND ($6::uuid[] IS NULL OR m.measure_id = ANY ($6))
       AND (s.period_start >= $3 OR m.number IS NOT NULL)
  ), epoch AS (
    SELECT organization_id, since, lead(since) OVER (PARTITION BY organization_id ORDER BY since) AS next
      FROM (SELECT DISTINCT organization_id, since FROM lineage
             WHERE since < $4 AND ($5::uuid[] IS NULL OR organization_id = ANY ($5))) AS each
  ), kin AS (
    SELECT e.organization_id, e.since, l.member_id, l.until
      FROM epoch e
      JOIN lineage l ON l.organization_id = e.organization_id AND l.since <= e.since
    UNION ALL
    SELECT organization_id, since, organization_id, since FROM epoch
  ), kin_number AS (
    SELECT k.organization_id, k.since, k.member_id, s.period_start, m.measure_id, m.combination_id, m.number, m.denominator
      FROM kin k
      JOIN submission s ON s.coalition_id = $1 AND s.organization_id = k.member_id AND s.frequency = $2
       AND s.period_start < k.until AND s.period_start < $4
      JOIN measurement m ON m.coalition_id = s.coalition_id AND m.submission_id = s.id
     WHERE m.number IS NOT NULL AND ($6::uuid[] IS NULL OR m.measure_id = ANY ($6))
  ), kin_asked AS (
    SELECT p.organization_id, p.since, p.measure_id, p.period_start, k.member_id
      FROM (SELECT DISTINCT organization_id, since, measure_id, period_start,
                   CASE $2::text WHEN 'WEEK' THEN period_start + 7
                                 ELSE (period_start + CASE $2::text WHEN 'MONTH' THEN interval '1 month' WHEN 'QUARTER' THEN interval '3 months'
                                       WHEN 'HALF_YEAR' THEN interval '6 months' ELSE interval '1 year' END)::date END AS until
              FROM kin_number) AS p
      JOIN kin k ON k.organization_id = p.organization_id AND k.since = p.since AND p.period_start < k.until
     WHERE EXISTS (SELECT 1 FROM membership t
                    WHERE t.coalition_id = $1 AND t.organization_id = k.member_id AND t.role = 'PARTNER'
                      AND (t.from_date IS NULL OR t.from_date < p.until) AND (t.to_date IS NULL OR t.to_date >= p.period_start))
       AND (EXISTS (SELECT 1 FROM assignment a
                     WHERE a.coalition_id = $1 AND a.measure_id = p.measure_id AND a.organization_id = k.member_id
                       AND (a.from_date IS NULL OR a.from_date < p.until) AND (a.to_date IS NULL OR a.to_date >= p.period_start))
            OR NOT EXISTS (SELECT 1 FROM assignment a WHERE a.coalition_id = $1 AND a.measure_id = p.measure_id))
       AND (k.member_id <> k.organization_id OR EXISTS (
             SELECT 1 FROM kin_number o
              WHERE o.organization_id = k.organization_id AND o.since = k.since AND o.measure_id = p.measure_id
                AND o.member_id = k.member_id AND o.period_start <= p.period_start))
  ), continued AS (
    SELECT n.organization_id, n.since, n.period_start, n.measure_id, n.combination_id,
           CASE any_value(CASE v.number_kind WHEN 'RATIO' THEN 'SUM' ELSE v.partner_rule END)
             WHEN 'SUM' THEN sum(n.number)
             WHEN 'MIN' THEN min(n.number)
             WHEN 'MAX' THEN max(n.number)
             WHEN 'AVERAGE' THEN avg(n.number)
             ELSE ((array_agg(n.number ORDER BY n.number))[(count(*) + 1) / 2] + (array_agg(n.number ORDER BY n.number))[(count(*) + 2) / 2]) / 2
           END AS number,
           sum(n.denominator) AS denominator
      FROM kin_number n
     CROSS JOIN LATERAL (
             SELECT number_kind, partner_rule FROM measure_version v
              WHERE v.coalition_id = $1 AND v.measure_id = n.measure_id
                AND (v.first_period_start IS NULL OR v.first_period_start <= n.period_start)
              ORDER BY v.number DESC LIMIT 1) AS v
      LEFT JOIN kin_asked a ON a.organization_id = n.organization_id AND a.since = n.since AND a.measure_id = n.measure_id
       AND a.period_start = n.period_start AND a.member_id = n.member_id
     GROUP BY n.organization_id, n.since, n.period_start, n.measure_id, n.combination_id
    HAVING count(a.member_id) = (
             SELECT count(*) FROM kin_asked k
              WHERE k.organization_id = n.organization_id AND k.since = n.since AND k.measure_id = n.measure_id
                AND k.period_start = n.period_start)
  ), series AS (
    SELECT t.organization_id, NULL::date AS since, t.period_start, t.measure_id, t.combination_id, t.number, t.denominator, t.asked
      FROM told t
      LEFT JOIN (SELECT organization_id, min(since) AS since FROM epoch GROUP BY organization_id) AS first USING (organization_id)
     WHERE first.since IS NULL OR t.period_start < first.since
    UNION ALL
    SELECT t.organization_id, e.since, t.period_start, t.measure_id, t.combination_id, t.number, t.denominator, t.asked
      FROM epoch e
      JOIN told t ON t.organization_id = e.organization_id AND t.period_start >= e.since AND (e.next IS NULL OR t.period_start < e.next)
    UNION ALL
    SELECT organization_id, since, period_start, measure_id, combination_id, number, denominator, false FROM continued
  ), placed AS (
    SELECT series.*,
           bool_or(asked) OVER (PARTITION BY organization_id, since, measure_id, combination_id) AS wanted,
           row_number() OVER (PARTITION BY organization_id, since, measure_id, combination_id, asked ORDER BY period_start DESC) AS place
      FROM series
  )
  SELECT p.organization_id, p.since::text AS since, greatest($3::date, p.since)::text AS judged_from, p.measure_id, k.key AS cell_key,
         k.dimension_key,
         string_agg(p.period_start || ' ' || coalesce(p.number::text, '-') || ' ' || coalesce(p.denominator::text, '-'),
                    ',' ORDER BY p.period_start) AS points
    FROM placed p
    JOIN combination k ON k.coalition_id = $1 AND k.id = p.combination_id
   WHERE p.wanted AND (p.asked OR p.place <= $7)
   GROUP BY p.organization_id, p.since, p.measure_id, k.id`;

export interface SeriesRow {
  organization_id: string;
  /** The day from which on it continues others, whose numbers stand before it. */
  since: string | null;
  judged_from: string;
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

/** The cells of a scope; null when there are more than so many. */
export async function countCellsOf(manager: EntityManager, scope: Scope, atMost: number): Promise<number | null> {
  const values = [...valuesOf(scope), scope.measureIds, atMost + 1];
  const [row] = await run<{ cells: number }>(manager, countCells, values);
  return row && row.cells > atMost ? null : (row?.cells ?? 0);
}

export function readSeries(manager: EntityManager, scope: Scope): Promise<SeriesRow[]> {
  return run<SeriesRow>(manager, readSeriesSql, [...valuesOf(scope), scope.measureIds, historyLength]);
}

export function readFingerprints(manager: EntityManager, scope: Scope): Promise<FingerprintRow[]> {
  return run<FingerprintRow>(manager, readFingerprintsSql, valuesOf(scope));
}
