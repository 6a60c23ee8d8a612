import { operandsSql } from '@keelson/measures';
import { figuresSql } from './figures.sql.js';

/**
 * Every column of figures.sql.ts but those for disclosure only. A figure that is kept is the figure that was computed, so
 * none may lack here.
 */
export const figureColumns = [
  'measure_id',
  'period_start',
  'combination_id',
  'cell',
  'value',
  'low',
  'high',
  'numerator',
  'denominator',
  'organizations_reported',
  'organizations_expected',
  'cells_reported',
  'cells_expected',
  'non_values',
  'target',
  'baseline',
  'progress',
  'status',
  'derived',
  'version',
  'comparability',
  'picked',
] as const;
const columns = figureColumns.join(', ');

/**
 * Question: a write to which measures touches the figures of a measure? To itself, and to all that it is calculated from.
 * Parameters: $1 coalition.
 * Columns of `behind`: measure_id, source_id, frequency (of the source).
 */
export const behindSql = `behind AS (
    SELECT o.measure_id, o.operand_id AS source_id, s.frequency
      FROM (${operandsSql.trim()}) o
      JOIN measure s ON s.coalition_id = $1 AND s.id = o.operand_id
    UNION
    SELECT id, id, frequency FROM measure WHERE coalition_id = $1
  )`;

/** SQL for the rows of `figure_rollup r` whose period is one of the report periods of $3, $4 and $5. */
const inPeriods = `
      r.frequency = $3 AND r.period_start >= $4::date AND r.period_start < $5::date
      AND ($3::text <> 'YEAR' OR extract(month FROM r.period_start) = extract(month FROM $4::date))`;

/**
 * Question: the same as figures.sql.ts, of figures that were computed before.
 * Parameters and columns: as figures.sql.ts; of those for disclosure the key alone. Only for measures and periods that `freshMeasuresSql` names.
 */
export const rolledUpFiguresSql = `
  SELECT ${columns.replace('combination_id', 'r.combination_id').replace('cell,', 'r.cell,')}, coalesce(k.key, '') AS key
    FROM figure_rollup r
    LEFT JOIN combination k ON k.id = r.combination_id
   WHERE r.coalition_id = $1 AND r.measure_id = ANY ($2::uuid[]) AND $6::text IS NOT NULL
     AND ${inPeriods.trim()}
     AND ($7::text[] IS NULL OR r.combination_id IS NULL OR k.dimension_key = ANY ($7))`;

/**
 * Question: of which measures is every figure of these periods kept as it would be computed now?
 * Parameters: $1 to $6 as figures.sql.ts.
 * Columns: id.
 * Why: read in the snapshot in which the figures are read, so that nobody sees a figure that a write has outdated: the
 * write's row in the queue becomes visible together with the write, and goes together with the recomputed figure.
 */
export const freshMeasuresSql = `
  WITH asked_year AS (
    SELECT start::date AS year_start
      FROM generate_series(
             CASE $3::text WHEN 'YEAR' THEN $4::date WHEN 'WEEK' THEN date_trunc('year', $4::date + 3) ELSE date_trunc('year', $4::date) END,
             CASE $3 WHEN 'WEEK' THEN $5::date - 4 ELSE $5::date - 1 END, interval '1 year') AS start
  ), ${behindSql}
  SELECT m.id
    FROM measure m
    JOIN coalition c ON c.id = m.coalition_id AND c.figures_from = $6
   WHERE m.coalition_id = $1 AND m.id = ANY ($2::uuid[])
     AND NOT EXISTS (
           SELECT 1 FROM asked_year a
            WHERE NOT EXISTS (
                  SELECT 1 FROM figure_rollup_year y
                   WHERE y.coalition_id = $1 AND y.measure_id = m.id AND y.frequency = $3 AND y.year_start = a.year_start))
     AND NOT EXISTS (
           SELECT 1 FROM behind b
             JOIN figure_queue q ON q.coalition_id = $1 AND (q.measure_id IS NULL OR q.measure_id = b.source_id)
              AND (q.frequency IS NULL OR q.frequency = b.frequency)
            WHERE b.measure_id = m.id
              AND (q.day IS NULL OR (q.day >= $4::date AND q.day < $5::date))
              AND (NOT q.submitted OR c.figures_from = 'SUBMITTED'))`;

/**
 * Question: none; figures go. Then, what are they now?
 * Parameters: $1 to $5 as figures.sql.ts; of the second $6 and $7 as there.
 * Why: recomputed by the one statement and never by a difference, which would drift.
 */
export const forgetFigures = `
  DELETE FROM figure_rollup r WHERE r.coalition_id = $1 AND r.measure_id = ANY ($2::uuid[]) AND ${inPeriods.trim()}`;
export const keepFigures = `
  INSERT INTO figure_rollup (coalition_id, frequency, ${columns})
  SELECT $1::uuid, $3::text, ${columns} FROM (${figuresSql}) AS figure`;
