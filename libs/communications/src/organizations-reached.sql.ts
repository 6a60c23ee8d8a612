import { activeMembersOf, todayOf } from '@keelson/backbone';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { valueOf, type CommunicationFigure } from './communication-figures.sql.js';

/**
 * Question: which organizations hosted or took part in a conversation since a day?
 * Parameters: $1 coalition, $2 day.
 * Columns: id.
 * Why: only conversations that were held reach anybody.
 */
const reachedSince = `
WITH held AS (
  SELECT id
  FROM conversation
  WHERE coalition_id = $1 AND held_at <= now() AND cancelled_at IS NULL
    AND (held_at AT TIME ZONE time_zone)::date >= $2::date
)
SELECT organization_id AS id FROM participant
WHERE coalition_id = $1 AND conversation_id IN (SELECT id FROM held)
UNION
SELECT organization_id FROM conversation_host
WHERE coalition_id = $1 AND conversation_id IN (SELECT id FROM held)`;

export async function organizationsReached(
  manager: EntityManager,
  coalitionId: string,
  days: number,
): Promise<Set<string>> {
  const since = new Date(Date.parse(await todayOf(manager, coalitionId)) - days * 86_400_000);
  const rows = await run<{ id: string }>(manager, reachedSince, [coalitionId, since.toISOString().slice(0, 10)]);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Question: which organizations were ever members of a coalition?
 * Parameters: $1 coalition.
 * Columns: id.
 * Why: `activeMembersOf` says which of them are active today.
 */
const members = `SELECT DISTINCT organization_id AS id FROM membership WHERE coalition_id = $1`;

/** The active organizations of today, and those of them that no conversation reached within these days. */
export async function activeOrganizationsReached(manager: EntityManager, coalitionId: string, days: number) {
  const rows = await run<{ id: string }>(manager, members, [coalitionId]);
  const ids = rows.map(({ id }) => id);
  const active = [...(await activeMembersOf(manager, coalitionId, ids, await todayOf(manager, coalitionId)))];
  const reached = await organizationsReached(manager, coalitionId, days);
  return { active, unreached: active.filter((id) => !reached.has(id)) };
}

/**
 * Question: what is one count of another?
 * Parameters: $1, $2 counts.
 * Columns: value (four places, NULL when $2 is 0).
 * Why: PostgreSQL divides exactly and rounds as it does for every other figure.
 */
const share = `SELECT ${valueOf('$1::int', '$2::int')}`;

export async function organizationsInConversation(
  manager: EntityManager,
  coalitionId: string,
): Promise<CommunicationFigure> {
  const { active, unreached } = await activeOrganizationsReached(manager, coalitionId, 60);
  const numerator = active.length - unreached.length;
  const [row] = await run<{ value: string | null }>(manager, share, [numerator, active.length]);
  const value = row?.value ?? null;
  const formula = 'active organizations in a conversation of the last 60 days / active organizations';
  return { formula, numerator, denominator: active.length, value };
}
