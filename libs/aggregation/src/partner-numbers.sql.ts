import { operandsSql } from '@keelson/measures';
import { expectedSql } from '@keelson/submissions';
import { storedCellsSql } from './merged-cells.sql.js';
import { resolutionSql } from './settle-overlap.sql.js';

/**
 * Question: which number does every partner have, per measure, report period and cell? (measurement.md, section 4,
 * steps 1 and 2: every partner's number per collected sub-period, then over time within the partner.)
 * Parameters: $1 coalition; $2 measures; $3 frequency; $4 first day; $5 first day after; $6 'APPROVED' or 'SUBMITTED';
 * $7 dimension sets ("age_band", "gender,shelter") or NULL for all; the total is always included.
 * Columns of `asked`: what was asked for; of `operand`: the reported measures that calculated ones come from; of
 * `requested`: the reported measures that are needed, `asked` for or not, an `operand` or not; of `partner_number`: measure_id, period_start, combination_id, organization_id, number, denominator, cells
 * (sub-periods that had a number), derived.
 * Why: one chain of CTEs for every figure, so that no two doors can disagree. A derived coarser number is the sum of
 * the parts of the first additive breakdown that has any, and only where nothing was reported at the coarser cell.
 * Where the report's periods are the collected ones there is nothing to go over in time, so nothing is grouped.
 * Where categories were merged, `throughMergers` puts the cells that they make in the place of the stored ones.
 * `requested` is one look at the measures, and OFFSET 0 keeps the cells' joins together: where the planner expects few
 * rows it would join cells to parts by the measure alone (22 million rows of 1 million cells, twice the time).
 * array_agg with ORDER BY would forbid hashing: FIRST and LAST are the minimum and maximum of [day, number].
 */
