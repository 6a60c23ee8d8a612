export * from './agenda-item.entity.js';
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
export * from './decision-review.entity.js';
export * from './decision.entity.js';
export * from './decisions.service.js';
export * from './differing-note.entity.js';
export {
  activeOrganizationsReached,
  organizationsInConversation,
  organizationsReached,
} from './organizations-reached.sql.js';
export * from './participant.entity.js';
export * from './power-note.entity.js';
export * from './search.service.js';
export * from './sustaining-note.entity.js';
export { conversationSorts, type ConversationFilter, type ConversationSort } from './find-conversations.js';
export * from './notes.service.js';
export { areNotesLate, isHeld, notesDueOn } from './notes-due.js';
export { type VoiceRatio } from './voice-ratios.sql.js';
