import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** After A. T. Himmelman, "Collaboration for a Change" (2002): each level goes further than the one before it. */
export const tieLevels = ['NETWORKING', 'COORDINATING', 'COOPERATING', 'COLLABORATING'] as const;
export type TieLevel = (typeof tieLevels)[number];

/** Regular exchange: on average one conversation in three months. */
export const regularExchange = 4;

export const tieSubjects = ['Conversation', 'Decision', 'ReinforcementLink', 'Commitment', 'Resource'] as const;
export type TieSubject = (typeof tieSubjects)[number];

/** What between two organizations speaks for one of the levels. */
export interface TieEvidence {
  level: TieLevel;
  subjectType: TieSubject;
  subjectId: string;
  at: Date;
}

/** How two organizations stand to each other; no order between them. */
export interface Tie {
  firstId: string;
  secondId: string;
  firstCode: string;
  secondCode: string;
  /** The highest whose lower levels hold too; null: not even regular exchange. */
  level: TieLevel | null;
  exchanges: number;
  adjustments: number;
  resources: number;
  strengthenings: number;
}

/*
 * What ties organizations, as (one, other, level, subject_type, subject_id, at), either of a pair first.
 * Parameters: $1 coalition, $2 first instant, $3 the instant after the last.
 * NETWORKING: conversations that both hosted or took part in. COORDINATING: decisions taken in such a conversation that
 * change an activity of one of the two; confirmed links FEEDS, ENABLES, REFERS and DEPENDS_ON between activities that they
 * lead; dates renegotiated of commitments between them. COOPERATING: confirmed commitments of kind RESOURCE between them,
 * what one commits to an activity that the other leads, and confirmed links SHARES_RESOURCE. COLLABORATING: commitments
 * of one of which the other, confirming them, said how they strengthened it. Between two is a commitment that they hold
 * together, or that one holds for the other. DUPLICATES ties nobody.
 */
const evidence = `
  present AS (
    SELECT v.id, v.held_at, p.organization_id
      FROM conversation v
      JOIN (SELECT conversation_id, organization_id FROM participant WHERE coalition_id = $1
            UNION
            SELECT conversation_id, organization_id FROM conversation_host WHERE coalition_id = $1) p
        ON p.conversation_id = v.id
     WHERE v.coalition_id = $1 AND v.held_at >= $2::timestamptz AND v.held_at < $3::timestamptz AND v.cancelled_at IS NULL
  ), together AS (
    SELECT a.id, a.held_at, a.organization_id AS one, b.organization_id AS other
      FROM present a JOIN present b ON b.id = a.id AND a.organization_id < b.organization_id
  ), acts AS (
    SELECT id, ARRAY[lead_organization_id] || partner_organization_ids AS organization_ids
      FROM activity WHERE coalition_id = $1
  ), promised AS (
    SELECT c.id, c.kind, c.strengthened, holder.id AS one, c.counterpart_organization_id AS other,
           c.state = 'CONFIRMED' AND c.state_since >= $2::timestamptz AND c.state_since < $3::timestamptz AS confirmed,
           c.state_since
      FROM commitment c CROSS JOIN unnest(c.holder_organization_ids) AS holder (id)
     WHERE c.coalition_id = $1 AND c.counterpart_organization_id IS NOT NULL
  ), held AS (
    SELECT id, one, other FROM promised
    UNION
    SELECT c.id, one.id, other.id
      FROM commitment c
      CROSS JOIN unnest(c.holder_organization_ids) AS one (id)
      CROSS JOIN unnest(c.holder_organization_ids) AS other (id)
     WHERE c.coalition_id = $1 AND one.id < other.id
  ), evidence AS (
    SELECT one, other, 'NETWORKING' AS level, 'Conversation' AS subject_type, id AS subject_id, held_at AS at FROM together
    UNION
    SELECT t.one, t.other, 'COORDINATING', 'Decision', d.id, t.held_at
      FROM decision d
      JOIN together t ON t.id = d.conversation_id
      JOIN acts ON acts.id = ANY (d.activity_ids)
     WHERE d.coalition_id = $1 AND acts.organization_ids && ARRAY[t.one, t.other]
    UNION
    SELECT a.lead_organization_id, b.lead_organization_id,
           CASE l.kind WHEN 'SHARES_RESOURCE' THEN 'COOPERATING' ELSE 'COORDINATING' END, 'ReinforcementLink', l.id, l.confirmed_at
      FROM reinforcement_link l
      JOIN activity a ON a.coalition_id = $1 AND a.id = l.from_activity_id
      JOIN activity b ON b.coalition_id = $1 AND b.id = l.to_activity_id
     WHERE l.coalition_id = $1 AND l.kind <> 'DUPLICATES' AND l.unlinked_at IS NULL
       AND l.confirmed_at >= $2::timestamptz AND l.confirmed_at < $3::timestamptz
    UNION
    SELECT held.one, held.other, 'COORDINATING', 'Commitment', held.id, max(r.created_at)
      FROM commitment_renegotiation r JOIN held ON held.id = r.commitment_id
     WHERE r.coalition_id = $1 AND r.created_at >= $2::timestamptz AND r.created_at < $3::timestamptz
     GROUP BY held.one, held.other, held.id
    UNION
    SELECT one, other, 'COOPERATING', 'Commitment', id, state_since FROM promised
     WHERE confirmed AND kind = 'RESOURCE'
    UNION
    SELECT r.organization_id, a.lead_organization_id, 'COOPERATING', 'Resource', r.id, r.created_at
      FROM resource r JOIN activity a ON a.coalition_id = $1 AND a.id = r.activity_id
     WHERE r.coalition_id = $1 AND r.withdrawn_at IS NULL
       AND r.created_at >= $2::timestamptz AND r.created_at < $3::timestamptz
    UNION
    SELECT one, other, 'COLLABORATING', 'Commitment', id, state_since FROM promised
     WHERE confirmed AND strengthened IS NOT NULL
  )`;

