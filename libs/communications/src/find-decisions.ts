import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { ConversationKind } from './conversation.entity.js';
import { Decision } from './decision.entity.js';

export interface DecisionFilter {
  conversationIds?: string[] | null;
  conversationKinds?: ConversationKind[] | null;
  /** Taken in a conversation of one of these bodies. */
  bodyIds?: string[] | null;
  /** Decisions that change one of these. */
  activityIds?: string[] | null;
  /** Included. */
  decidedFrom?: string | null;
  /** Included. */
  decidedUntil?: string | null;
  /** Not superseded. */
  standing?: boolean | null;
  /** Standing, and to be looked at again by today. */
  reviewDue?: boolean | null;
}

export function findDecisions(
  manager: EntityManager,
  coalitionId: string,
  filter: DecisionFilter,
): SelectQueryBuilder<Decision> {
  const builder = manager.createQueryBuilder(Decision, 'decision').where({ coalitionId });
  const { conversationIds, conversationKinds, bodyIds, activityIds, decidedFrom, decidedUntil, standing, reviewDue } =
    filter;
  if (conversationIds)
    builder.andWhere('decision.conversationId = ANY (:conversations)', { conversations: conversationIds });
  if (conversationKinds) builder.andWhere(takenIn('c.kind = ANY (:kinds)'), { kinds: conversationKinds });
  if (bodyIds) builder.andWhere(takenIn('c.body_id = ANY (:bodies)'), { bodies: bodyIds });
  if (activityIds) builder.andWhere('decision.activityIds && :activities::uuid[]', { activities: activityIds });
  if (decidedFrom) builder.andWhere('decision.decidedOn >= :from', { from: decidedFrom });
  if (decidedUntil) builder.andWhere('decision.decidedOn <= :until', { until: decidedUntil });
  if (standing != null) builder.andWhere(`${standing ? 'NOT ' : ''}${superseded}`);
  if (reviewDue != null) builder.andWhere(`${reviewDue ? '' : 'NOT '}(NOT ${superseded} AND ${due})`);
  return builder;
}

const takenIn = (condition: string) => `EXISTS (
  SELECT FROM conversation c
  WHERE c.coalition_id = decision.coalitionId AND c.id = decision.conversationId AND ${condition})`;
const superseded = `EXISTS (
  SELECT FROM decision later WHERE later.coalition_id = decision.coalitionId AND later.supersedes_id = decision.id)`;
// The same as decisionsToReview() asks of a coalition.
const due = `EXISTS (
  SELECT FROM coalition o
  WHERE o.id = decision.coalitionId AND decision.reviewOn <= (now() AT TIME ZONE o.time_zone)::date)`;
