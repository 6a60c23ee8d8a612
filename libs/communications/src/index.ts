export * from './agenda-item.entity.js';
export { type PowerContent, type SustainingContent } from './check-notes.js';
export * from './clocks.service.js';
export { notesOnTime, senseMakingThatLed, type CommunicationFigure } from './communication-figures.sql.js';
export * from './communications.module.js';
export * from './communications.service.js';
export * from './conversation-activity.entity.js';
export { conversationClocks, type ConversationClock } from './conversation-clocks.sql.js';
export * from './conversation-host.entity.js';
export * from './conversation-input.js';
export * from './conversation-parts.service.js';
export * from './conversation-voice.entity.js';
export * from './conversation.entity.js';
export * from './day-in.js';
export {
  registerSources,
  type RegisteredDecision,
  type RegisterFilter,
  type RegisterSource,
} from './decision-register.sql.js';
export * from './decision-review.entity.js';
export * from './decision.entity.js';
export { decisionsToReview, type DecisionToReview } from './decisions-to-review.sql.js';
export * from './decisions.service.js';
export * from './differing-note.entity.js';
export { conversationSorts, type ConversationFilter, type ConversationSort } from './find-conversations.js';
export { type DecisionFilter } from './find-decisions.js';
export { areNotesLate, isHeld, notesDueOn } from './notes-due.js';
export * from './notes.service.js';
export {
  activeOrganizationsReached,
  organizationsInConversation,
  organizationsReached,
} from './organizations-reached.sql.js';
export * from './participant.entity.js';
export * from './power-note.entity.js';
export * from './reach.service.js';
export { reachOf, type LastConversation, type OrganizationReach } from './reach.sql.js';
export * from './sustaining-note.entity.js';
export { type VoiceRatio } from './voice-ratios.sql.js';
