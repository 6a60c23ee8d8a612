import type { IdType } from '@keelson/platform';

/** What search finds, and the type of what it leads to. */
export const typeOfHit = {
  CONVERSATION: 'Conversation',
  DECISION: 'Decision',
  BODY_DECISION: 'BodyDecision',
  COMMITMENT: 'Commitment',
  BRIEF: 'Brief',
  QUESTION: 'Question',
  INSIGHT: 'Insight',
  RESOURCE_LINK: 'ResourceLink',
  AGENDA: 'Agenda',
  GOAL: 'Goal',
  STRATEGY: 'Strategy',
  TERM: 'Term',
  ORGANIZATION: 'Organization',
  STAKEHOLDER_GROUP: 'StakeholderGroup',
  ACTIVITY: 'Activity',
} as const satisfies Record<string, IdType>;

export type HitKind = keyof typeof typeOfHit;
export const hitKinds = Object.keys(typeOfHit) as HitKind[];
