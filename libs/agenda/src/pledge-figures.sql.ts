import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** How the eligible parties stand to a version. A share is null where nobody is eligible: not assessable. */
export interface PledgeFigures {
  agendaId: string;
  asOf: string;
  parties: number;
  own: number;
  support: number;
  needChange: number;
  silent: number;
  pledgedShare: string | null;
  ownershipShare: string | null;
}

/*
 * Question: how many of the eligible parties pledged what on each of these versions?
 * Parameters: $1 agenda ids uuid[].
 * Columns: one row per version; shares with four decimals, half away from zero, null when there is no party.
 * Why: the parties are the denominator, so silence counts; a pledge of an organization that is no party (any more) does not.
 *      A superseded version is counted as of the day it was put aside, every other as of today in the coalition's zone.
 */
const pledgeFigures = `
  SELECT agenda.id AS "agendaId", day.as_of::text AS "asOf", counted.*,
    counted.parties - counted.own - counted.support - counted."needChange" AS silent,
    round((counted.own + counted.support)::numeric / nullif(counted.parties, 0), 4)::text AS "pledgedShare",
    round(counted.own::numeric / nullif(counted.parties, 0), 4)::text AS "ownershipShare"
  FROM agenda
  JOIN coalition ON coalition.id = agenda.coalition_id
  CROSS JOIN LATERAL (
    SELECT (coalesce(agenda.superseded_at, now()) AT TIME ZONE coalition.time_zone)::date AS as_of
  ) day
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS parties,
      count(*) FILTER (WHERE pledge.kind = 'OWN')::int AS own,
      count(*) FILTER (WHERE pledge.kind = 'SUPPORT')::int AS support,
      count(*) FILTER (WHERE pledge.kind = 'NEED_CHANGE')::int AS "needChange"
    FROM (
      SELECT DISTINCT organization_id
      FROM membership
      WHERE coalition_id = agenda.coalition_id
        AND role IN ('PARTNER', 'BACKBONE')
        AND coalesce(from_date, '-infinity') <= day.as_of
        AND coalesce(to_date, 'infinity') >= day.as_of
    ) party
    LEFT JOIN pledge ON pledge.coalition_id = agenda.coalition_id AND pledge.agenda_id = agenda.id
      AND pledge.organization_id = party.organization_id AND pledge.lapsed_at IS NULL
  ) counted
  WHERE agenda.id = ANY ($1)
`;

export function countPledges(manager: EntityManager, agendaIds: readonly string[]): Promise<PledgeFigures[]> {
  return run<PledgeFigures>(manager, pledgeFigures, [agendaIds]);
}