export const partnerNumbersSql = `
  asked AS (
    SELECT m.id AS measure_id, m.frequency, m.direction, m.calculated
      FROM measure m
     WHERE m.coalition_id = $1 AND m.id = ANY ($2::uuid[])
       AND array_position(ARRAY['WEEK','MONTH','QUARTER','HALF_YEAR','YEAR'], m.frequency)
           <= array_position(ARRAY['WEEK','MONTH','QUARTER','HALF_YEAR','YEAR'], $3::text)
  ), operand AS (
    SELECT DISTINCT o.operand_id AS measure_id
      FROM asked a
      JOIN (${operandsSql.trim()}) o ON o.measure_id = a.measure_id
     WHERE a.calculated
  ), requested AS (
    SELECT m.id AS measure_id, m.frequency, m.direction, m.id = ANY ($2::uuid[]) AS asked,
           m.id IN (SELECT measure_id FROM operand) AS operand
      FROM measure m
     WHERE m.coalition_id = $1 AND NOT m.calculated
       AND (m.id = ANY ($2::uuid[]) OR m.id IN (SELECT measure_id FROM operand))
       AND array_position(ARRAY['WEEK','MONTH','QUARTER','HALF_YEAR','YEAR'], m.frequency)
           <= array_position(ARRAY['WEEK','MONTH','QUARTER','HALF_YEAR','YEAR'], $3::text)
  ), ${expectedSql.trim()}, governing AS (
    SELECT r.measure_id, r.direction, r.asked, r.operand, p.start AS period_start, v.id AS version_id, v.number AS version, v.comparability,
           v.number_kind, v.factor, v.time_rule, v.denominator_time_rule, v.partner_rule, v.overlap, o.share, o.exact
      FROM requested r
     CROSS JOIN report_period p
     CROSS JOIN LATERAL (
             SELECT * FROM measure_version v
              WHERE v.coalition_id = $1 AND v.measure_id = r.measure_id
                AND (v.first_period_start IS NULL OR v.first_period_start <= p.start)
              ORDER BY v.number DESC LIMIT 1) v
     CROSS JOIN LATERAL (${resolutionSql.trim()}) o
  ), counted AS (
    SELECT s.id AS submission_id, s.organization_id, s.frequency, s.period_start AS start, c.period_start
      FROM submission s
      JOIN calendar c ON c.frequency = s.frequency AND c.start = s.period_start
     WHERE s.coalition_id = $1 AND (s.state = 'APPROVED' OR ($6::text = 'SUBMITTED' AND s.state = 'SUBMITTED'))
  ), wanted AS (
    SELECT id, dimension_key FROM combination
     WHERE coalition_id = $1 AND ($7::text[] IS NULL OR dimension_key = '' OR dimension_key = ANY ($7))
  ), stored_cell AS NOT MATERIALIZED (
    SELECT s.submission_id, m.measure_id, s.organization_id, s.frequency, s.start, s.period_start, m.combination_id,
           m.number, m.denominator, m.non_value, m.batch_id
      FROM counted s
      JOIN measurement m ON m.submission_id = s.submission_id
     WHERE m.coalition_id = $1 AND (m.measure_id = ANY ($2::uuid[]) OR m.measure_id IN (SELECT measure_id FROM operand))
  ), ${storedCellsSql}, additive AS (
    SELECT g.measure_id, g.period_start, k.id AS combination_id, cm.margin_id, b.position
      FROM governing g
      JOIN breakdown b ON b.coalition_id = $1 AND b.measure_version_id = g.version_id AND b.additive
      JOIN combination k ON k.coalition_id = $1 AND k.dimension_key = b.dimension_key
      JOIN combination_margin cm ON cm.combination_id = k.id
      JOIN wanted w ON w.id = cm.margin_id
  ), reported_margin AS (
    SELECT c.submission_id, c.measure_id, c.combination_id
      FROM cell c
      JOIN (SELECT DISTINCT measure_id, margin_id FROM additive) a
        ON a.measure_id = c.measure_id AND a.margin_id = c.combination_id
  ), derived AS MATERIALIZED (
    SELECT DISTINCT ON (submission_id, measure_id, margin_id)
           measure_id, organization_id, frequency, start, period_start, margin_id AS combination_id, number, denominator
      FROM (SELECT c.submission_id, c.measure_id, c.organization_id, c.frequency, c.start, c.period_start, a.margin_id,
                   a.position, sum(c.number) AS number, sum(c.denominator) AS denominator
              FROM (SELECT * FROM cell OFFSET 0) c
              JOIN additive a USING (measure_id, period_start, combination_id)
             WHERE c.non_value IS NULL
               AND NOT EXISTS (SELECT 1 FROM reported_margin r
                                WHERE r.submission_id = c.submission_id AND r.measure_id = c.measure_id
                                  AND r.combination_id = a.margin_id)
             GROUP BY c.submission_id, c.measure_id, c.organization_id, c.frequency, c.start, c.period_start, a.margin_id, a.position
           ) AS part
     ORDER BY submission_id, measure_id, margin_id, position
  ), known AS NOT MATERIALIZED (
    SELECT c.measure_id, c.organization_id, c.frequency, c.start, c.period_start, c.combination_id, c.number, c.denominator,
           c.derived
      FROM cell c
      JOIN wanted w ON w.id = c.combination_id
     WHERE c.non_value IS NULL
    UNION ALL
    SELECT measure_id, organization_id, frequency, start, period_start, combination_id, number, denominator, true
      FROM derived
  ), partner_number AS NOT MATERIALIZED (
    SELECT measure_id, period_start, combination_id, organization_id, number, denominator, 1 AS cells, derived
      FROM known
     WHERE frequency = $3
    UNION ALL
    SELECT k.measure_id, k.period_start, k.combination_id, k.organization_id,
           ${overTime('k.number', 'g.time_rule')},
           ${overTime('k.denominator', 'g.denominator_time_rule')},
           count(*)::int, bool_or(k.derived)
      FROM known k
      JOIN governing g ON g.measure_id = k.measure_id AND g.period_start = k.period_start
     WHERE k.frequency <> $3
     GROUP BY k.measure_id, k.period_start, k.combination_id, k.organization_id
  )`;

function overTime(column: string, rule: string): string {
  const dated = `ARRAY[extract(epoch FROM k.start)::numeric, ${column}]`;
  return `CASE any_value(${rule})
             WHEN 'SUM' THEN sum(${column}) FILTER (WHERE ${rule} = 'SUM')
             WHEN 'LAST' THEN (max(${dated}) FILTER (WHERE ${rule} = 'LAST'))[2]
             WHEN 'FIRST' THEN (min(${dated}) FILTER (WHERE ${rule} = 'FIRST'))[2]
             WHEN 'AVERAGE' THEN avg(${column}) FILTER (WHERE ${rule} = 'AVERAGE')
             WHEN 'MIN' THEN min(${column}) FILTER (WHERE ${rule} = 'MIN')
             ELSE max(${column}) FILTER (WHERE ${rule} = 'MAX') END`;
}
