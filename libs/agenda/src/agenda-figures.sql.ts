import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** What the figures of the common agenda are divided from. */
export interface AgendaCounts {
  asOf: string;
  groups: number;
  groupsWithInput: number;
  inputs: number;
  inputsClosed: number;
  parties: number;
  own: number;
  communityParties: number;
  communityOwn: number;
  /** Null without an adopted version. */
  agendaId: string | null;
}

/*
 * Question: how many groups were heard, inputs closed and parties own the agenda?
 * Parameters: $1 coalition id, $2 first day, $3 last day of the inputs.
 * Columns: one row of counts.
 * Why: an input is closed with its disposition and, where there is a contact, a reply. A party is an active member today,
 *      a community party one that represents a group of the kind COMMUNITY; only pledges in force on the adopted version count.
 */
const counts = `
  WITH day AS (SELECT (now() AT TIME ZONE time_zone)::date AS today FROM coalition WHERE id = $1),
  agenda_now AS (SELECT id FROM agenda WHERE coalition_id = $1 AND state = 'ADOPTED'),
  input AS (SELECT * FROM community_input WHERE coalition_id = $1 AND received_on BETWEEN $2::date AND $3::date),
  party AS (
    SELECT organization_id,
      EXISTS (
        SELECT FROM group_representative r JOIN stakeholder_group g USING (coalition_id)
        WHERE r.coalition_id = $1 AND r.group_id = g.id AND r.organization_id = member.organization_id
          AND g.kind = 'COMMUNITY' AND g.retired_at IS NULL
          AND member.today BETWEEN r.from_date AND coalesce(r.to_date, 'infinity')) AS community,
      EXISTS (
        SELECT FROM pledge p JOIN agenda_now a ON a.id = p.agenda_id
        WHERE p.coalition_id = $1 AND p.organization_id = member.organization_id
          AND p.lapsed_at IS NULL AND p.kind = 'OWN') AS owns
    FROM (
      SELECT DISTINCT m.organization_id, day.today FROM membership m, day
      WHERE m.coalition_id = $1 AND m.role IN ('PARTNER', 'BACKBONE')
        AND day.today BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity')
    ) member
  )
  SELECT (SELECT today::text FROM day) AS "asOf",
    (SELECT count(*)::int FROM stakeholder_group WHERE coalition_id = $1 AND retired_at IS NULL) AS groups,
    (SELECT count(*)::int FROM stakeholder_group g WHERE g.coalition_id = $1 AND g.retired_at IS NULL
       AND EXISTS (SELECT FROM input WHERE input.group_id = g.id)) AS "groupsWithInput",
    (SELECT count(*)::int FROM input) AS inputs,
    (SELECT count(*)::int FROM input
      WHERE disposition IS NOT NULL AND (contact IS NULL OR reply IS NOT NULL)) AS "inputsClosed",
    (SELECT id FROM agenda_now) AS "agendaId",
    count(*)::int AS parties,
    count(*) FILTER (WHERE owns)::int AS own,
    count(*) FILTER (WHERE community)::int AS "communityParties",
    count(*) FILTER (WHERE community AND owns)::int AS "communityOwn"
  FROM party
`;

export async function countForAgenda(
  manager: EntityManager,
  coalitionId: string,
  { from, to }: { from: string; to: string },
): Promise<AgendaCounts> {
  const [row] = await run<AgendaCounts & Record<string, unknown>>(manager, counts, [coalitionId, from, to]);
  if (!row) throw new Error('An aggregate without a group gives one row.');
  return row;
}

/*
 * Question: how many strategies of the adopted version work at which level?
 * Parameters: $1 coalition id.
 * Columns: changeLevel, null for those that say none; strategies.
 * Why: a level at which nothing is tried is seen only where the others are counted.
 */
const levels = `
  SELECT strategy.change_level AS "changeLevel", count(*)::int AS strategies
  FROM strategy JOIN agenda ON agenda.coalition_id = strategy.coalition_id AND agenda.id = strategy.agenda_id
  WHERE agenda.coalition_id = $1 AND agenda.state = 'ADOPTED'
  GROUP BY strategy.change_level
`;

export function countLevels(
  manager: EntityManager,
  coalitionId: string,
): Promise<{ changeLevel: string | null; strategies: number }[]> {
  return run(manager, levels, [coalitionId]);
}
