import { operandsSql, type Frequency } from '@keelson/measures';
import { answeredSql, calendarSql, expectedCellsSql, untilOf } from '@keelson/submissions';

/**
 * Question: how much was each organization asked for in each period, how much of it twice, and what became of it?
 * Parameters: $1 coalition; $2 organizations, or NULL for all; $3 frequency; $4 first day; $5 first day after.
 * Columns of `burden`: periodStart, organizationId, frequency, cellsAsked, cellsGiven, cellsReturned, cellsCorrected,
 * cellsReasked, cellsReported, cellsPublished, reports. A cell is a measure's total, as in reporting-rates.sql.ts.
 * Why: a return asks for the whole submission again, a correction for the measures that it changed, each time it
 * happens. A report used an answer when it names the measure or one that is calculated from it, spans the period and was compiled after the answer counted
 * (approved or, where figures come from SUBMITTED, first submitted). A week lies where its Thursday lies.
 */
const burdenSql = `
  requested AS (
    SELECT id AS measure_id, frequency FROM measure WHERE coalition_id = $1 AND frequency = $3 AND NOT calculated
  ), ${calendarSql.trim()}, ${expectedCellsSql.trim()}, ${answeredSql.trim()}, asked AS (
    SELECT organization_id, start, count(*)::int AS cells FROM expected_cell GROUP BY organization_id, start
  ), given AS (
    SELECT a.organization_id, a.start, a.measure_id FROM answered a JOIN expected_cell e USING (organization_id, start, measure_id)
  ), submitted AS (
    SELECT s.id, s.organization_id, s.period_start AS start, s.first_submitted_at, s.approved_at
      FROM slot
      JOIN submission s ON s.coalition_id = $1 AND s.organization_id = slot.organization_id
       AND s.frequency = slot.frequency AND s.period_start = slot.start
  ), returned AS (
    SELECT s.organization_id, s.start, count(*)::int AS times
      FROM submitted s
      JOIN audit_event e ON e.coalition_id = $1 AND e.subject_id = s.id AND e.verb = 'returnSubmission'
     GROUP BY s.organization_id, s.start
  ), corrected AS (
    SELECT s.organization_id, s.start, sum(v.cells)::int AS cells
      FROM submitted s
      JOIN correction c ON c.coalition_id = $1 AND c.submission_id = s.id AND c.state = 'APPROVED'
     CROSS JOIN LATERAL (SELECT count(DISTINCT each ->> 'measureId') AS cells FROM jsonb_array_elements(c.values) each) v
     GROUP BY s.organization_id, s.start
  ), told_of AS (
    SELECT r.id, unnest(r.measure_ids) AS measure_id, r.first_period_start AS first,
           ${untilOf('r.frequency', 'r.last_period_start')} AS until, r.compiled_at,
           r.header -> 'coalition' ->> 'figuresFrom' AS source,
           EXISTS (SELECT 1 FROM report_publication p
                    WHERE p.coalition_id = $1 AND p.report_id = r.id AND p.withdrawn_at IS NULL) AS published
      FROM report r
     WHERE r.coalition_id = $1 AND r.state = 'COMPILED'
  ), period AS (
    SELECT DISTINCT start, until, CASE $3::text WHEN 'WEEK' THEN start + 3 ELSE start END AS anchor FROM slot
  ), made_of AS (
    SELECT id, measure_id, first, until, compiled_at, source, published FROM told_of
    UNION
    SELECT t.id, o.operand_id, t.first, t.until, t.compiled_at, t.source, t.published
      FROM told_of t
      JOIN (${operandsSql.trim()}) o ON o.measure_id = t.measure_id
  ), spanned AS (
    SELECT t.id, t.measure_id, t.compiled_at, t.source, t.published, p.start
      FROM made_of t
      JOIN period p ON p.anchor >= t.first AND p.anchor < t.until AND ($3::text = 'WEEK' OR p.until <= t.until)
  ), used AS (
    SELECT g.organization_id, g.start, g.measure_id, t.id AS report_id, t.published
      FROM given g
      JOIN spanned t ON t.measure_id = g.measure_id AND t.start = g.start
      JOIN submitted s ON s.organization_id = g.organization_id AND s.start = g.start
       AND t.compiled_at >= CASE t.source WHEN 'SUBMITTED' THEN s.first_submitted_at ELSE s.approved_at END
  ), reused AS (
    SELECT organization_id, start, count(DISTINCT measure_id)::int AS reported,
           (count(DISTINCT measure_id) FILTER (WHERE published))::int AS published, count(DISTINCT report_id)::int AS reports
      FROM used
     GROUP BY organization_id, start
  ), burden AS (
    SELECT a.start::text AS "periodStart", a.organization_id::text AS "organizationId", $3::text AS frequency, a.cells AS "cellsAsked",
           coalesce(g.cells, 0) AS "cellsGiven", coalesce(r.times, 0) * a.cells AS "cellsReturned",
           coalesce(c.cells, 0) AS "cellsCorrected", coalesce(r.times, 0) * a.cells + coalesce(c.cells, 0) AS "cellsReasked",
           coalesce(u.reported, 0) AS "cellsReported", coalesce(u.published, 0) AS "cellsPublished",
           coalesce(u.reports, 0) AS reports
      FROM asked a
      LEFT JOIN (SELECT organization_id, start, count(*)::int AS cells FROM given GROUP BY organization_id, start) g
        ON g.organization_id = a.organization_id AND g.start = a.start
      LEFT JOIN returned r ON r.organization_id = a.organization_id AND r.start = a.start
      LEFT JOIN corrected c ON c.organization_id = a.organization_id AND c.start = a.start
      LEFT JOIN reused u ON u.organization_id = a.organization_id AND u.start = a.start
  )`;

/**
 * Question: one page of it, by period and organization. Parameters: as above; $6, $7 the cursor, or NULL; $8 limit.
 * Why: compared as text, so that a cursor which somebody made up is no date or id that PostgreSQL refuses.
 */
export const burdenPage = (descending: boolean) => {
  const direction = descending ? 'DESC' : 'ASC';
  return `
  WITH ${burdenSql.trim()}
  SELECT * FROM burden
   WHERE $6::text IS NULL
      OR ("periodStart" COLLATE "C", "organizationId" COLLATE "C") ${descending ? '<' : '>'} ($6, $7::text)
   ORDER BY "periodStart" COLLATE "C" ${direction}, "organizationId" COLLATE "C" ${direction}
   LIMIT $8`;
};

/** Question: how many rows has it? Parameters: $1 to $5 as above. */
export const burdenCount = `
  WITH requested AS (
    SELECT id AS measure_id, frequency FROM measure WHERE coalition_id = $1 AND frequency = $3 AND NOT calculated
  ), ${calendarSql.trim()}, ${expectedCellsSql.trim()}
  SELECT count(*)::int AS n FROM slot`;

/** What one organization was asked for in one period, and what became of it. Cells are totals of measures. */
export interface ReportingBurden {
  periodStart: string;
  organizationId: string;
  frequency: Frequency;
  cellsAsked: number;
  cellsGiven: number;
  cellsReturned: number;
  cellsCorrected: number;
  cellsReasked: number;
  cellsReported: number;
  cellsPublished: number;
  reports: number;
}
