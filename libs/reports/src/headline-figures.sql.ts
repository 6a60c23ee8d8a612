const columns = `
  position, measure_code AS "measureCode", period, period_start::text AS "periodStart", cell, value, low, high, numerator,
  denominator, target, status, organizations_reported AS "organizationsReported",
  organizations_expected AS "organizationsExpected", cells_reported AS "cellsReported", cells_expected AS "cellsExpected"`;

/**
 * Question: what is the latest total of each measure of a report that has a number?
 * Parameters: $1 report_id uuid.
 * Columns: as HeadlineFigure; one row per measure that has one.
 */
export const latestTotals = `
SELECT DISTINCT ON (measure_code) ${columns} FROM report_figure
WHERE report_id = $1::uuid AND cell = '{}' AND coalesce(value, high) IS NOT NULL
ORDER BY measure_code, period_start DESC`;

/**
 * Question: what are these figures of a report: the totals of some periods, and the parts by one dimension of others?
 * Parameters: $1 report_id uuid; $2 measure codes and $3 first days of totals; $4 and $5 of parts, each side by side.
 * Columns: as HeadlineFigure.
 */
export const figuresBeside = `
SELECT ${columns} FROM report_figure
WHERE report_id = $1::uuid
  AND ((cell = '{}' AND (measure_code, period_start) IN (SELECT * FROM unnest($2::text[], $3::date[])))
    OR (cell <> '{}' AND (measure_code, period_start) IN (SELECT * FROM unnest($4::text[], $5::date[]))
        AND (SELECT count(*) FROM jsonb_object_keys(cell)) = 1))
ORDER BY position`;

/**
 * Question: how many cells were stepped over behind the totals of each measure of a report, by kind?
 * Parameters: $1 report_id uuid.
 * Columns: measure, kinds.
 */
export const steppedOver = `
SELECT measure_code AS measure, jsonb_object_agg(kind, cells ORDER BY kind) AS kinds FROM (
  SELECT measure_code, kind, sum(n::int)::int AS cells
  FROM report_figure CROSS JOIN LATERAL jsonb_each_text(non_values) AS each (kind, n)
  WHERE report_id = $1::uuid AND cell = '{}'
  GROUP BY measure_code, kind) AS counted
GROUP BY measure_code ORDER BY measure_code COLLATE "C"`;

/**
 * Question: what is done towards these measures in these periods?
 * Parameters: $1 coalition_id uuid; $2 measure_ids uuid[]; $3 first day; $4 first day after; $5 at most so many.
 * Columns: title, kind, status, organization, measures (codes).
 * Why: what is only planned or was stopped moves nothing.
 */
export const activitiesToward = `
SELECT a.title, a.kind, a.status, o.name AS organization,
  ARRAY(SELECT m.code FROM measure m WHERE m.coalition_id = a.coalition_id AND m.id = ANY (a.measure_ids) AND m.id = ANY ($2::uuid[])
    ORDER BY m.code COLLATE "C") AS measures
FROM activity a
JOIN organization o ON o.coalition_id = a.coalition_id AND o.id = a.lead_organization_id
WHERE a.coalition_id = $1::uuid AND a.measure_ids && $2::uuid[] AND a.status IN ('ACTIVE', 'PAUSED', 'DONE')
  AND (a.start_date IS NULL OR a.start_date < $4::date) AND (a.end_date IS NULL OR a.end_date >= $3::date)
ORDER BY a.title COLLATE "C", a.id LIMIT $5::int`;

export interface HeadlineFigure {
  position: number;
  measureCode: string;
  period: string;
  periodStart: string;
  cell: Record<string, string>;
  value: string | null;
  low: string | null;
  high: string | null;
  numerator: string | null;
  denominator: string | null;
  target: string | null;
  status: string;
  organizationsReported: number;
  organizationsExpected: number;
  cellsReported: number;
  cellsExpected: number;
}
