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
