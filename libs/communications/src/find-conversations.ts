import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Conversation, type Channel, type ConversationKind } from './conversation.entity.js';

export interface ConversationFilter {
  kinds?: ConversationKind[] | null;
  channels?: Channel[] | null;
  bodyIds?: string[] | null;
  /** Conversations that one of these hosted or took part in. */
  organizationIds?: string[] | null;
  /** Conversations with people of one of these stakeholder groups. */
  groupIds?: string[] | null;
  activityIds?: string[] | null;
  /** Included. */
  heldFrom?: Date | null;
  /** Not included. */
  heldUntil?: Date | null;
  /** Notes that came late, or are not there although they are due. */
  notesLate?: boolean | null;
  /** Still ahead, and not cancelled. */
  planned?: boolean | null;
  cancelled?: boolean | null;
}

export const conversationSorts = ['HELD_LATEST_FIRST', 'HELD_EARLIEST_FIRST', 'LOGGED_LATEST_FIRST'] as const;
export type ConversationSort = (typeof conversationSorts)[number];

/** The cursors of one sort do not fit another. */
export const orderings = {
  HELD_LATEST_FIRST: { name: 'conversations', by: ['heldAt', 'id'], descending: true },
  HELD_EARLIEST_FIRST: { name: 'conversationsEarliest', by: ['heldAt', 'id'], descending: false },
  LOGGED_LATEST_FIRST: { name: 'conversationsLogged', by: ['createdAt', 'id'], descending: true },
} satisfies Record<ConversationSort, { name: string; by: (keyof Conversation)[]; descending: boolean }>;

export function findConversations(
  manager: EntityManager,
  coalitionId: string,
  filter: ConversationFilter,
): SelectQueryBuilder<Conversation> {
  const builder = manager.createQueryBuilder(Conversation, 'conversation').where({ coalitionId });
  const { kinds, channels, bodyIds, heldFrom, heldUntil, notesLate, planned, cancelled } = filter;
  if (kinds) builder.andWhere('conversation.kind = ANY (:kinds)', { kinds });
  if (channels) builder.andWhere('conversation.channel = ANY (:channels)', { channels });
  if (bodyIds) builder.andWhere('conversation.bodyId = ANY (:bodies)', { bodies: bodyIds });
  if (heldFrom) builder.andWhere('conversation.heldAt >= :from', { from: heldFrom });
  if (heldUntil) builder.andWhere('conversation.heldAt < :until', { until: heldUntil });
  if (filter.organizationIds) builder.andWhere(withOrganizations, { organizations: filter.organizationIds });
  if (filter.groupIds) builder.andWhere(withGroups, { groups: filter.groupIds });
  if (filter.activityIds) builder.andWhere(withActivities, { activities: filter.activityIds });
  if (notesLate != null) builder.andWhere(`${notesLate ? '' : 'NOT '}${late}`);
  if (planned != null) builder.andWhere(`${planned ? '' : 'NOT '}${ahead}`);
  if (cancelled != null) builder.andWhere(`conversation.cancelledAt IS ${cancelled ? 'NOT ' : ''}NULL`);
  return builder;
}

const ahead = '(conversation.heldAt > now() AND conversation.cancelledAt IS NULL)';
// The same as areNotesLate() says of one conversation.
const late = `(
  conversation.heldAt <= now() AND conversation.cancelledAt IS NULL
  AND (coalesce(conversation.notesAt, now()) AT TIME ZONE conversation.timeZone)::date
    > (conversation.heldAt AT TIME ZONE conversation.timeZone)::date + 7)`;
const withOrganizations = `EXISTS (
  SELECT FROM conversation_host h
  WHERE h.coalition_id = conversation.coalitionId AND h.conversation_id = conversation.id
    AND h.organization_id = ANY(:organizations)
  UNION ALL
  SELECT FROM participant p
  WHERE p.coalition_id = conversation.coalitionId AND p.conversation_id = conversation.id
    AND p.organization_id = ANY(:organizations))`;
const withGroups = `EXISTS (
  SELECT FROM conversation_voice v
  WHERE v.coalition_id = conversation.coalitionId AND v.conversation_id = conversation.id
    AND v.group_id = ANY(:groups) AND v.present > 0)`;
const withActivities = `EXISTS (
  SELECT FROM conversation_activity a
  WHERE a.coalition_id = conversation.coalitionId AND a.conversation_id = conversation.id
    AND a.activity_id = ANY(:activities))`;
