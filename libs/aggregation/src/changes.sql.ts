import { partnerNumbersSql } from './partner-numbers.sql.js';
import { settled, settledTotal, tellsLargest, type Summed } from './settle-overlap.sql.js';

const inBoth = ' FILTER (WHERE n.organization_id IS NOT NULL AND b.organization_id IS NOT NULL)';
const now = sumsOf('n', 'g', 'reporting');
const before = sumsOf('b', 'before', 'reporting_before');
const panelNow = sumsOf('pn', 'g', 'panel');
const panelBefore = sumsOf('pb', 'before', 'panel');

/**
 * Question: how did each total change against the period before, plainly and for the same partners; and which share of
 * the expected partners' earlier volume stands behind it?
 * Parameters: as partner-numbers.sql.ts, with $4 lying one year (or one report period, if that is longer) before the
 * first period asked for; $8 the first day asked for.
 * Columns: measure_id, period_start, before, now, panel_before, panel_now, panel (partners with a number in both),
 * volume_reported, volume_expected, groups (how many partners stand behind each number that these let be told by
 * subtraction: new and gone beside the panel, and behind the volume that reported and that did not; and 1 where overlap
 * was taken away, since with the volume beside it the largest partner's own number can be told).
 * Why: a plain change mixes what happened with who reported; a partner's weight is its number (for a RATIO its
 * denominator) in the same period of the year before, else the last known one. Where partners may overlap, each number is
 * settled as in figures.sql.ts; an EXACT total says nothing of a panel that is not all of those who reported.
 */
export const changesSql = `
  WITH ${partnerNumbersSql.trim()}, total_number AS (
    SELECT n.* FROM partner_number n JOIN combination k ON k.id = n.combination_id AND k.key = ''
  ), step AS (
    SELECT start AS period_start, lag(start) OVER (ORDER BY start) AS before_start FROM report_period
  ), panel AS (
    SELECT g.measure_id, s.period_start, s.before_start, g.number_kind, g.factor,
           ${columnsOf('n', 'n')},
           ${columnsOf('b', 'b')},
           ${columnsOf('pn', 'n', inBoth)},
           ${columnsOf('pb', 'b', inBoth)},
           count(n.organization_id)::int AS reporting, count(b.organization_id)::int AS reporting_before,
           count(*)${inBoth}::int AS panel
      FROM governing g
      JOIN step s ON s.period_start = g.period_start AND s.period_start >= $8::date
      LEFT JOIN LATERAL (
             SELECT n.organization_id AS o FROM total_number n
              WHERE n.measure_id = g.measure_id AND n.period_start IN (s.period_start, s.before_start)
              GROUP BY 1) AS everyone ON true
      LEFT JOIN total_number n ON n.measure_id = g.measure_id AND n.period_start = s.period_start AND n.organization_id = everyone.o
      LEFT JOIN total_number b ON b.measure_id = g.measure_id AND b.period_start = s.before_start AND b.organization_id = everyone.o
     WHERE g.asked AND g.partner_rule = 'SUM'
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
     WHERE g.asked AND g.period_start >= $8::date AND g.partner_rule = 'SUM'
  ), volume AS (
    SELECT measure_id, period_start, sum(volume) FILTER (WHERE reported) AS reported, sum(volume) AS expected,
           count(*) FILTER (WHERE reported)::int AS reporting, count(*)::int AS weighed
      FROM weight GROUP BY measure_id, period_start
  )
  SELECT p.measure_id, p.period_start::text,
         ${valueOf(before, 'true')} AS before,
         ${valueOf(now, 'true')} AS now,
         ${valueOf(panelBefore, 'p.panel = p.reporting_before')} AS panel_before,
         ${valueOf(panelNow, 'p.panel = p.reporting')} AS panel_now,
         p.panel, coalesce(v.reported, 0) AS volume_reported, v.expected AS volume_expected,
         ARRAY[p.reporting - p.panel, p.reporting_before - p.panel, coalesce(v.reporting, 0),
               coalesce(v.weighed - v.reporting, 0),
               CASE WHEN ${tellsLargest(now.number)} OR ${tellsLargest(before.number)} THEN 1 ELSE 0 END] AS groups
    FROM panel p
    JOIN governing g ON g.measure_id = p.measure_id AND g.period_start = p.period_start
    LEFT JOIN governing before ON before.measure_id = p.measure_id AND before.period_start = p.before_start
    LEFT JOIN volume v ON v.measure_id = p.measure_id AND v.period_start = p.period_start`;

/** The names of a sum and its largest part, of numbers and of denominators, in `panel`. */
function sumsOf(name: string, rule: string, partners: string): { number: Summed; denominator: Summed } {
  const of = (column: string) => ({ rule, sum: `p.${column}`, max: `p.${column}_max`, partners: `p.${partners}` });
  return { number: of(name), denominator: of(`${name}d`) };
}

function valueOf({ number, denominator }: { number: Summed; denominator: Summed }, all: string): string {
  return `CASE WHEN p.number_kind = 'RATIO' THEN round(p.factor * (${settled(number)}) / nullif(${settled(denominator)}, 0), 6)
              WHEN ${all} THEN trim_scale(${settledTotal(number)}) ELSE trim_scale(${settled(number)}) END`;
}

function columnsOf(name: string, row: string, filter = ''): string {
  return [`${row}.number`, `${row}.denominator`]
    .map((column, i) => ({ column, name: i === 0 ? name : `${name}d` }))
    .map((one) => `sum(${one.column})${filter} AS ${one.name}, max(${one.column})${filter} AS ${one.name}_max`)
    .join(', ');
}
