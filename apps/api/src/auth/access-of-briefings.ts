import { read, write, type Access } from './who-may.js';

/** The rows of access.ts for briefs, questions, insights, links and search. */
export const briefingsAccess: Readonly<Record<string, Access>> = {
  'Query.briefs': read.everyRole,
  'Query.insights': read.everyRole,
  'Query.resourceLinks': read.everyRole,
  'Mutation.writeBrief': write.backboneAndPartners,
  'Mutation.withdrawBrief': write.backboneAndPartners,
  'Mutation.shareInsight': write.backboneAndPartners,
  'Mutation.withdrawInsight': write.backboneAndPartners,
  'Mutation.addResourceLink': write.backboneAndPartners,
  'Mutation.withdrawResourceLink': write.backboneAndPartners,
  'Query.search': read.everyRole,
  'Query.reach': read.everyRole,
  // Questions are work among those who act; the share answered on time tells nothing of them.
  'Query.questions': read.backboneAndPartners,
  'Query.questionFigures': read.everyRole,
  'Mutation.askQuestion': write.backboneAndPartners,
  'Mutation.answerQuestion': write.backboneAndPartners,
  'Mutation.withdrawQuestion': write.backboneAndPartners,
};
