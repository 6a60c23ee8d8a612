import { calculatedSql } from './calculated.sql.js';
import { partnerNumbersSql } from './partner-numbers.sql.js';
import { isUnresolved, settled, settledTotal, showsLargest } from './settle-overlap.sql.js';

const numbers = { rule: 'g', sum: 's.sum', max: 's.max', partners: 's.organizations_reported' };
const denominators = { rule: 'g', sum: 's.denominator', max: 'w.denominator', partners: 's.organizations_reported' };
/** Of its two numbers none is signed for itself, so no EXACT settles a ratio. */
const isTotal = `(k.key = '' AND g.number_kind <> 'RATIO')`;
const unresolved = isUnresolved(numbers, isTotal);

/**
 * Question: what are the coalition's figures, per measure, report period and cell, and who stands behind them?
 * Parameters: as partner-numbers.sql.ts: $1 coalition; $2 measures; $3 frequency; $4 first day; $5 first day after;
 * $6 'APPROVED' or 'SUBMITTED'; $7 dimension sets or NULL.
 * Columns: measure_id, period_start, combination_id (NULL for the total), cell, value, low, high, numerator, denominator,
 * organizations_reported, organizations_expected, cells_reported, cells_expected, non_values, target, baseline,
 * progress, status, derived, version, comparability, picked (one or two partners' own number can be told from it).
 * Why: measurement.md, section 4, steps 3 and 4: over partners by the partner rule, a RATIO divided last. The total of
 * every measure and period is there even when nobody reported: then its value is NULL, never 0. Status and progress
 * follow section 6: where the target is the baseline, it is to be maintained. A division is rounded once, here, to six places, half away from zero. Where partners may overlap and
 * nobody has signed for it, there is no value: low and high hold it in (a ratio has none: its bounds would need to know
 * who overlaps in the numerator and the denominator at once). Calculated measures come last, from the figures of others.
 */
