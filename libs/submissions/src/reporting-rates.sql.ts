import type { Frequency } from '@keelson/measures';
import { answeredSql } from './answered.sql.js';
import { calendarSql, expectedCellsSql } from './expected.sql.js';
import { slotWindowSql, todaySql } from './windows.sql.js';

const rate = (part: string, whole: string) => `trim_scale(round(${part}::numeric / nullif(${whole}, 0), 6))`;

/**
 * Question: how much of what was asked for came, how much of it holds an answer, how much a number, and did it come in
 * time; for the coalition, per organization or per period?
 * Parameters: $1 coalition; $2 organizations, or NULL for all; $3 frequency; $4 first day; $5 first day after; $6
 * COALITION, ORGANIZATION or PERIOD; $7 the moment that decides what is due, NULL for now; $8 measures, or NULL for all.
 * Columns: organizationId, periodStart (as $6 says), frequency, counts and rates; a rate over nothing is NULL. Days late are
 * counted from the due date to the first submission; the median is that of the late ones (halves, so exact).
 * Why: three rates, never one (measurement.md, section 5). Timeliness is judged where it is decided: something came
 * for a period with a due date, or that date has passed. A period for which nothing came and which is not due yet counts
 * as expected, and is told apart.
 */
export const reportingRatesSql = `
  WITH requested AS (
    SELECT id AS measure_id, frequency FROM measure WHERE coalition_id = $1 AND frequency = $3 AND NOT calculated
       AND ($8::uuid[] IS NULL OR id = ANY ($8))
  ), ${calendarSql.trim()}, ${expectedCellsSql.trim()}, ${slotWindowSql.trim()}, ${todaySql('$7').trim()},
  ${answeredSql.trim()}, wanted_group AS (
    SELECT NULL::uuid AS organization_id, NULL::date AS period_start WHERE $6 = 'COALITION'
    UNION ALL
    SELECT DISTINCT organization_id, NULL::date FROM slot WHERE $6 = 'ORGANIZATION'
    UNION ALL
    SELECT NULL, start FROM report_period WHERE $6 = 'PERIOD'
  ), judged AS (
    SELECT CASE $6 WHEN 'ORGANIZATION' THEN w.organization_id END AS organization_id,
           CASE $6 WHEN 'PERIOD' THEN w.start END AS period_start,
           r.id IS NOT NULL AS received,
           (r.first_submitted_at AT TIME ZONE t.time_zone)::date - w.due_on AS days,
           t.day > coalesce(w.due_on, w.until - 1) AS due,
           w.due_on IS NOT NULL AND (r.id IS NOT NULL OR t.day > w.due_on) AS decided
      FROM slot_window w
     CROSS JOIN today t
      LEFT JOIN received r ON r.organization_id = w.organization_id AND r.frequency = w.frequency AND r.start = w.start
  ), submissions AS (
    SELECT organization_id, period_start, count(*)::int AS expected, (count(*) FILTER (WHERE received))::int AS received,
           (count(*) FILTER (WHERE NOT received AND NOT due))::int AS not_due,
           (count(*) FILTER (WHERE decided))::int AS decided,
           (count(*) FILTER (WHERE days <= 0))::int AS timely, (count(*) FILTER (WHERE days > 0))::int AS late,
           trim_scale((percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE days > 0))::numeric) AS median_days_late,
           max(days) FILTER (WHERE days > 0) AS longest_days_late
      FROM judged
     GROUP BY organization_id, period_start
  ), cells AS (
    SELECT CASE $6 WHEN 'ORGANIZATION' THEN e.organization_id END AS organization_id,
           CASE $6 WHEN 'PERIOD' THEN e.start END AS period_start,
           count(*)::int AS expected, count(a.measure_id)::int AS answered,
           (count(*) FILTER (WHERE a.has_number))::int AS with_number
      FROM expected_cell e
      LEFT JOIN answered a ON a.organization_id = e.organization_id AND a.start = e.start AND a.measure_id = e.measure_id
     GROUP BY 1, 2
  )
  SELECT g.organization_id AS "organizationId", g.period_start::text AS "periodStart", $3 AS frequency,
         coalesce(s.expected, 0) AS "submissionsExpected", coalesce(s.received, 0) AS "submissionsReceived",
         coalesce(s.not_due, 0) AS "submissionsNotDue", ${rate('s.received', 's.expected')} AS "submissionRate",
         coalesce(c.expected, 0) AS "cellsExpected", coalesce(c.answered, 0) AS "cellsAnswered",
         coalesce(c.with_number, 0) AS "cellsWithNumber", ${rate('c.answered', 'c.expected')} AS "cellCompleteness",
         ${rate('c.with_number', 'c.expected')} AS "valueCompleteness",
         coalesce(s.decided, 0) AS "submissionsDecided", coalesce(s.timely, 0) AS "submissionsTimely",
         coalesce(s.late, 0) AS "submissionsLate", ${rate('s.timely', 's.decided')} AS timeliness,
         s.median_days_late AS "medianDaysLate", s.longest_days_late AS "longestDaysLate"
    FROM wanted_group g
    LEFT JOIN submissions s ON s.organization_id IS NOT DISTINCT FROM g.organization_id
     AND s.period_start IS NOT DISTINCT FROM g.period_start
    LEFT JOIN cells c ON c.organization_id IS NOT DISTINCT FROM g.organization_id
     AND c.period_start IS NOT DISTINCT FROM g.period_start
    LEFT JOIN organization o ON o.coalition_id = $1 AND o.id = g.organization_id
   ORDER BY o.code, g.period_start`;

/** Three rates and timeliness, each with what it was made of. Rates run from 0 to 1; over nothing they are null. */
export interface ReportingRates {
  organizationId: string | null;
  periodStart: string | null;
  frequency: Frequency;
  submissionsExpected: number;
  submissionsReceived: number;
  submissionsNotDue: number;
  submissionRate: string | null;
  cellsExpected: number;
  cellsAnswered: number;
  cellsWithNumber: number;
  cellCompleteness: string | null;
  valueCompleteness: string | null;
  submissionsDecided: number;
  submissionsTimely: number;
  submissionsLate: number;
  timeliness: string | null;
  medianDaysLate: string | null;
  longestDaysLate: number | null;
}
