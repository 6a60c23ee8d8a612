import type { IdType } from '@keelson/platform';

/** The rows of id-types.ts for briefs, questions, insights, links and search. */
export const idTypesOfBriefings: Readonly<Record<string, IdType>> = {
  'Query.briefs.coalitionId': 'Coalition',
  'Query.insights.coalitionId': 'Coalition',
  'Query.questionFigures.coalitionId': 'Coalition',
  'Query.questions.coalitionId': 'Coalition',
  'Query.reach.coalitionId': 'Coalition',
  'Query.resourceLinks.coalitionId': 'Coalition',
  'Query.search.coalitionId': 'Coalition',
  'AddResourceLinkInput.coalitionId': 'Coalition',
  'AddResourceLinkInput.organizationId': 'Organization',
  'AnswerQuestionInput.id': 'Question',
  'AskQuestionInput.askedOfOrganizationId': 'Organization',
  'AskQuestionInput.coalitionId': 'Coalition',
  'AskQuestionInput.organizationId': 'Organization',
  'QuestionFilterInput.askedOfOrganizationIds': 'Organization',
  'QuestionFilterInput.organizationIds': 'Organization',
  'ShareInsightInput.coalitionId': 'Coalition',
  'ShareInsightInput.organizationId': 'Organization',
  'StatementFilterInput.organizationIds': 'Organization',
  'WithdrawBriefInput.id': 'Brief',
  'WithdrawInsightInput.id': 'Insight',
  'WithdrawQuestionInput.id': 'Question',
  'WithdrawResourceLinkInput.id': 'ResourceLink',
  'WriteBriefInput.coalitionId': 'Coalition',
  'WriteBriefInput.organizationId': 'Organization',
};
