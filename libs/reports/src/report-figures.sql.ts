const columns = `
  report_id AS "reportId", coalition_id AS "coalitionId", position, measure_code AS "measureCode",
  measure_name AS "measureName", unit, period, period_start::text AS "periodStart", cell, value, low, high,
  numerator, denominator,
  organizations_reported AS "organizationsReported", organizations_expected AS "organizationsExpected",
  cells_reported AS "cellsReported", cells_expected AS "cellsExpected", non_values AS "nonValues", target, status, derived`;

/**
 * Which figures of a report come next? $1 report_id uuid, $2 the last position that was read, $3 how many.
 * By keyset and not by cursor: the figures never change, so nothing has to be held while a slow reader reads.
 */
export const nextFigures = `
SELECT ${columns} FROM report_figure WHERE report_id = $1::uuid AND position > $2::int ORDER BY position LIMIT $3::int`;

/** Which totals has a measure, period by period? $1 report_id uuid, $2 and $3 its first and last position. */
export const totalFigures = `
SELECT ${columns} FROM report_figure
WHERE report_id = $1::uuid AND position BETWEEN $2::int AND $3::int AND cell = '{}' ORDER BY position`;

/**
 * How do the parts of a measure, by each dimension alone, run over the periods?
 * $1 report_id uuid, $2 and $3 the measure's first and last position, $4 how many parts of a dimension at most.
 * One row per dimension and part: dimension text, category text, parts int (how many the dimension has), points
 * {period: value}. The largest parts are kept (of a ratio: those with the largest denominators), so that a page stays
 * readable and its making small however many categories there are.
 */
export const largestParts = `
WITH part AS (
  SELECT key AS dimension, part.value AS category, period, figure.value, coalesce(denominator, abs(figure.value), 0) AS size
  FROM report_figure AS figure CROSS JOIN LATERAL jsonb_each_text(cell) AS part (key, value)
  WHERE report_id = $1::uuid AND position BETWEEN $2::int AND $3::int AND cell = jsonb_build_object(key, part.value)
), ranked AS (
  SELECT dimension, category, jsonb_object_agg(period, value::text) AS points, count(*) OVER (PARTITION BY dimension)::int AS parts,
    row_number() OVER (PARTITION BY dimension ORDER BY sum(size) DESC, category COLLATE "C") AS rank
  FROM part GROUP BY dimension, category
)
SELECT dimension, category, parts, points FROM ranked WHERE rank <= $4::int
ORDER BY dimension COLLATE "C", category COLLATE "C"`;
