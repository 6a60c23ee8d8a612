/**
 * Question: how many organizations and cells are expected, per measure and report period?
 * Parameters: $1 coalition; $3 the report's frequency; $4 its first day; $5 the first day after it. Needs a CTE
 * `requested (measure_id, frequency)` before it.
 * Columns: of `report_period` start, until; of `calendar` frequency, start, until, period_start (the report period it
 * lies in); of `expected` measure_id, period_start, organizations, cells.
 * Why: the real calendar crossed with memberships and assignments; a measure without an assignment is asked of every
 * partner. A week lies where its Thursday lies; everything else must lie inside the report period as a whole.
 */
export const expectedSql = `
  report_period AS (
    SELECT start::date, (start + step)::date AS until
      FROM (SELECT CASE $3::text WHEN 'WEEK' THEN interval '7 days' WHEN 'MONTH' THEN interval '1 month'
                                 WHEN 'QUARTER' THEN interval '3 months' WHEN 'HALF_YEAR' THEN interval '6 months'
                                 ELSE interval '1 year' END AS step) AS length,
           generate_series($4::date, $5::date - 1, step) AS start
  ), sub_period AS (
    SELECT f.frequency, start::date, (start + f.step)::date AS until,
           CASE f.frequency WHEN 'WEEK' THEN start::date + 3 ELSE start::date END AS anchor
      FROM (VALUES ('WEEK', interval '7 days'), ('MONTH', interval '1 month'), ('QUARTER', interval '3 months'),
                   ('HALF_YEAR', interval '6 months'), ('YEAR', interval '1 year')) AS f (frequency, step),
           generate_series(CASE f.frequency WHEN 'WEEK' THEN date_trunc('week', $4::date + 3) ELSE $4::date END,
                           $5::date - 1, f.step) AS start
     WHERE f.frequency IN (SELECT frequency FROM requested)
  ), calendar AS (
    SELECT s.frequency, s.start, s.until, p.start AS period_start
      FROM sub_period s
      JOIN report_period p ON s.anchor >= p.start AND s.anchor < p.until AND (s.frequency = 'WEEK' OR s.until <= p.until)
  ), partner_calendar AS (
    SELECT DISTINCT t.organization_id, c.frequency, c.start, c.until, c.period_start
      FROM calendar c
      JOIN membership t ON t.coalition_id = $1 AND t.role = 'PARTNER'
       AND (t.from_date IS NULL OR t.from_date < c.until) AND (t.to_date IS NULL OR t.to_date >= c.start)
  ), assigned AS (
    SELECT a.measure_id, p.period_start, count(DISTINCT p.organization_id)::int AS organizations,
           count(DISTINCT (p.organization_id, p.start))::int AS cells
      FROM requested r
      JOIN assignment a ON a.coalition_id = $1 AND a.measure_id = r.measure_id
      JOIN partner_calendar p ON p.organization_id = a.organization_id AND p.frequency = r.frequency
       AND (a.from_date IS NULL OR a.from_date < p.until) AND (a.to_date IS NULL OR a.to_date >= p.start)
     GROUP BY a.measure_id, p.period_start
  ), asked_of_all AS (
    SELECT frequency, period_start, count(DISTINCT organization_id)::int AS organizations, count(*)::int AS cells
      FROM partner_calendar
     GROUP BY frequency, period_start
  ), expected AS (
    SELECT measure_id, period_start, organizations, cells FROM assigned
    UNION ALL
    SELECT r.measure_id, e.period_start, e.organizations, e.cells
      FROM requested r
      JOIN asked_of_all e USING (frequency)
     WHERE NOT EXISTS (SELECT 1 FROM assignment a WHERE a.coalition_id = $1 AND a.measure_id = r.measure_id)
  )`;