export const figuresSql = `
  WITH ${partnerNumbersSql.trim()}, summed AS (
    SELECT measure_id, period_start, combination_id,
           count(*)::int AS organizations_reported, sum(cells)::int AS cells_reported, bool_or(derived) AS derived,
           sum(number) AS sum, min(number) AS min, max(number) AS max, sum(denominator) AS denominator
      FROM partner_number
     GROUP BY measure_id, period_start, combination_id
  ), median AS (
    SELECT measure_id, period_start, combination_id, avg(number) AS number
      FROM (SELECT n.measure_id, n.period_start, n.combination_id, n.number,
                   row_number() OVER (PARTITION BY n.measure_id, n.period_start, n.combination_id ORDER BY n.number) AS place,
                   count(*) OVER (PARTITION BY n.measure_id, n.period_start, n.combination_id) AS n
              FROM partner_number n
              JOIN governing g ON g.measure_id = n.measure_id AND g.period_start = n.period_start AND g.partner_rule = 'MEDIAN'
           ) AS ranked
     WHERE place IN ((n + 1) / 2, (n + 2) / 2)
     GROUP BY measure_id, period_start, combination_id
  ), widest AS (
    SELECT n.measure_id, n.period_start, n.combination_id, max(n.denominator) AS denominator
      FROM partner_number n
      JOIN governing g ON g.measure_id = n.measure_id AND g.period_start = n.period_start
       AND g.overlap = 'POSSIBLE' AND g.number_kind = 'RATIO' AND g.share <> 0
     GROUP BY n.measure_id, n.period_start, n.combination_id
  ), stepped_over AS (
    SELECT measure_id, period_start, combination_id, jsonb_object_agg(non_value, n) AS by_kind, sum(n)::int AS cells
      FROM (SELECT c.measure_id, c.period_start, c.combination_id, c.non_value, count(*) AS n
              FROM cell c JOIN wanted w ON w.id = c.combination_id
             WHERE c.non_value IS NOT NULL
             GROUP BY c.measure_id, c.period_start, c.combination_id, c.non_value) AS counted_kinds
     GROUP BY measure_id, period_start, combination_id
  ), total AS (
    SELECT id FROM combination WHERE coalition_id = $1 AND key = ''
  ), cell_of_figure AS (
    SELECT measure_id, period_start, (SELECT id FROM total) AS combination_id FROM governing
    UNION
    SELECT measure_id, period_start, combination_id FROM summed
    UNION
    SELECT measure_id, period_start, combination_id FROM stepped_over
  ), figure AS (
    SELECT f.measure_id, f.period_start, k.id AS combination_id, coalesce(k.key, '') AS key, coalesce(k.cell, '{}') AS cell,
           g.direction, g.asked, g.version, g.comparability,
           (g.number_kind <> 'RATIO' AND g.partner_rule IN ('MIN', 'MAX', 'MEDIAN'))
             OR ${showsLargest(numbers, isTotal)} AS picked,
           ${unresolved} AS unresolved,
           CASE WHEN ${unresolved} AND g.number_kind <> 'RATIO' THEN ${inPlaces('s.max')} END AS low,
           CASE WHEN ${unresolved} AND g.number_kind <> 'RATIO' THEN ${inPlaces('s.sum')} END AS high,
           CASE WHEN g.number_kind = 'RATIO'
                THEN round(g.factor * (${settled(numbers)}) / nullif(${settled(denominators)}, 0), 6)
                WHEN g.partner_rule = 'AVERAGE' THEN round(s.sum / s.organizations_reported, 6)
                WHEN g.partner_rule = 'MEDIAN' THEN round(d.number, 6)
                WHEN g.partner_rule = 'MIN' THEN ${inPlaces('s.min')}
                WHEN g.partner_rule = 'MAX' THEN ${inPlaces('s.max')}
                WHEN k.key = '' THEN ${inPlaces(settledTotal(numbers))}
                ELSE ${inPlaces(settled(numbers))} END AS value,
           CASE WHEN g.operand THEN ${exactly()} END AS above,
           CASE WHEN g.operand THEN ${below()} END AS below,
           CASE WHEN g.number_kind = 'RATIO' THEN trim_scale(${settled(numbers)}) END AS numerator,
           CASE WHEN g.number_kind = 'RATIO' THEN trim_scale(${settled(denominators)}) END AS denominator,
           coalesce(s.organizations_reported, 0) AS organizations_reported,
           coalesce(e.organizations, 0) AS organizations_expected,
           coalesce(s.cells_reported, 0) AS cells_reported,
           coalesce(e.cells, 0) AS cells_expected,
           coalesce(o.by_kind, '{}')
             || CASE WHEN coalesce(e.cells, 0) > coalesce(s.cells_reported, 0) + coalesce(o.cells, 0)
                     THEN jsonb_build_object('MISSING', e.cells - coalesce(s.cells_reported, 0) - coalesce(o.cells, 0))
                     ELSE '{}' END AS non_values,
           coalesce(s.derived, false) AS derived
      FROM cell_of_figure f
      JOIN governing g ON g.measure_id = f.measure_id AND g.period_start = f.period_start
      LEFT JOIN combination k ON k.id = f.combination_id
      LEFT JOIN summed s ON s.measure_id = f.measure_id AND s.period_start = f.period_start AND s.combination_id = f.combination_id
      LEFT JOIN widest w ON w.measure_id = f.measure_id AND w.period_start = f.period_start AND w.combination_id = f.combination_id
      LEFT JOIN median d ON d.measure_id = f.measure_id AND d.period_start = f.period_start AND d.combination_id = f.combination_id
      LEFT JOIN stepped_over o ON o.measure_id = f.measure_id AND o.period_start = f.period_start AND o.combination_id = f.combination_id
      LEFT JOIN expected e ON e.measure_id = f.measure_id AND e.period_start = f.period_start
  ), ${calculatedSql.trim()}, every_figure AS (
    SELECT measure_id, period_start, combination_id, key, cell, direction, version, comparability, picked, unresolved, low, high,
           value, numerator, denominator, organizations_reported, organizations_expected, cells_reported, cells_expected,
           non_values, derived
      FROM figure
     WHERE asked
    UNION ALL
    SELECT * FROM calculated
  ), aim AS (
    SELECT k.measure_id, k.period_start, k.combination_id, t.value AS target, t.tolerance, b.value AS baseline,
           CASE WHEN b.period_start < t.period_start
                THEN least(greatest(${steps('k.period_start', 'b.period_start')} / ${steps('t.period_start', 'b.period_start')}, 0), 1)
                ELSE 1 END AS elapsed
      FROM (SELECT DISTINCT f.measure_id, f.period_start, f.combination_id, f.key FROM every_figure f
              JOIN target t ON t.coalition_id = $1 AND t.measure_id = f.measure_id) AS k
     CROSS JOIN LATERAL (
             SELECT t.value, t.tolerance, t.period_start FROM target t
              WHERE t.coalition_id = $1 AND t.measure_id = k.measure_id
                AND (t.combination_id = k.combination_id OR (t.combination_id IS NULL AND k.key = ''))
                AND (t.period_start IS NULL OR t.period_start >= k.period_start)
              ORDER BY t.period_start ASC NULLS LAST LIMIT 1) t
      LEFT JOIN baseline b ON b.coalition_id = $1 AND b.measure_id = k.measure_id AND b.value IS NOT NULL AND k.key = ''
  ), judged AS (
    SELECT f.*, a.target, a.tolerance, a.baseline, a.elapsed,
           CASE f.direction WHEN 'DECREASE' THEN -1 ELSE 1 END AS sign,
           (f.value - a.baseline) / nullif(a.target - a.baseline, 0) AS progress
      FROM every_figure f
      LEFT JOIN aim a ON a.measure_id = f.measure_id AND a.period_start = f.period_start
       AND a.combination_id IS NOT DISTINCT FROM f.combination_id
  )
  SELECT measure_id, period_start, CASE WHEN key = '' THEN NULL ELSE combination_id END AS combination_id, cell,
         value, low, high, numerator, denominator, organizations_reported, organizations_expected, cells_reported, cells_expected,
         non_values, trim_scale(target) AS target, trim_scale(baseline) AS baseline, round(progress, 6) AS progress,
         CASE WHEN unresolved THEN 'UNRESOLVED'
              WHEN value IS NULL THEN 'NO_DATA'
              WHEN target IS NULL OR direction = 'NONE' THEN ''
              WHEN direction = 'MAINTAIN' THEN CASE WHEN abs(value - target) <= coalesce(tolerance, 0) THEN 'MET' ELSE 'NOT_MET' END
              WHEN sign * (value - target) >= 0 THEN 'MET'
              WHEN baseline = target AND abs(value - target) <= tolerance THEN 'MET'
              WHEN baseline IS NULL OR baseline = target THEN 'NOT_MET'
              WHEN sign * (value - baseline) < 0 THEN 'WORSE'
              WHEN progress >= elapsed THEN 'ON_TRACK'
              ELSE 'BEHIND' END AS status,
         derived, version, comparability, picked
    FROM judged`;

