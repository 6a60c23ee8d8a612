import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { seatRuleOf, type SeatCounts, type SeatRule } from './seat-rule.js';

/*
 * Question: how many seats do these bodies have on a day, how many are held, how many by most-impacted groups?
 * Parameters: $1 body ids uuid[], $2 day, or null for today in the coalition's time zone.
 * Columns: one row per body.
 * Why: a seat is held by an active member within its term; past it the seat counts as vacant. A holder counts for a group
 *      that it represents on that day, whether the seat is reserved or not.
 */
const seatCounts = `
  SELECT body.id AS "bodyId", counted.*
  FROM body
  JOIN coalition ON coalition.id = body.coalition_id
  CROSS JOIN LATERAL (SELECT coalesce($2::date, (now() AT TIME ZONE coalition.time_zone)::date) AS day) at
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS seats,
      count(*) FILTER (WHERE held)::int AS held,
      count(*) FILTER (WHERE held AND EXISTS (
        SELECT FROM group_representative r
        JOIN stakeholder_group g ON g.coalition_id = r.coalition_id AND g.id = r.group_id
        WHERE r.coalition_id = seat.coalition_id AND r.organization_id = seat.holder_organization_id
          AND g.most_impacted AND g.retired_at IS NULL
          AND at.day BETWEEN r.from_date AND coalesce(r.to_date, 'infinity')))::int AS "mostImpacted"
    FROM (
      SELECT seat.*, at.day BETWEEN term_from AND coalesce(term_to, 'infinity') AND EXISTS (
        SELECT FROM membership m
        WHERE m.coalition_id = seat.coalition_id AND m.organization_id = seat.holder_organization_id
          AND m.role IN ('PARTNER', 'BACKBONE')
          AND at.day BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity')) AS held
      FROM seat WHERE seat.coalition_id = body.coalition_id AND seat.body_id = body.id AND seat.closed_at IS NULL
    ) seat
  ) counted
  WHERE body.id = ANY ($1)
`;

export interface BodySeatRule extends SeatRule {
  bodyId: string;
}

export async function seatRulesOf(
  manager: EntityManager,
  bodyIds: readonly string[],
  day: string | null = null,
): Promise<BodySeatRule[]> {
  const rows = await run<SeatCounts & { bodyId: string }>(manager, seatCounts, [bodyIds, day]);
  return rows.map(({ bodyId, ...counts }) => ({ bodyId, ...seatRuleOf(counts) }));
}
