import { fewestOrganizations } from './aggregation.policy.js';

/**
 * Question: what are the figures of the calculated measures, given those of all that they are calculated from?
 * Parameters: $1 coalition. Needs `asked`, `report_period` and `figure` (with `above` and `below`, the exact number of
 * an operand as a fraction) before it.
 * Columns of `calculated`: those of `every_figure` in figures.sql.ts, in its order.
 * Why: measurement.md, section 2: operands are aggregated first, each by its own rules, the expression is evaluated last
 * and rounded once. The total is always there; a part is where its breakdown is declared and every operand that must
 * have a number has that cell. Coverage is that of the operand that is covered least, by the share of its cells.
 * `picked` says too that an operand has fewer organizations than may be told: a formula does not make it safe.
 */
export const calculatedSql = `
  calculation_of_period AS (
    SELECT a.measure_id, a.direction, p.start AS period_start, v.id AS version_id, v.number AS version, c.id AS calculation_id,
           c.comparability, c.steps
      FROM asked a
     CROSS JOIN report_period p
     CROSS JOIN LATERAL (
             SELECT v.id, v.number FROM measure_version v
              WHERE v.coalition_id = $1 AND v.measure_id = a.measure_id
                AND (v.first_period_start IS NULL OR v.first_period_start <= p.start)
              ORDER BY v.number DESC LIMIT 1) v
     CROSS JOIN LATERAL (
             SELECT c.id, c.comparability, c.steps FROM calculation c
              WHERE c.coalition_id = $1 AND c.measure_id = a.measure_id AND (c.from_date IS NULL OR c.from_date <= p.start)
              ORDER BY c.from_date DESC NULLS LAST LIMIT 1) c
     WHERE a.calculated
  ), calculation_place AS (
    SELECT c.measure_id, c.period_start, c.version_id, o.place, o.operand_id, o.optional,
           count(*) FILTER (WHERE NOT o.optional) OVER (PARTITION BY c.measure_id, c.period_start) AS needed
      FROM calculation_of_period c
      JOIN calculation_operand o ON o.coalition_id = $1 AND o.calculation_id = c.calculation_id
  ), calculated_cell AS (
    SELECT c.measure_id, c.period_start, '' AS key FROM calculation_of_period c
    UNION ALL
    SELECT c.measure_id, c.period_start, f.key
      FROM calculation_place c
      JOIN figure f ON f.measure_id = c.operand_id AND f.period_start = c.period_start AND f.key <> ''
      JOIN combination k ON k.coalition_id = $1 AND k.id = f.combination_id
      JOIN breakdown b ON b.coalition_id = $1 AND b.measure_version_id = c.version_id AND b.dimension_key = k.dimension_key
     GROUP BY c.measure_id, c.period_start, f.key
    HAVING count(*) FILTER (WHERE NOT c.optional) = any_value(c.needed)
  ), operand_figure AS (
    SELECT cc.measure_id, cc.period_start, cc.key, p.place, f.above, f.below, coalesce(f.unresolved, false) AS unresolved,
           coalesce(f.picked, false) OR coalesce(f.organizations_reported, 0) < ${fewestOrganizations} AS telling,
           coalesce(f.derived, false) AS derived, coalesce(f.organizations_reported, 0) AS organizations_reported,
           coalesce(f.organizations_expected, t.organizations_expected, 0) AS organizations_expected,
           coalesce(f.cells_reported, 0) AS cells_reported, coalesce(f.cells_expected, t.cells_expected, 0) AS cells_expected,
           coalesce(f.non_values, CASE WHEN t.cells_expected > 0 THEN jsonb_build_object('MISSING', t.cells_expected) END, '{}') AS non_values
      FROM calculated_cell cc
      JOIN calculation_place p ON p.measure_id = cc.measure_id AND p.period_start = cc.period_start
      LEFT JOIN figure f ON f.measure_id = p.operand_id AND f.period_start = cc.period_start AND f.key = cc.key
      LEFT JOIN figure t ON t.measure_id = p.operand_id AND t.period_start = cc.period_start AND t.key = ''
  ), gathered AS (
    SELECT measure_id, period_start, key, array_agg(above ORDER BY place) AS above, array_agg(below ORDER BY place) AS below,
           array_agg(unresolved ORDER BY place) AS unresolved, bool_or(telling) AS telling, bool_or(derived) AS derived
      FROM operand_figure
     GROUP BY measure_id, period_start, key
  ), least_covered AS (
    SELECT DISTINCT ON (measure_id, period_start, key)
           measure_id, period_start, key, organizations_reported, organizations_expected, cells_reported, cells_expected, non_values
      FROM operand_figure
     ORDER BY measure_id, period_start, key,
              CASE WHEN cells_expected = 0 THEN sign(cells_reported) ELSE cells_reported::numeric / cells_expected END,
              organizations_reported, place
  ), calculated AS (
    SELECT c.measure_id, c.period_start, k.id AS combination_id, g.key, coalesce(k.cell, '{}') AS cell, c.direction, c.version,
           c.comparability, g.telling AS picked, r.is_unresolved AS unresolved, NULL::numeric AS low, NULL::numeric AS high,
           r.value, NULL::numeric AS numerator, NULL::numeric AS denominator, l.organizations_reported,
           l.organizations_expected, l.cells_reported, l.cells_expected, l.non_values, g.derived
      FROM calculation_of_period c
      JOIN gathered g ON g.measure_id = c.measure_id AND g.period_start = c.period_start
      JOIN least_covered l ON l.measure_id = g.measure_id AND l.period_start = g.period_start AND l.key = g.key
      LEFT JOIN combination k ON k.coalition_id = $1 AND k.key = g.key
     CROSS JOIN LATERAL calculate(c.steps, g.above, g.below, g.unresolved) AS r
  )`;
