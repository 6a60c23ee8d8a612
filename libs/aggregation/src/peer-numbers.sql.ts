import { lineageSql } from '@keelson/organizations';
import { partnerNumbersSql } from './partner-numbers.sql.js';

const share = (place: string) => `
  (SELECT avg(r.value) FROM ranked r
    WHERE r.period_start = c.period_start AND r.rank BETWEEN c.${place} AND c.${place} + 2)`;

/**
 * Question: what is one organization's own number per period, and between which numbers do its peers lie?
 * Parameters: as partner-numbers.sql.ts, with one measure and no dimension sets; $8 the organization; $9 the smallest
 * number of people that may be told of.
 * Columns: start, own, peers, of_people, number_kind, lower, median, upper (not rounded; NULL under three peers).
 * Why: of five peers a quartile is one peer's number, by nearest rank and by interpolation alike. So each is the mean of
 * three: the peers at its nearest rank, one below and one above, moved inwards at the ends. A ratio of people that the
 * small-number rule would hide is no peer. Who has no number (a non-value or nothing) is none either. Organizations that
 * have merged are one, in the periods before the merger too, where partners are added up; but the one that asks sees no
 * sum that it is only a part of.
 */
export const peerNumbersSql = `
  WITH RECURSIVE ${partnerNumbersSql.trim()}, ${lineageSql.trim()}, joined AS (
    SELECT n.measure_id, n.period_start, coalesce(heir.organization_id, n.organization_id) AS organization_id,
           sum(n.number) AS number, sum(n.denominator) AS denominator
      FROM partner_number n
      JOIN combination k ON k.id = n.combination_id AND k.key = ''
      JOIN governing g ON g.measure_id = n.measure_id AND g.period_start = n.period_start
      LEFT JOIN LATERAL (
             SELECT l.organization_id FROM lineage l
              WHERE l.member_id = n.organization_id AND n.organization_id <> $8::uuid AND n.period_start < l.until
                AND g.partner_rule = 'SUM'
              ORDER BY l.since DESC LIMIT 1) AS heir ON true
     GROUP BY 1, 2, 3
  ), valued AS (
    SELECT n.period_start, n.organization_id, n.number, n.denominator, v.of_people, g.number_kind,
           CASE g.number_kind WHEN 'RATIO' THEN g.factor * n.number / nullif(n.denominator, 0) ELSE n.number END AS value
      FROM joined n
      JOIN governing g ON g.measure_id = n.measure_id AND g.period_start = n.period_start
      JOIN measure_version v ON v.coalition_id = $1 AND v.id = g.version_id
  ), ranked AS (
    SELECT period_start, value, row_number() OVER (PARTITION BY period_start ORDER BY value) AS rank
      FROM valued
     WHERE organization_id <> $8::uuid AND value IS NOT NULL
       AND NOT (of_people AND number_kind = 'RATIO'
                AND (denominator < $9::int OR (number > 0 AND number < $9) OR (denominator > number AND denominator - number < $9)))
  ), counted_peers AS (
    SELECT period_start, n, greatest(least(ceil(n * 0.25) - 1, n - 2), 1) AS low_place,
           greatest(least(ceil(n * 0.5) - 1, n - 2), 1) AS middle_place,
           greatest(least(ceil(n * 0.75) - 1, n - 2), 1) AS high_place
      FROM (SELECT period_start, count(*)::int AS n FROM ranked GROUP BY period_start) AS each
  )
  SELECT g.period_start::text AS start, trim_scale(round(o.value, 6))::text AS own, coalesce(c.n, 0) AS peers, v.of_people, g.number_kind,
         CASE WHEN c.n >= 3 THEN ${share('low_place')} END::text AS lower,
         CASE WHEN c.n >= 3 THEN ${share('middle_place')} END::text AS median,
         CASE WHEN c.n >= 3 THEN ${share('high_place')} END::text AS upper
    FROM governing g
    JOIN measure_version v ON v.coalition_id = $1 AND v.id = g.version_id
    LEFT JOIN valued o ON o.period_start = g.period_start AND o.organization_id = $8
    LEFT JOIN counted_peers c ON c.period_start = g.period_start
   ORDER BY g.period_start`;

export interface PeerNumbersRow {
  start: string;
  own: string | null;
  peers: number;
  of_people: boolean;
  number_kind: string;
  lower: string | null;
  median: string | null;
  upper: string | null;
}
