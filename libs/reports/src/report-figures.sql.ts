/**
 * What the reader does not see of the report $1, as `hidden`: $4 (of parts $5) its audiences, or NULL for backbone staff,
 * who see all. Where for one of the audiences nothing was decided, nothing is shown.
 */
const hidden = (audiences: string) => `
hidden AS (
  SELECT DISTINCT position FROM report_suppression CROSS JOIN LATERAL unnest(positions) AS position
  WHERE report_id = $1::uuid AND audience = ANY (${audiences}::text[])
), undecided AS (
  SELECT ${audiences}::text[] IS NOT NULL AND (cardinality(${audiences}::text[]) = 0 OR EXISTS (
    SELECT 1 FROM unnest(${audiences}::text[]) AS audience
    WHERE NOT EXISTS (SELECT 1 FROM report_suppression AS decided WHERE decided.report_id = $1::uuid AND decided.audience = audience.audience)
  )) AS everything
), seen AS (
  SELECT figure.*, undecided.everything OR hidden.position IS NOT NULL AS suppressed
  FROM report_figure AS figure CROSS JOIN undecided LEFT JOIN hidden USING (position)
  WHERE figure.report_id = $1::uuid
)`;

const unless = (column: string) => `CASE WHEN NOT suppressed THEN ${column} END AS ${column}`;
const columns = `
  report_id AS "reportId", coalition_id AS "coalitionId", position, measure_code AS "measureCode",
  measure_name AS "measureName", unit, period, period_start::text AS "periodStart", cell,
  ${['value', 'low', 'high', 'numerator', 'denominator'].map(unless).join(', ')},
  organizations_reported AS "organizationsReported", organizations_expected AS "organizationsExpected",
  cells_reported AS "cellsReported", cells_expected AS "cellsExpected",
  CASE WHEN suppressed THEN '{}' ELSE non_values END AS "nonValues", target,
  CASE WHEN suppressed THEN 'SUPPRESSED' ELSE status END AS status, derived`;

/**
 * Which figures of a report come next? $1 report_id uuid, $2 the last position that was read, $3 how many, $4 as `hidden`.
 * By keyset and not by cursor: the figures never change, so nothing has to be held while a slow reader reads.
 */
export const nextFigures = `
WITH ${hidden('$4')}
SELECT ${columns} FROM seen WHERE position > $2::int ORDER BY position LIMIT $3::int`;

/** Which totals has a measure, period by period? $1 report_id uuid, $2 and $3 its first and last position, $4 as `hidden`. */
export const totalFigures = `
WITH ${hidden('$4')}
SELECT ${columns} FROM seen WHERE position BETWEEN $2::int AND $3::int AND cell = '{}' ORDER BY position`;

/**
 * How do the parts of a measure, by each dimension alone, run over the periods?
 * $1 report_id uuid, $2 and $3 the measure's first and last position, $4 how many parts of a dimension at most, $5 as `hidden`.
 * One row per dimension and part: dimension text, category text, parts int (how many the dimension has), points
 * {period: value}; what is hidden has neither value nor size. The largest parts are kept (of a ratio: those with the largest denominators), so that a page stays
 * readable and its making small however many categories there are.
 */
export const largestParts = `
WITH ${hidden('$5')}, part AS (
  SELECT key AS dimension, part.value AS category, period, CASE WHEN NOT suppressed THEN figure.value END AS value,
    CASE WHEN suppressed THEN 0 ELSE coalesce(denominator, abs(figure.value), 0) END AS size
  FROM seen AS figure CROSS JOIN LATERAL jsonb_each_text(cell) AS part (key, value)
  WHERE position BETWEEN $2::int AND $3::int AND cell = jsonb_build_object(key, part.value)
), ranked AS (
  SELECT dimension, category, jsonb_object_agg(period, value::text) AS points, count(*) OVER (PARTITION BY dimension)::int AS parts,
    row_number() OVER (PARTITION BY dimension ORDER BY sum(size) DESC, category COLLATE "C") AS rank
  FROM part GROUP BY dimension, category
)
SELECT dimension, category, parts, points FROM ranked WHERE rank <= $4::int
ORDER BY dimension COLLATE "C", category COLLATE "C"`;
