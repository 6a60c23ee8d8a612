import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** `cell` without mergers of categories: the cells as they are stored. */
export const storedCellsSql = `cell AS NOT MATERIALIZED (SELECT *, false AS derived FROM stored_cell)`;

/**
 * Question: which cells does every partner have, once categories that were merged are counted in the one they became?
 * Parameters: $1 coalition. Needs CTEs `governing` and `stored_cell` (the cells as they are stored, with batch_id) before it.
 * Columns of `cell`: submission_id, measure_id, organization_id, frequency, start, period_start, combination_id, number,
 * denominator, non_value, derived (it was made of other cells).
 * Why: a merged category is a coarser cell and its sources are its parts, so section 2 of measurement.md holds: what was
 * written there after the merger speaks of all of it; what was written before speaks of itself, and is one part more.
 * The numbers of parts are added, a part without a number is stepped over, and of nothing but non-values comes a
 * non-value. Only where an additive breakdown holds the categories: where one person may be in two, cells stay apart.
 * Stored cells keep their keys. `nullif … IS NOT NULL` says NOT ANY, and lets the planner expect nearly all rows.
 */
export const mergedCellsSql = `
  merger AS MATERIALIZED (
    SELECT combination_id, into_id, steps, first_period_start, since FROM combination_merger WHERE coalition_id = $1
  ), merging AS MATERIALIZED (
    SELECT t.*, b.at, coalesce(w.additive, false) AS additive
      FROM stored_cell t
      JOIN measurement_batch b ON b.id = t.batch_id
      JOIN combination k ON k.id = t.combination_id
      JOIN governing g ON g.measure_id = t.measure_id AND g.period_start = t.period_start
      LEFT JOIN breakdown w ON w.coalition_id = $1 AND w.measure_version_id = g.version_id AND w.dimension_key = k.dimension_key
     WHERE t.combination_id IN (SELECT combination_id FROM merger UNION ALL SELECT into_id FROM merger)
  ), way AS MATERIALIZED (
    SELECT c.submission_id, c.measure_id, c.combination_id, m.into_id, m.steps, m.since
      FROM merging c
      JOIN merger m ON m.combination_id = c.combination_id
     WHERE c.additive AND (m.first_period_start IS NULL OR m.first_period_start <= c.start)
  ), place AS MATERIALIZED (
    SELECT DISTINCT ON (submission_id, measure_id, combination_id) submission_id, measure_id, combination_id, into_id
      FROM way
     ORDER BY submission_id, measure_id, combination_id, steps DESC
  ), spoken_for AS MATERIALIZED (
    SELECT DISTINCT y.submission_id, y.measure_id, y.combination_id
      FROM way y
      JOIN merging c ON c.submission_id = y.submission_id AND c.measure_id = y.measure_id AND c.combination_id = y.into_id
     WHERE c.at >= y.since
  ), merged AS MATERIALIZED (
    SELECT c.submission_id, c.measure_id, c.organization_id, c.frequency, c.start, c.period_start,
           coalesce(p.into_id, c.combination_id) AS combination_id, sum(c.number) AS number,
           sum(c.denominator) FILTER (WHERE c.non_value IS NULL) AS denominator,
           CASE WHEN count(c.number) = 0 THEN min(c.non_value) END AS non_value, bool_or(p.into_id IS NOT NULL) AS derived
      FROM merging c
      LEFT JOIN place p ON p.submission_id = c.submission_id AND p.measure_id = c.measure_id AND p.combination_id = c.combination_id
      LEFT JOIN spoken_for s ON s.submission_id = c.submission_id AND s.measure_id = c.measure_id AND s.combination_id = c.combination_id
     WHERE s.submission_id IS NULL
     GROUP BY c.submission_id, c.measure_id, c.organization_id, c.frequency, c.start, c.period_start, 7
  ), cell AS NOT MATERIALIZED (
    SELECT submission_id, measure_id, organization_id, frequency, start, period_start, combination_id, number, denominator,
           non_value, false AS derived
      FROM stored_cell
     WHERE nullif(combination_id = ANY (ARRAY(SELECT combination_id FROM merger UNION SELECT into_id FROM merger)), true) IS NOT NULL
    UNION ALL
    SELECT * FROM merged
  )`;

/**
 * A statement over partner-numbers.sql.ts as this coalition's categories ask for: one without mergers pays nothing. (A
 * UNION that is empty took the planner's estimates away: 3.2 s in place of 1.9 s for 1 million cells.)
 */
export async function throughMergers(manager: EntityManager, coalitionId: string, statement: string): Promise<string> {
  const text = 'SELECT 1 AS one FROM combination_merger WHERE coalition_id = $1 LIMIT 1';
  const merged = (await run<{ one: number }>(manager, text, [coalitionId])).length > 0;
  return merged ? statement.replace(storedCellsSql, () => mergedCellsSql.trim()) : statement;
}
