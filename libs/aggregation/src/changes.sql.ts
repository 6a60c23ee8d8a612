import { partnerNumbersSql } from './partner-numbers.sql.js';

/**
 * Question: how did each total change against the period before, plainly and for the same partners; and which share of
 * the expected partners' earlier volume stands behind it?
 * Parameters: as partner-numbers.sql.ts, with $4 lying one year (or one report period, if that is longer) before the
 * first period asked for; $8 the first day asked for.
 * Columns: measure_id, period_start, before, now, panel_before, panel_now, panel (partners with a number in both),
 * volume_reported, volume_expected, groups (how many partners stand behind each number that these let be told by
 * subtraction: new and gone beside the panel, and behind the volume that reported and that did not).
 * Why: a plain change mixes what happened with who reported; a partner's weight is its number (for a RATIO its
 * denominator) in the same period of the year before, else the last known one.
 */
export const changesSql = `
  WITH ${partnerNumbersSql.trim()}, total_number AS (
    SELECT n.* FROM partner_number n JOIN combination k ON k.id = n.combination_id AND k.key = ''
  ), step AS (
    SELECT start AS period_start, lag(start) OVER (ORDER BY start) AS before_start FROM report_period
  ), panel AS (
    SELECT g.measure_id, s.period_start, s.before_start, g.number_kind, g.factor,
           sum(b.number) AS b, sum(b.denominator) AS bd, sum(n.number) AS n, sum(n.denominator) AS nd,
           sum(b.number) FILTER (WHERE n.organization_id IS NOT NULL AND b.organization_id IS NOT NULL) AS pb,
           sum(b.denominator) FILTER (WHERE n.organization_id IS NOT NULL AND b.organization_id IS NOT NULL) AS pbd,
           sum(n.number) FILTER (WHERE n.organization_id IS NOT NULL AND b.organization_id IS NOT NULL) AS pn,
           sum(n.denominator) FILTER (WHERE n.organization_id IS NOT NULL AND b.organization_id IS NOT NULL) AS pnd,
           count(n.organization_id)::int AS reporting, count(b.organization_id)::int AS reporting_before,
           count(*) FILTER (WHERE n.organization_id IS NOT NULL AND b.organization_id IS NOT NULL)::int AS panel
      FROM governing g
      JOIN step s ON s.period_start = g.period_start AND s.period_start >= $8::date
      LEFT JOIN LATERAL (
             SELECT n.organization_id AS o FROM total_number n
              WHERE n.measure_id = g.measure_id AND n.period_start IN (s.period_start, s.before_start)
              GROUP BY 1) AS everyone ON true
      LEFT JOIN total_number n ON n.measure_id = g.measure_id AND n.period_start = s.period_start AND n.organization_id = everyone.o
      LEFT JOIN total_number b ON b.measure_id = g.measure_id AND b.period_start = s.before_start AND b.organization_id = everyone.o
     WHERE g.partner_rule = 'SUM'
     GROUP BY g.measure_id, s.period_start, s.before_start, g.number_kind, g.factor
  ), weight AS (
    SELECT g.measure_id, g.period_start, p.organization_id, n.organization_id IS NOT NULL AS reported, earlier.volume
      FROM governing g
      JOIN requested r ON r.measure_id = g.measure_id
      JOIN (SELECT DISTINCT organization_id, frequency, period_start FROM partner_calendar) p
        ON p.period_start = g.period_start AND p.frequency = r.frequency
      LEFT JOIN total_number n ON n.measure_id = g.measure_id AND n.period_start = g.period_start AND n.organization_id = p.organization_id
     CROSS JOIN LATERAL (
             SELECT coalesce(e.denominator, e.number) AS volume FROM total_number e
              WHERE e.measure_id = g.measure_id AND e.organization_id = p.organization_id AND e.period_start < g.period_start
              ORDER BY (e.period_start = (g.period_start - interval '1 year')::date) DESC, e.period_start DESC LIMIT 1) AS earlier
     WHERE g.period_start >= $8::date AND g.partner_rule = 'SUM'
  ), volume AS (
    SELECT measure_id, period_start, sum(volume) FILTER (WHERE reported) AS reported, sum(volume) AS expected,
           count(*) FILTER (WHERE reported)::int AS reporting, count(*)::int AS weighed
      FROM weight GROUP BY measure_id, period_start
  )
  SELECT p.measure_id, p.period_start::text,
         CASE p.number_kind WHEN 'RATIO' THEN round(p.factor * p.b / nullif(p.bd, 0), 6) ELSE trim_scale(p.b) END AS before,
         CASE p.number_kind WHEN 'RATIO' THEN round(p.factor * p.n / nullif(p.nd, 0), 6) ELSE trim_scale(p.n) END AS now,
         CASE p.number_kind WHEN 'RATIO' THEN round(p.factor * p.pb / nullif(p.pbd, 0), 6) ELSE trim_scale(p.pb) END AS panel_before,
         CASE p.number_kind WHEN 'RATIO' THEN round(p.factor * p.pn / nullif(p.pnd, 0), 6) ELSE trim_scale(p.pn) END AS panel_now,
         p.panel, coalesce(v.reported, 0) AS volume_reported, v.expected AS volume_expected,
         ARRAY[p.reporting - p.panel, p.reporting_before - p.panel, coalesce(v.reporting, 0),
               coalesce(v.weighed - v.reporting, 0)] AS groups
    FROM panel p
    LEFT JOIN volume v ON v.measure_id = p.measure_id AND v.period_start = p.period_start`;
