import { behindSql } from './rollups.sql.js';

/** Question: which coalitions have figures to recompute? The one that has waited longest comes first. */
export const queuedCoalitions = `
  SELECT coalition_id AS id FROM figure_queue GROUP BY coalition_id ORDER BY min(id) LIMIT 500`;

/**
 * Question: is nobody else recomputing figures of this coalition? Then it is ours until the transaction ends.
 * Parameters: $1 coalition.
 * Why: the older of two snapshots must not be written last.
 */
export const takeCoalition = `
  SELECT pg_try_advisory_xact_lock(hashtextextended('figure_rollup ' || $1::text, 0)) AS taken`;

/** Question: what waits longest? Parameters: $1 coalition; $2 how many. Columns: ids. */
export const queuedRows = `
  SELECT array_agg(id) AS ids FROM (
    SELECT id FROM figure_queue WHERE coalition_id = $1 ORDER BY id LIMIT $2) AS first`;

/**
 * Question: which figures do these rows of the queue touch?
 * Parameters: $1 coalition; $2 ids of rows.
 * Columns: frequency, first, until: runs of periods; measureIds that have the run in common; years (first days of those
 * that the run holds as a whole).
 * Why: a touched period is recomputed for the measure's own frequency and each longer one. A year in which anything was
 * reported is kept as a whole and for every measure, so that a reader who asks for many finds all of them; years that
 * start in the coalition's own month are kept beside the calendar's; and of yearly figures the two years before, which a
 * curve asks for.
 */
