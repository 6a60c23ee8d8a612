import type { IdType } from '@keelson/platform';

/** The rows of id-types.ts for commitments. */
export const idTypesOfCommitments: Readonly<Record<string, IdType>> = {
  'Query.commitment.id': 'Commitment',
  'Query.commitments.coalitionId': 'Coalition',
  'Mutation.releaseCommitment.id': 'Commitment',
  'Mutation.reopenCommitment.id': 'Commitment',
  'Mutation.startCommitment.id': 'Commitment',
  'AcceptCommitmentInput.id': 'Commitment',
  'AcceptCommitmentInput.organizationId': 'Organization',
  'AnswerHelpInput.id': 'Commitment',
  'AskForHelpInput.id': 'Commitment',
  'CommitmentFilterInput.activityIds': 'Activity',
  'CommitmentFilterInput.conversationIds': 'Conversation',
  'CommitmentFilterInput.counterpartOrganizationIds': 'Organization',
  'CommitmentFilterInput.organizationIds': 'Organization',
  'ConfirmCommitmentInput.id': 'Commitment',
  'DeliverCommitmentInput.id': 'Commitment',
  'OfferCommitmentInput.activityId': 'Activity',
  'OfferCommitmentInput.assetId': 'Asset',
  'OfferCommitmentInput.bodyDecisionId': 'BodyDecision',
  'OfferCommitmentInput.coalitionId': 'Coalition',
  'OfferCommitmentInput.conversationId': 'Conversation',
  'OfferCommitmentInput.counterpartOrganizationId': 'Organization',
  'OfferCommitmentInput.decisionId': 'Decision',
  'OfferCommitmentInput.holderOrganizationIds': 'Organization',
  'RenegotiateCommitmentInput.id': 'Commitment',
};