/*
 * Question: how do the organizations of a coalition stand to each other, pair by pair?
 * Parameters: $1 to $3 as above, $4 conversations that make an exchange regular, $5 one of both, or null, $6 and $7 the
 * codes of the pair to start after, or null, $8 the way, 1 or -1, $9 how many pairs, or null.
 * Columns: those of Tie, by the codes of both.
 * Why: one statement over all pairs between which there is anything. The order is that of names, never that of levels:
 * no list ranks organizations. Evidence of a level counts only where that of every level below it is there.
 */
const pairsText = `
WITH ${evidence}, counted AS (
  SELECT least(one, other) AS one, greatest(one, other) AS other,
         count(DISTINCT subject_id) FILTER (WHERE level = 'NETWORKING')::int AS exchanges,
         count(DISTINCT subject_id) FILTER (WHERE level = 'COORDINATING')::int AS adjustments,
         count(DISTINCT subject_id) FILTER (WHERE level = 'COOPERATING')::int AS resources,
         count(DISTINCT subject_id) FILTER (WHERE level = 'COLLABORATING')::int AS strengthenings
    FROM evidence
   WHERE one <> other AND ($5::uuid IS NULL OR $5::uuid IN (one, other))
   GROUP BY least(one, other), greatest(one, other)
), pair AS (
  SELECT CASE WHEN a.code < b.code THEN a.id ELSE b.id END AS first_id,
         CASE WHEN a.code < b.code THEN b.id ELSE a.id END AS second_id,
         least(a.code, b.code) AS first_code, greatest(a.code, b.code) AS second_code, counted.*
    FROM counted
    JOIN organization a ON a.coalition_id = $1 AND a.id = one
    JOIN organization b ON b.coalition_id = $1 AND b.id = other
)
SELECT first_id AS "firstId", second_id AS "secondId", first_code AS "firstCode", second_code AS "secondCode",
       exchanges, adjustments, resources, strengthenings,
       CASE WHEN exchanges < $4::int THEN NULL
            WHEN adjustments = 0 THEN 'NETWORKING'
            WHEN resources = 0 THEN 'COORDINATING'
            WHEN strengthenings = 0 THEN 'COOPERATING'
            ELSE 'COLLABORATING' END AS level
  FROM pair`;
const pageText = `${pairsText}
 WHERE $6::text IS NULL OR CASE WHEN $8 = 1 THEN (first_code, second_code) > ($6, $7)
                                ELSE (first_code, second_code) < ($6, $7) END
 ORDER BY CASE WHEN $8 = 1 THEN first_code END, CASE WHEN $8 = 1 THEN second_code END,
          CASE WHEN $8 = -1 THEN first_code END DESC, CASE WHEN $8 = -1 THEN second_code END DESC
 LIMIT $9`;

/*
 * Question: what speaks for the tie of two organizations?
 * Parameters: $1 to $3 as above, $4 and $5 the two.
 * Columns: those of TieEvidence, the lowest level first, in it the latest first.
 */
const evidenceText = `
WITH ${evidence}
SELECT level, subject_type AS "subjectType", subject_id AS "subjectId", max(at) AS at
  FROM evidence
 WHERE (one, other) IN (($4::uuid, $5::uuid), ($5::uuid, $4::uuid))
 GROUP BY level, subject_type, subject_id
 ORDER BY array_position('{${tieLevels.join()}}', level), max(at) DESC, subject_id`;

export interface Span {
  from: Date;
  /** Not included. */
  until: Date;
}

export interface TiePage {
  organizationId?: string | null;
  cursor?: unknown[] | null;
  descending?: boolean;
  limit?: number | null;
}

export function findTies(
  manager: EntityManager,
  coalitionId: string,
  { from, until }: Span,
  { organizationId = null, cursor = null, descending = false, limit = null }: TiePage = {},
): Promise<Tie[]> {
  const [code = null, otherCode = null] = cursor ?? [];
  const page = [organizationId, code, otherCode, descending ? -1 : 1, limit];
  return run<Tie>(manager, pageText, [coalitionId, from, until, regularExchange, ...page]);
}

export function findTieEvidence(
  manager: EntityManager,
  coalitionId: string,
  { from, until }: Span,
  [one, other]: readonly [string, string],
): Promise<TieEvidence[]> {
  return run<TieEvidence>(manager, evidenceText, [coalitionId, from, until, one, other]);
}
