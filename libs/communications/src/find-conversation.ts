import { Forbidden, InvalidState, isIn, NotFound, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canEditConversation } from './communications.policy.js';
import { ConversationActivity } from './conversation-activity.entity.js';
import { ConversationHost } from './conversation-host.entity.js';
import { organizationIdsOf } from './conversation-input.js';
import { ConversationVoice } from './conversation-voice.entity.js';
import { Conversation } from './conversation.entity.js';
import { isHeld } from './notes-due.js';
import { Participant } from './participant.entity.js';

/** Who took part in a conversation and what it was about, as its history keeps it. */
export interface ConversationParts {
  hostOrganizationIds: string[];
  participants: { organizationId: string; people: number; names: string[] }[];
  voices: { groupId: string; present: number; turns: number | null }[];
  activityIds: string[];
  changedActivityIds: string[];
}

/** Locked until the unit ends, so that two who write to one conversation take turns. */
export async function lockConversation(manager: EntityManager, actor: Actor, id: string, field = 'conversationId') {
  return requireEditable(manager, actor, await find(manager, actor, id, field, true));
}

/** Says before anything else is looked up whether the actor may write to the conversation; tells its coalition. */
export async function findEditable(manager: EntityManager, actor: Actor, id: string, field = 'conversationId') {
  return requireEditable(manager, actor, await find(manager, actor, id, field, false));
}

async function find(manager: EntityManager, actor: Actor, id: string, field: string, lock: boolean) {
  const mode = lock ? { lock: { mode: 'pessimistic_write' as const } } : {};
  const conversation = await manager.findOne(Conversation, { where: { id }, ...mode });
  if (!conversation || !isIn(actor, conversation.coalitionId)) throw new NotFound('conversation', [field]);
  return conversation;
}

async function requireEditable(manager: EntityManager, actor: Actor, conversation: Conversation) {
  const parts = await partsOf(manager, conversation);
  const organizationIds = organizationIdsOf(parts);
  if (!canEditConversation(actor, { ...conversation, organizationIds })) {
    throw new Forbidden('Backbone staff and whoever logged a conversation for an organization in it complete it.');
  }
  return { conversation, parts };
}

/** The same without a word about rights, for verbs of whoever was there. */
export async function lockVisible(manager: EntityManager, actor: Actor, id: string, field = 'conversationId') {
  const conversation = await find(manager, actor, id, field, true);
  return { conversation, parts: await partsOf(manager, conversation) };
}

export function requireNotCancelled({ cancelledAt }: Conversation, field = 'conversationId'): void {
  if (!cancelledAt) return;
  throw new InvalidState('conversation.cancelled', 'This conversation was cancelled.', 'INVALID_STATE', [field]);
}

export function requireHeld(conversation: Conversation, field = 'conversationId'): void {
  requireNotCancelled(conversation, field);
  if (isHeld(conversation)) return;
  throw new InvalidState('conversation.planned', 'This conversation still lies ahead.', 'INVALID_STATE', [field]);
}

export async function partsOf(
  manager: EntityManager,
  { coalitionId, id: conversationId }: Conversation,
): Promise<ConversationParts> {
  const where = { coalitionId, conversationId };
  const hosts = await manager.find(ConversationHost, { where, order: { organizationId: 'ASC' } });
  const participants = await manager.find(Participant, { where, order: { id: 'ASC' } });
  const activities = await manager.find(ConversationActivity, { where, order: { activityId: 'ASC' } });
  const voices = await manager.find(ConversationVoice, { where, order: { groupId: 'ASC' } });
  return {
    hostOrganizationIds: hosts.map(({ organizationId }) => organizationId),
    participants: participants.map(({ organizationId, people, names }) => ({ organizationId, people, names })),
    voices: voices.map(({ groupId, present, turns }) => ({ groupId, present, turns })),
    activityIds: activities.map(({ activityId }) => activityId),
    changedActivityIds: activities.flatMap(({ activityId, changed }) => (changed ? [activityId] : [])),
  };
}
