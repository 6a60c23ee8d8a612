import { lineageSql } from '@keelson/organizations';
import { partnerNumbersSql } from './partner-numbers.sql.js';
import { settled, settledTotal, tellsLargest, type Summed } from './settle-overlap.sql.js';

/** Who stands for whom in a step: the last successor by then, so that both periods have the same partners. */
const heirs = `(
      SELECT DISTINCT ON (s.period_start, l.member_id) s.period_start, l.member_id, l.organization_id AS heir_id
        FROM step s
        JOIN lineage l ON l.since < s.until
       ORDER BY s.period_start, l.member_id, l.since DESC) AS heir`;
const inPanel = ' FILTER (WHERE p.in_panel)';
const now = sumsOf('n', 'g', 'reporting');
const before = sumsOf('b', 'before', 'reporting_before');
const panelNow = sumsOf('pn', 'g', 'panel_reporting');
const panelBefore = sumsOf('pb', 'before', 'panel_reporting_before');

/**
 * Question: how did each total change against the period before, plainly and for the same partners; and which share of
 * the expected partners' earlier volume stands behind it?
 * Parameters: as partner-numbers.sql.ts, with $4 lying one year (or one report period, if that is longer) before the
 * first period asked for; $8 the first day asked for.
 * Columns: measure_id, period_start, before, now, panel_before, panel_now, panel (partners with a number in both),
 * panel_joined (those among them that are several organizations that have merged),
 * panel_before_parts and panel_now_parts (of a ratio, numerator and denominator as texts: it is rounded once),
 * volume_reported, volume_expected, groups (how many partners stand behind each number that these let be told by
 * subtraction: new and gone beside the panel, and behind the volume that reported and that did not; and 1 where overlap
 * was taken away, since with the volume beside it the largest partner's own number can be told).
 * Why: a plain change mixes what happened with who reported; a partner's weight is its number (for a RATIO its
 * denominator) in the same period of the year before, else the last known one. Organizations that have merged by the
 * end of the later period are one partner in both, when all of them that were asked have a number (the
 * successor in the earlier one only if it had one before: many are entered without their first day); and a successor's
 * earlier volume is that of those whom it continues and who are asked no more. Where partners may overlap, each number is
 * settled as in figures.sql.ts; an EXACT total says nothing of a panel that is not all of those who reported. The last
 * known volume comes in one pass; to look back from every period took more than 5 s for 200 partners × 60 months. Only of
 * successors, who are few, it is looked for.
 */
