/** SQL for a frequency's length, and for the first day after a period of it. */
const stepOf = (frequency: string) => `
  CASE ${frequency} WHEN 'WEEK' THEN interval '7 days' WHEN 'MONTH' THEN interval '1 month'
       WHEN 'QUARTER' THEN interval '3 months' WHEN 'HALF_YEAR' THEN interval '6 months' ELSE interval '1 year' END`;
export const untilOf = (frequency: string, start: string) => `(${start} + ${stepOf(frequency).trim()})::date`;

/**
 * Question: which periods lie in the report periods?
 * Parameters: $3 the report's frequency; $4 its first day; $5 the first day after it. Needs a CTE
 * `requested (measure_id, frequency)` before it.
 * Columns: of `report_period` start, until; of `calendar` frequency, start, until, period_start (the report period it
 * lies in).
 * Why: a week lies where its Thursday lies; everything else must lie inside the report period as a whole.
 */
export const calendarSql = `
  report_period AS (
    SELECT start::date, (start + step)::date AS until
      FROM (SELECT ${stepOf('$3::text').trim()} AS step) AS length,
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
  )`;

/**
 * Question: who is asked when, and which measures are not asked of everybody all the time?
 * Parameters: $1 coalition. Needs `requested (measure_id, frequency)` and `calendar` before it.
 * Columns: of `partner_calendar` organization_id, frequency, start, until, period_start; of `singled_out` measure_id,
 * frequency, assigned, retired_on; of `singled_cell` measure_id, organization_id, frequency, start, until, period_start.
 * Why: a measure without an assignment is asked of every partner within its membership. One that was retired was asked
 * for the periods that had ended by then: to retire it does not make those complete.
 */
const askedSql = `
  partner_calendar AS (
    SELECT DISTINCT t.organization_id, c.frequency, c.start, c.until, c.period_start
      FROM calendar c
      JOIN membership t ON t.coalition_id = $1 AND t.role = 'PARTNER'
       AND (t.from_date IS NULL OR t.from_date < c.until) AND (t.to_date IS NULL OR t.to_date >= c.start)
  ), singled_out AS (
    SELECT measure_id, frequency, assigned, retired_on
      FROM (SELECT r.measure_id, r.frequency, (m.retired_at AT TIME ZONE o.time_zone)::date AS retired_on,
                   EXISTS (SELECT 1 FROM assignment a WHERE a.coalition_id = $1 AND a.measure_id = r.measure_id) AS assigned
              FROM requested r
              JOIN measure m ON m.coalition_id = $1 AND m.id = r.measure_id
              JOIN coalition o ON o.id = $1) AS each
     WHERE assigned OR retired_on IS NOT NULL
  ), singled_cell AS (
    SELECT DISTINCT s.measure_id, p.organization_id, p.frequency, p.start, p.until, p.period_start
      FROM singled_out s
      JOIN partner_calendar p ON p.frequency = s.frequency AND (s.retired_on IS NULL OR p.until <= s.retired_on)
      LEFT JOIN assignment a ON a.coalition_id = $1 AND a.measure_id = s.measure_id AND a.organization_id = p.organization_id
       AND (a.from_date IS NULL OR a.from_date < p.until) AND (a.to_date IS NULL OR a.to_date >= p.start)
     WHERE a.id IS NOT NULL OR NOT s.assigned
  )`;

/**
 * Question: how many organizations and cells are expected, per measure and report period?
 * Parameters: $1 coalition; $3, $4, $5 as `calendarSql`. Needs a CTE `requested (measure_id, frequency)` before it.
 * Columns: of `expected` measure_id, period_start, organizations, cells; and those of `calendarSql` and `askedSql`.
 * Why: the real calendar crossed with memberships and assignments, counted once for all measures that every partner is
 * asked for.
 */
export const expectedSql = `
  ${calendarSql.trim()}, ${askedSql.trim()}, assigned AS (
    SELECT measure_id, period_start, count(DISTINCT organization_id)::int AS organizations, count(*)::int AS cells
      FROM singled_cell
     GROUP BY measure_id, period_start
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
     WHERE NOT EXISTS (SELECT 1 FROM singled_out s WHERE s.measure_id = r.measure_id)
  )`;

/**
 * Question: which totals are due, and in which submissions?
 * Parameters: $1 coalition; $2 organizations, or NULL for all. Needs `requested` and `calendar` before it.
 * Columns: of `expected_cell` measure_id, organization_id, frequency, start, until; of `slot` organization_id,
 * frequency, start, until: the submissions that hold them.
 * Why: by the same rules as `expected`, cell by cell.
 */
export const expectedCellsSql = `
  ${askedSql.trim()}, expected_cell AS (
    SELECT measure_id, organization_id, frequency, start, until
      FROM singled_cell
     WHERE $2::uuid[] IS NULL OR organization_id = ANY ($2)
    UNION ALL
    SELECT r.measure_id, p.organization_id, p.frequency, p.start, p.until
      FROM requested r
      JOIN partner_calendar p USING (frequency)
     WHERE ($2::uuid[] IS NULL OR p.organization_id = ANY ($2))
       AND NOT EXISTS (SELECT 1 FROM singled_out s WHERE s.measure_id = r.measure_id)
  ), slot AS (
    SELECT DISTINCT organization_id, frequency, start, until FROM expected_cell
  )`;
