import { run, type Keyset } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

export const registerSources = ['CONVERSATION', 'BODY'] as const;
export type RegisterSource = (typeof registerSources)[number];

/** A decision, wherever it was taken: in a conversation or by a decision body. */
export interface RegisteredDecision {
  id: string;
  source: RegisterSource;
  decidedOn: string;
  text: string;
  why: string;
  dissent: string | null;
  /** It holds: nothing superseded it, and what a body decided is confirmed and not past an interim end. */
  standing: boolean;
}

export interface RegisterFilter {
  sources?: RegisterSource[] | null;
  /** Decided by one of these bodies, or in a conversation of one. */
  bodyIds?: string[] | null;
  /** Included. */
  decidedFrom?: string | null;
  /** Included. */
  decidedUntil?: string | null;
  standing?: boolean | null;
}

/**
 * Question: what has a coalition decided, in its conversations and by its bodies?
 * Parameters: $1 coalition; $2 sources, $3 bodies, $4 first day, $5 last day, $6 standing, each NULL when not asked for.
 * Columns: id, source, decided_on, text, why, dissent, standing.
 * Why: what a body decides takes seats and a confirmation, what a conversation decides does not, so that they are two
 * tables; whoever looks for a decision seldom knows in which of them it stands.
 */
const register = `
SELECT * FROM (
  SELECT d.id, 'CONVERSATION' AS source, d.decided_on, d.text, d.why, d.dissent, c.body_id,
    NOT EXISTS (
      SELECT FROM decision later WHERE later.coalition_id = d.coalition_id AND later.supersedes_id = d.id) AS standing
  FROM decision d
  JOIN conversation c ON c.coalition_id = d.coalition_id AND c.id = d.conversation_id
  WHERE d.coalition_id = $1
  UNION ALL
  SELECT b.id, 'BODY', b.decided_on, b.text, b.why, b.dissent, b.body_id,
    b.confirmed_at IS NOT NULL AND coalesce(b.interim_until, 'infinity') >= (now() AT TIME ZONE o.time_zone)::date
  FROM body_decision b
  JOIN coalition o ON o.id = b.coalition_id
  WHERE b.coalition_id = $1
) AS registered
WHERE ($2::text[] IS NULL OR source = ANY ($2)) AND ($3::uuid[] IS NULL OR body_id = ANY ($3))
  AND decided_on BETWEEN coalesce($4, '-infinity'::date) AND coalesce($5, 'infinity'::date)
  AND ($6::boolean IS NULL OR standing = $6)`;

const valuesOf = (coalitionId: string, filter: RegisterFilter) => [
  ...[coalitionId, filter.sources ?? null, filter.bodyIds ?? null],
  ...[filter.decidedFrom ?? null, filter.decidedUntil ?? null, filter.standing ?? null],
];

export function selectRegister(
  manager: EntityManager,
  coalitionId: string,
  filter: RegisterFilter,
  { cursor, descending, limit }: Keyset,
): Promise<RegisteredDecision[]> {
  const [sign, direction] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  const after = cursor ? `AND (decided_on, id) ${sign} ($8::date, $9::uuid)` : '';
  const page = `
    SELECT id, source, decided_on::text AS "decidedOn", text, why, dissent, standing FROM (${register} ${after}) AS page
    ORDER BY decided_on ${direction}, id ${direction} LIMIT $7`;
  return run<RegisteredDecision>(manager, page, [...valuesOf(coalitionId, filter), limit, ...(cursor ?? [])]);
}

export async function countRegister(
  manager: EntityManager,
  coalitionId: string,
  filter: RegisterFilter,
): Promise<number> {
  const count = `SELECT count(*)::int AS n FROM (${register}) AS counted`;
  const [row] = await run<{ n: number }>(manager, count, valuesOf(coalitionId, filter));
  return row?.n ?? 0;
}
