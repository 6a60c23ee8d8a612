import { read, write, type Access } from './who-may.js';

/** The rows of access.ts for conversations and decisions. */
export const communicationsAccess: Readonly<Record<string, Access>> = {
  'Query.conversation': read.everyRole,
  'Query.conversations': read.everyRole,
  'Query.conversationClocks': read.everyRole,
  'Query.communicationFigures': read.everyRole,
  'Query.decisions': read.everyRole,
  'Query.decisionRegister': read.everyRole,
  'Mutation.logConversation': write.backboneAndPartners,
  'Mutation.updateConversation': write.backboneAndPartners,
  'Mutation.cancelConversation': write.backboneAndPartners,
  'Mutation.addAgendaItems': write.backboneAndPartners,
  'Mutation.writeNotes': write.backboneAndPartners,
  'Mutation.publishNotes': write.backboneAndPartners,
  'Mutation.attachDifferingNote': write.partners,
  'Mutation.recordDecision': write.backboneAndPartners,
  'Mutation.reviewDecision': write.backboneAndPartners,
};
