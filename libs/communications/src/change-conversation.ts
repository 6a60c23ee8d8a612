import { InvalidInput, InvalidState } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { organizationIdsOf, problem, type ConversationChanges } from './conversation-input.js';
import type { Conversation } from './conversation.entity.js';
import { Decision } from './decision.entity.js';
import { DifferingNote } from './differing-note.entity.js';
import type { ConversationParts } from './find-conversation.js';
import { isHeld } from './notes-due.js';
import { PowerNote } from './power-note.entity.js';
import { SustainingNote } from './sustaining-note.entity.js';

/** Puts what is given into a conversation that the caller has locked, as far as its state allows. */
export function applyChanges(conversation: Conversation, changes: ConversationChanges): void {
  conversation.kind = changes.kind ?? conversation.kind;
  conversation.channel = changes.channel ?? conversation.channel;
  conversation.title = changes.title ?? conversation.title;
  conversation.heldAt = changes.heldAt ?? conversation.heldAt;
  conversation.timeZone = changes.timeZone ?? conversation.timeZone;
  conversation.hostNames = changes.hostNames ?? conversation.hostNames;
  if (changes.bodyId !== undefined) conversation.bodyId = changes.bodyId;
  if (changes.accessPlan !== undefined) conversation.accessPlan = changes.accessPlan?.trim() || null;
  if (changes.publishOn !== undefined) conversation.publishOn = changes.publishOn;
  if (changes.agendaId !== undefined) conversation.agendaId = changes.agendaId;
  if (changes.notes !== undefined) noteDown(conversation, changes.notes);
}

/** Notes that are blank are none. The moment of the first ones stays. */
export function noteDown(conversation: Conversation, notes: string | null): void {
  const written = notes?.trim() ? notes : null;
  if (written === conversation.notes) return;
  if (conversation.publishedAt) {
    const message = 'The notes are published and stand: an organization that was there attaches a differing note.';
    throw new InvalidState('conversation.published', message, 'FROZEN', ['notes']);
  }
  conversation.notes = written;
  conversation.notesAt = written === null ? null : (conversation.notesAt ?? new Date());
}

/** Nothing is noted or counted of a conversation that lies ahead, and what its kind added holds it to that kind. */
export async function requireConsistent(
  manager: EntityManager,
  conversation: Conversation,
  parts: ConversationParts,
): Promise<void> {
  const { id: conversationId, coalitionId, kind } = conversation;
  const where = { coalitionId, conversationId };
  const problems = [];
  if (!isHeld(conversation)) {
    const message = 'This lies ahead: a conversation gets notes, turns and decisions once it was held.';
    if (conversation.notes !== null) problems.push(problem('OUT_OF_RANGE', 'notes', message));
    if (parts.voices.some(({ turns }) => turns !== null)) problems.push(problem('OUT_OF_RANGE', 'voices', message));
    if (await manager.existsBy(Decision, where)) problems.push(problem('OUT_OF_RANGE', 'heldAt', message));
  }
  const present = organizationIdsOf(parts);
  const differing = await manager.findBy(DifferingNote, where);
  if (differing.some(({ organizationId }) => !present.includes(organizationId))) {
    const message = 'An organization that attached a differing note was there: keep it in the list.';
    problems.push(problem('NOT_ALLOWED', 'participants', message));
  }
  const extra = { SUSTAINING: SustainingNote, POWER: PowerNote };
  for (const [owner, entity] of Object.entries(extra)) {
    if (kind === owner || !(await manager.existsBy(entity, where))) continue;
    problems.push(problem('WRONG_KIND', 'kind', `It has what a conversation of kind ${owner} adds: it stays one.`));
  }
  if (problems.length > 0) throw new InvalidInput(problems);
}