export const touchedFiguresSql = `
  WITH taken AS (
    SELECT DISTINCT q.measure_id, q.frequency, q.day
      FROM figure_queue q JOIN coalition c ON c.id = q.coalition_id
     WHERE q.coalition_id = $1 AND q.id = ANY ($2::bigint[]) AND (NOT q.submitted OR c.figures_from = 'SUBMITTED')
  ), rank AS (
    SELECT * FROM (VALUES ('WEEK', 1, interval '7 days'), ('MONTH', 2, interval '1 month'), ('QUARTER', 3, interval '3 months'),
                          ('HALF_YEAR', 4, interval '6 months'), ('YEAR', 5, interval '1 year')) AS f (frequency, rank, step)
  ), level AS (
    SELECT own.frequency AS own, f.frequency, f.step, month
      FROM rank own
      JOIN rank f ON f.rank >= own.rank
     CROSS JOIN LATERAL (
             SELECT 1 AS month
             UNION
             SELECT year_start_month FROM coalition WHERE id = $1 AND f.frequency = 'YEAR') AS months
  ), day_told AS (
    SELECT day FROM taken WHERE day IS NOT NULL
    UNION
    SELECT CASE frequency WHEN 'WEEK' THEN period_start + 3 ELSE period_start END
      FROM submission
     WHERE coalition_id = $1 AND EXISTS (SELECT 1 FROM taken WHERE day IS NULL)
  ), ${behindSql}, touched AS (
    SELECT DISTINCT m.id AS measure_id, m.frequency AS own, t.day
      FROM taken t
      JOIN behind b ON (t.measure_id IS NULL OR t.measure_id = b.source_id) AND (t.frequency IS NULL OR t.frequency = b.frequency)
      JOIN measure m ON m.coalition_id = $1 AND m.id = b.measure_id
  ), year AS (
    SELECT DISTINCT l.month, earlier > 0 AS before,
           (date_trunc('year', day - (l.month - 1) * interval '1 month') + (l.month - 1 - 12 * earlier) * interval '1 month')::date AS start
      FROM day_told
     CROSS JOIN (SELECT DISTINCT month FROM level) l
     CROSS JOIN generate_series(0, 2) AS earlier
  ), whole AS (
    SELECT m.id AS measure_id, l.frequency, l.step, y.start AS year_start
      FROM measure m
      JOIN level l ON l.own = m.frequency
      JOIN year y ON y.month = l.month AND (l.frequency = 'YEAR' OR NOT y.before)
     WHERE m.coalition_id = $1
       AND NOT EXISTS (
           SELECT 1 FROM figure_rollup_year k
            WHERE k.coalition_id = $1 AND k.measure_id = m.id AND k.frequency = l.frequency AND k.year_start = y.start)
    UNION
    SELECT k.measure_id, k.frequency, r.step, k.year_start
      FROM figure_rollup_year k
      JOIN rank r USING (frequency)
      JOIN touched t ON t.day IS NULL AND t.measure_id = k.measure_id
     WHERE k.coalition_id = $1
  ), single AS (
    SELECT t.measure_id, l.frequency, l.step,
           CASE l.frequency
             WHEN 'WEEK' THEN date_trunc('week', t.day)::date WHEN 'MONTH' THEN date_trunc('month', t.day)::date
             WHEN 'QUARTER' THEN date_trunc('quarter', t.day)::date
             WHEN 'HALF_YEAR' THEN (date_trunc('year', t.day) + CASE WHEN extract(month FROM t.day) > 6 THEN interval '6 months' ELSE interval '0' END)::date
             ELSE (date_trunc('year', t.day - (l.month - 1) * interval '1 month') + (l.month - 1) * interval '1 month')::date
           END AS first
      FROM touched t
      JOIN level l ON l.own = t.own
     WHERE t.day IS NOT NULL
  ), piece AS (
    SELECT measure_id, frequency, first, (first + step)::date AS until, NULL::date AS year_start FROM single
    UNION
    SELECT measure_id, frequency, CASE frequency WHEN 'WEEK' THEN (date_trunc('week', year_start + 3))::date ELSE year_start END,
           CASE frequency WHEN 'WEEK' THEN date_trunc('week', year_start + interval '1 year 3 days')::date
                ELSE (year_start + interval '1 year')::date END, year_start
      FROM whole
  ), of_month AS (
    SELECT *, CASE frequency WHEN 'YEAR' THEN extract(month FROM first) END AS month FROM piece
  ), island AS (
    SELECT *, sum(gap) OVER (PARTITION BY measure_id, frequency, month ORDER BY first, until) AS number
      FROM (SELECT *, CASE WHEN max(until) OVER (PARTITION BY measure_id, frequency, month ORDER BY first, until
                                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) >= first THEN 0 ELSE 1 END AS gap
              FROM of_month) AS neighbours
  ), stretch AS (
    SELECT measure_id, frequency, min(first) AS first, max(until) AS until,
           coalesce(array_agg(year_start ORDER BY year_start) FILTER (WHERE year_start IS NOT NULL), '{}') AS years
      FROM island
     GROUP BY measure_id, frequency, month, number
  )
  SELECT frequency, first::text, until::text, years::text[] AS years, array_agg(measure_id ORDER BY measure_id) AS "measureIds"
    FROM stretch
   GROUP BY frequency, first, until, years
   ORDER BY frequency, first, until`;

/** Question: none; these years are kept from now on. Parameters: $1 coalition; $2 measures; $3 frequency; $4 first days. */
export const keepYears = `
  INSERT INTO figure_rollup_year (coalition_id, measure_id, frequency, year_start, rolled_up_at)
  SELECT $1, measure_id, $3, year_start, now() FROM unnest($2::uuid[]) AS measure_id, unnest($4::date[]) AS year_start
      ON CONFLICT (coalition_id, measure_id, frequency, year_start) DO UPDATE SET rolled_up_at = excluded.rolled_up_at`;

/** Question: none; what these rows touched is recomputed. Parameters: $1 coalition; $2 ids of rows. */
export const forgetQueued = `
  DELETE FROM figure_queue WHERE coalition_id = $1 AND id = ANY ($2::bigint[])`;

/** Question: about how much stands behind figures of these days? Parameters: $1 coalition; $2 first day; $3 first day after. */
export const submissionsBetween = `
  SELECT count(*)::int AS submissions FROM submission WHERE coalition_id = $1 AND period_start >= $2::date AND period_start < $3::date`;
