const unless = (column: string) => `CASE WHEN NOT suppressed THEN ${column} END AS ${column}`;

/**
 * The figures of the report $1 as a reader sees them, as CTE `shown`: $4 its audiences, or NULL for backbone staff, who
 * see all. Where for one of the audiences nothing was decided, nothing is shown. `which` says which positions.
 */
export const seenFigures = (which: string) => `
hidden AS (
  SELECT position, bool_or(no_agreement) AS no_agreement
  FROM report_suppression CROSS JOIN LATERAL (
    SELECT unnest(positions), false UNION ALL SELECT unnest(withheld), true
  ) AS one (position, no_agreement)
  WHERE report_id = $1::uuid AND audience = ANY ($4::text[])
  GROUP BY position
), undecided AS (
  SELECT $4::text[] IS NOT NULL AND (cardinality($4::text[]) = 0 OR EXISTS (
    SELECT 1 FROM unnest($4::text[]) AS audience
    WHERE NOT EXISTS (SELECT 1 FROM report_suppression AS decided WHERE decided.report_id = $1::uuid AND decided.audience = audience.audience)
  )) AS everything
), seen AS (
  SELECT figure.*, undecided.everything OR hidden.position IS NOT NULL AS suppressed,
    coalesce(hidden.no_agreement, false) AS no_agreement
  FROM report_figure AS figure CROSS JOIN undecided LEFT JOIN hidden USING (position)
  WHERE figure.report_id = $1::uuid AND ${which}
), shown AS (
  SELECT report_id, coalition_id, position, measure_code, measure_name, unit, period, period_start, cell,
    ${['value', 'low', 'high', 'numerator', 'denominator'].map(unless).join(', ')},
    organizations_reported, organizations_expected, cells_reported, cells_expected,
    CASE WHEN suppressed THEN '{}' ELSE non_values END AS non_values, target,
    CASE WHEN no_agreement THEN 'WITHHELD' WHEN suppressed THEN 'SUPPRESSED' ELSE status END AS status, derived
  FROM seen
)`;

const columns = `
  report_id AS "reportId", coalition_id AS "coalitionId", position, measure_code AS "measureCode",
  measure_name AS "measureName", unit, period, period_start::text AS "periodStart", cell,
  value, low, high, numerator, denominator,
  organizations_reported AS "organizationsReported", organizations_expected AS "organizationsExpected",
  cells_reported AS "cellsReported", cells_expected AS "cellsExpected", non_values AS "nonValues", target, status, derived`;

/**
 * Which figures of a report come next? $1 report_id uuid, $2 the last position that was read, $3 how many, $4 as `seenFigures`.
 * By keyset and not by cursor: the figures never change, so nothing has to be held while a slow reader reads.
 */
export const nextFigures = `
WITH ${seenFigures('position > $2::int')}
SELECT ${columns} FROM shown ORDER BY position LIMIT $3::int`;

/**
 * Which figures have a number that the reader is not shown, and what stands in its place? $1 report_id uuid, $2 and $3
 * unused, $4 as `seenFigures`. Told by what is shown, so that whatever hides a figure hides what is made of it.
 */
export const hiddenPositions = `
WITH ${seenFigures('$2::text IS NULL AND $3::text IS NULL')}
SELECT position, shown.status FROM seen JOIN shown USING (position)
WHERE coalesce(seen.value, seen.low, seen.numerator) IS NOT NULL AND coalesce(shown.value, shown.low, shown.numerator) IS NULL`;
