/**
 * What the reader does not see of the report $1, as `hidden`: $4 its audiences, or NULL for backbone staff, who see all.
 * Where for one of the audiences nothing was decided, nothing is shown.
 */
const hidden = `
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
  CASE WHEN no_agreement THEN 'WITHHELD' WHEN suppressed THEN 'SUPPRESSED' ELSE status END AS status, derived`;

/**
 * Which figures of a report come next? $1 report_id uuid, $2 the last position that was read, $3 how many, $4 as `hidden`.
 * By keyset and not by cursor: the figures never change, so nothing has to be held while a slow reader reads.
 */
export const nextFigures = `
WITH ${hidden}
SELECT ${columns} FROM seen WHERE position > $2::int ORDER BY position LIMIT $3::int`;