/** Averages over time are not whole; every other sum is exact as it is. */
function inPlaces(number: string): string {
  return `CASE WHEN g.time_rule = 'AVERAGE' THEN round(${number}, 6) ELSE trim_scale(${number}) END`;
}

/** The number before its rounding, as a fraction: what calculated measures are made of. */
function exactly(): string {
  return `CASE WHEN g.number_kind = 'RATIO' THEN g.factor * (${settled(numbers)})
                WHEN g.partner_rule = 'AVERAGE' THEN s.sum
                WHEN g.partner_rule = 'MEDIAN' THEN d.number
                WHEN g.partner_rule = 'MIN' THEN s.min
                WHEN g.partner_rule = 'MAX' THEN s.max
                WHEN k.key = '' THEN ${settledTotal(numbers)}
                ELSE ${settled(numbers)} END`;
}

function below(): string {
  return `CASE WHEN g.number_kind = 'RATIO' THEN ${settled(denominators)}
                WHEN g.partner_rule = 'AVERAGE' THEN s.organizations_reported ELSE 1 END`;
}

/** Time passed, counted in months (or days, by weeks), so that a leap year does not put anybody behind. */
function steps(later: string, earlier: string): string {
  const months = (day: string) => `(12 * extract(year FROM ${day}) + extract(month FROM ${day}))`;
  return `(CASE $3::text WHEN 'WEEK' THEN (${later} - ${earlier})::numeric ELSE ${months(later)} - ${months(earlier)} END)`;
}
