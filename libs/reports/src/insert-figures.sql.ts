/**
 * Which figures do these measures have? Asked of aggregation and kept, in one statement, so that no cell passes
 * through the worker.
 * `figuresSql` is aggregation's, kept or computed; $1-$7 as there; $8 report_id uuid; $9 how many figures stand before these; $10 the first days
 * and $11 the codes of the report's periods; $12 the codes of the coalition's dimensions in the order of the columns.
 * Returns one row per measure that has figures: code text, figures int, intervals int (how many have no value but low and high).
 * The position is the order of reading; it is given here because a figure is never updated. Measures come in the order
 * of their codes, so a later statement only continues the count. COLLATE "C" makes the order the same on every server.
 */
export const insertFigures = (figuresSql: string) => `
WITH inserted AS (
  INSERT INTO report_figure (
    report_id, coalition_id, position, measure_code, measure_name, unit, period, period_start, cell, value, low, high, numerator,
    denominator, organizations_reported, organizations_expected, cells_reported, cells_expected, non_values, target,
    status, derived)
  SELECT
    $8::uuid, $1::uuid,
    $9::int + row_number() OVER (
      ORDER BY measure.code COLLATE "C", figure.period_start,
        ARRAY(SELECT coalesce(figure.cell ->> code, '') FROM unnest($12::text[]) WITH ORDINALITY AS dimension (code, n)
          ORDER BY n) COLLATE "C"),
    measure.code, measure.name, definition.unit, period.code, figure.period_start, figure.cell, figure.value,
    figure.low, figure.high, figure.numerator, figure.denominator, figure.organizations_reported, figure.organizations_expected,
    figure.cells_reported, figure.cells_expected, figure.non_values, figure.target, figure.status, figure.derived
  FROM (${figuresSql}) AS figure
  JOIN measure ON measure.coalition_id = $1::uuid AND measure.id = figure.measure_id
  CROSS JOIN LATERAL (
    SELECT unit FROM measure_version WHERE measure_id = measure.id ORDER BY number DESC LIMIT 1
  ) AS definition
  LEFT JOIN unnest($10::date[], $11::text[]) AS period (start, code) ON period.start = figure.period_start
  RETURNING measure_code, low
)
SELECT measure_code AS code, count(*)::int AS figures, count(low)::int AS intervals FROM inserted GROUP BY measure_code`;