export const changesSql = `
  WITH RECURSIVE ${partnerNumbersSql.trim()}, ${lineageSql.trim()}, total_number AS (
    SELECT n.* FROM partner_number n JOIN combination k ON k.id = n.combination_id AND k.key = ''
  ), step AS (
    SELECT start AS period_start, lag(start) OVER (ORDER BY start) AS before_start, until FROM report_period
  ), family AS (
    SELECT period_start, member_id AS organization_id, heir_id FROM ${heirs}
    UNION
    SELECT period_start, heir_id, heir_id FROM ${heirs}
  ), due AS (
    SELECT measure_id, organization_id, period_start FROM singled_cell
    UNION
    SELECT r.measure_id, p.organization_id, p.period_start
      FROM requested r
      JOIN partner_calendar p USING (frequency)
     WHERE p.organization_id IN (SELECT organization_id FROM family)
       AND NOT EXISTS (SELECT 1 FROM singled_out s WHERE s.measure_id = r.measure_id)
  ), everyone AS (
    SELECT n.measure_id, s.period_start, n.organization_id FROM step s JOIN total_number n ON n.period_start = s.period_start
    UNION
    SELECT n.measure_id, s.period_start, n.organization_id FROM step s JOIN total_number n ON n.period_start = s.before_start
    UNION
    SELECT g.measure_id, f.period_start, f.organization_id FROM governing g JOIN family f ON f.period_start = g.period_start
  ), paired AS (
    SELECT e.measure_id, e.period_start, coalesce(f.heir_id, e.organization_id) AS heir_id,
           n.organization_id AS now_id, n.number, n.denominator,
           b.organization_id AS before_id, b.number AS number_before, b.denominator AS denominator_before,
           f.heir_id IS NOT NULL AND ((n.organization_id IS NULL AND dn.organization_id IS NOT NULL)
                                      OR (b.organization_id IS NULL AND db.organization_id IS NOT NULL
                                          AND (f.heir_id <> e.organization_id OR EXISTS (
                                                SELECT 1 FROM total_number t
                                                 WHERE t.measure_id = e.measure_id AND t.organization_id = e.organization_id
                                                   AND t.period_start < s.before_start)))) AS lacking
      FROM everyone e
      JOIN step s ON s.period_start = e.period_start AND s.period_start >= $8::date
      LEFT JOIN family f ON f.period_start = e.period_start AND f.organization_id = e.organization_id
      LEFT JOIN total_number n ON n.measure_id = e.measure_id AND n.period_start = s.period_start AND n.organization_id = e.organization_id
      LEFT JOIN total_number b ON b.measure_id = e.measure_id AND b.period_start = s.before_start AND b.organization_id = e.organization_id
      LEFT JOIN due dn ON dn.measure_id = e.measure_id AND dn.period_start = s.period_start AND dn.organization_id = e.organization_id
      LEFT JOIN due db ON db.measure_id = e.measure_id AND db.period_start = s.before_start AND db.organization_id = e.organization_id
  ), joined AS (
    SELECT p.*, count(now_id) OVER one > 0 AND count(before_id) OVER one > 0 AND NOT bool_or(lacking) OVER one AS in_panel,
           count(coalesce(now_id, before_id)) OVER one > 1 AS is_joined
      FROM paired p
    WINDOW one AS (PARTITION BY measure_id, period_start, heir_id)
  ), panel AS (
    SELECT g.measure_id, s.period_start, s.before_start, g.number_kind, g.factor,
           ${columnsOf('n', '')},
           ${columnsOf('b', '_before')},
           ${columnsOf('pn', '', inPanel)},
           ${columnsOf('pb', '_before', inPanel)},
           count(p.now_id)::int AS reporting, count(p.before_id)::int AS reporting_before,
           count(p.now_id)${inPanel}::int AS panel_reporting, count(p.before_id)${inPanel}::int AS panel_reporting_before,
           count(DISTINCT p.heir_id)${inPanel}::int AS panel,
           count(DISTINCT p.heir_id) FILTER (WHERE p.in_panel AND p.is_joined)::int AS panel_joined
      FROM governing g
      JOIN step s ON s.period_start = g.period_start AND s.period_start >= $8::date
      LEFT JOIN joined p ON p.measure_id = g.measure_id AND p.period_start = g.period_start
     WHERE g.asked AND g.partner_rule = 'SUM'
     GROUP BY g.measure_id, s.period_start, s.before_start, g.number_kind, g.factor
  ), earlier_volume AS (
    SELECT measure_id, organization_id, period_start, coalesce(denominator, number) AS volume, NULL::uuid AS member_id, NULL::date AS since
      FROM total_number
     WHERE organization_id IN (SELECT organization_id FROM lineage)
    UNION ALL
    SELECT n.measure_id, l.organization_id, n.period_start, coalesce(n.denominator, n.number), l.member_id, l.since
      FROM lineage l
      JOIN total_number n ON n.organization_id = l.member_id AND n.period_start < l.until
  ), asked_partner AS (
    SELECT DISTINCT g.measure_id, g.period_start, p.organization_id, r.frequency
      FROM governing g
      JOIN requested r ON r.measure_id = g.measure_id
      JOIN partner_calendar p ON p.period_start = g.period_start AND p.frequency = r.frequency
     WHERE g.asked AND g.period_start >= $8::date AND g.partner_rule = 'SUM'
  ), followed AS (
    SELECT g.measure_id, g.period_start, p.organization_id,
           (max(ARRAY[extract(epoch FROM n.period_start)::numeric, coalesce(n.denominator, n.number)]) FILTER (WHERE n.number IS NOT NULL)
              OVER (PARTITION BY g.measure_id, p.organization_id ORDER BY g.period_start
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))[2] AS last_known
      FROM governing g
      JOIN (SELECT DISTINCT measure_id, organization_id FROM asked_partner
             WHERE organization_id NOT IN (SELECT organization_id FROM lineage)) p ON p.measure_id = g.measure_id
      LEFT JOIN total_number n ON n.measure_id = g.measure_id AND n.period_start = g.period_start AND n.organization_id = p.organization_id
  ), weight AS (
    SELECT p.measure_id, p.period_start, n.organization_id IS NOT NULL AS reported, coalesce(e.denominator, e.number, f.last_known) AS volume
      FROM asked_partner p
      JOIN followed f ON f.measure_id = p.measure_id AND f.period_start = p.period_start AND f.organization_id = p.organization_id
      LEFT JOIN total_number n ON n.measure_id = p.measure_id AND n.period_start = p.period_start AND n.organization_id = p.organization_id
      LEFT JOIN total_number e ON e.measure_id = p.measure_id AND e.organization_id = p.organization_id
       AND e.period_start = (p.period_start - interval '1 year')::date
     WHERE coalesce(e.denominator, e.number, f.last_known) IS NOT NULL
    UNION ALL
    SELECT p.measure_id, p.period_start, n.organization_id IS NOT NULL, earlier.volume
      FROM asked_partner p
      JOIN step s ON s.period_start = p.period_start
      LEFT JOIN total_number n ON n.measure_id = p.measure_id AND n.period_start = p.period_start AND n.organization_id = p.organization_id
     CROSS JOIN LATERAL (
             SELECT sum(e.volume) AS volume FROM earlier_volume e
              WHERE e.measure_id = p.measure_id AND e.organization_id = p.organization_id AND e.period_start < p.period_start
                AND (e.since IS NULL OR (e.since < s.until AND NOT EXISTS (
                      SELECT 1 FROM partner_calendar c
                       WHERE c.organization_id = e.member_id AND c.frequency = p.frequency AND c.period_start = p.period_start)))
              GROUP BY e.period_start
              ORDER BY (e.period_start = (p.period_start - interval '1 year')::date) DESC, e.period_start DESC LIMIT 1) AS earlier
     WHERE p.organization_id IN (SELECT organization_id FROM lineage)
  ), volume AS (
    SELECT measure_id, period_start, sum(volume) FILTER (WHERE reported) AS reported, sum(volume) AS expected,
           count(*) FILTER (WHERE reported)::int AS reporting, count(*)::int AS weighed
      FROM weight GROUP BY measure_id, period_start
  )
  SELECT p.measure_id, p.period_start::text,
         ${valueOf(before, 'true')} AS before,
         ${valueOf(now, 'true')} AS now,
         ${valueOf(panelBefore, 'p.panel_reporting_before = p.reporting_before')} AS panel_before,
         ${valueOf(panelNow, 'p.panel_reporting = p.reporting')} AS panel_now,
         ${partsOf(panelBefore)} AS panel_before_parts, ${partsOf(panelNow)} AS panel_now_parts,
         p.panel, p.panel_joined, coalesce(v.reported, 0) AS volume_reported, v.expected AS volume_expected,
         ARRAY[p.reporting - p.panel_reporting, p.reporting_before - p.panel_reporting_before, coalesce(v.reporting, 0),
               coalesce(v.weighed - v.reporting, 0),
               CASE WHEN ${tellsLargest(now.number)} OR ${tellsLargest(before.number)} THEN 1 ELSE 0 END] AS groups
    FROM panel p
    JOIN governing g ON g.measure_id = p.measure_id AND g.period_start = p.period_start
    LEFT JOIN governing before ON before.measure_id = p.measure_id AND before.period_start = p.before_start
    LEFT JOIN volume v ON v.measure_id = p.measure_id AND v.period_start = p.period_start
   ORDER BY p.measure_id, p.period_start`;

