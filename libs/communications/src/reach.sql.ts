import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { ConversationKind } from './conversation.entity.js';

/** The last conversation of one kind that an organization hosted or took part in. */
export interface LastConversation {
  kind: ConversationKind;
  conversationId: string;
  heldAt: Date;
}

export interface OrganizationReach {
  organizationId: string;
  /** Of each kind that reached it, the latest first. */
  last: LastConversation[];
}

/**
 * Question: when did each active organization of a coalition last take part in a conversation, by kind?
 * Parameters: $1 coalition.
 * Columns: organizationId (by name), kind, conversationId, heldAt, the latest first; these three are NULL for an
 *   organization that none has reached.
 * Why: only conversations that were held reach anybody, and an organization that none reached is what the reader looks for.
 */
const text = `
WITH member AS (
  SELECT DISTINCT membership.organization_id AS id
  FROM membership JOIN coalition ON coalition.id = membership.coalition_id
  WHERE membership.coalition_id = $1 AND membership.role IN ('PARTNER', 'BACKBONE')
    AND (now() AT TIME ZONE coalition.time_zone)::date
      BETWEEN coalesce(membership.from_date, '-infinity') AND coalesce(membership.to_date, 'infinity')
), took_part AS (
  SELECT conversation_id, organization_id FROM participant WHERE coalition_id = $1
  UNION
  SELECT conversation_id, organization_id FROM conversation_host WHERE coalition_id = $1
), latest AS (
  SELECT DISTINCT ON (took_part.organization_id, held.kind) took_part.organization_id, held.kind, held.id, held.held_at
  FROM conversation AS held JOIN took_part ON took_part.conversation_id = held.id
  WHERE held.coalition_id = $1 AND held.held_at <= now() AND held.cancelled_at IS NULL
  ORDER BY took_part.organization_id, held.kind, held.held_at DESC, held.id DESC
)
SELECT member.id AS "organizationId", latest.kind, latest.id AS "conversationId", latest.held_at AS "heldAt"
FROM member
JOIN organization ON organization.coalition_id = $1 AND organization.id = member.id
LEFT JOIN latest ON latest.organization_id = member.id
ORDER BY organization.name COLLATE "C", member.id, latest.held_at DESC, latest.kind`;

type Row = { organizationId: string } & { [K in keyof LastConversation]: LastConversation[K] | null };

export async function reachOf(manager: EntityManager, coalitionId: string): Promise<OrganizationReach[]> {
  const reach = new Map<string, OrganizationReach>();
  for (const { organizationId, kind, conversationId, heldAt } of await run<Row>(manager, text, [coalitionId])) {
    const one = reach.get(organizationId) ?? { organizationId, last: [] };
    if (kind && conversationId && heldAt) one.last.push({ kind, conversationId, heldAt });
    reach.set(organizationId, one);
  }
  return [...reach.values()];
}