/** The names of a sum and its largest part, of numbers and of denominators, in `panel`. */
function sumsOf(name: string, rule: string, partners: string): { number: Summed; denominator: Summed } {
  const of = (column: string) => ({ rule, sum: `p.${column}`, max: `p.${column}_max`, partners: `p.${partners}` });
  return { number: of(name), denominator: of(`${name}d`) };
}

function valueOf({ number, denominator }: { number: Summed; denominator: Summed }, all: string): string {
  return `CASE WHEN p.number_kind = 'RATIO' THEN round(p.factor * (${settled(number)}) / nullif(${settled(denominator)}, 0), 6)
              WHEN ${all} THEN trim_scale(${settledTotal(number)}) ELSE trim_scale(${settled(number)}) END`;
}

function partsOf({ number, denominator }: { number: Summed; denominator: Summed }): string {
  return `CASE WHEN p.number_kind = 'RATIO' THEN ARRAY[(${settled(number)})::text, (${settled(denominator)})::text] END`;
}

function columnsOf(name: string, suffix: string, filter = ''): string {
  return ['number', 'denominator']
    .map((column, i) => ({ column: `p.${column}${suffix}`, name: i === 0 ? name : `${name}d` }))
    .map((one) => `sum(${one.column})${filter} AS ${one.name}, max(${one.column})${filter} AS ${one.name}_max`)
    .join(', ');
}
