import { newId } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { AgendaItem } from './agenda-item.entity.js';
import { ConversationActivity } from './conversation-activity.entity.js';
import { ConversationHost } from './conversation-host.entity.js';
import type { ConversationDetails, NewAgendaItem } from './conversation-input.js';
import { ConversationVoice } from './conversation-voice.entity.js';
import type { Conversation } from './conversation.entity.js';
import { Participant } from './participant.entity.js';

/** Replaces the lists that are given. */
export async function writeParts(
  manager: EntityManager,
  { coalitionId, id: conversationId }: Conversation,
  { hostOrganizationIds, participants, voices, activityIds, changedActivityIds }: ConversationDetails,
): Promise<void> {
  const of = { coalitionId, conversationId };
  if (hostOrganizationIds) {
    await manager.delete(ConversationHost, of);
    await insertAll(
      manager,
      ConversationHost,
      hostOrganizationIds.map((organizationId) => ({ ...of, organizationId })),
    );
  }
  if (participants) {
    await manager.delete(Participant, of);
    const rows = participants.map(({ organizationId, people, names }) => ({
      ...of,
      id: newId(),
      organizationId,
      people: people ?? Math.max(names?.length ?? 0, 1),
      names: names ?? [],
    }));
    await insertAll(manager, Participant, rows);
  }
  if (voices) {
    await manager.delete(ConversationVoice, of);
    const rows = voices.map(({ groupId, present, turns }) => ({
      ...of,
      id: newId(),
      groupId,
      present,
      turns: turns ?? null,
    }));
    await insertAll(manager, ConversationVoice, rows);
  }
  if (activityIds || changedActivityIds) {
    const linked = await manager.findBy(ConversationActivity, of);
    const about = new Set([
      ...(activityIds ?? linked.map(({ activityId }) => activityId)),
      ...(changedActivityIds ?? []),
    ]);
    const changed = new Set(
      changedActivityIds ?? linked.flatMap(({ activityId, changed: was }) => (was ? [activityId] : [])),
    );
    await manager.delete(ConversationActivity, of);
    await insertAll(
      manager,
      ConversationActivity,
      [...about].map((activityId) => ({ ...of, activityId, changed: changed.has(activityId) })),
    );
  }
}

/** Behind the agenda items that the conversation has. The caller holds the conversation's lock, or has just made it. */
export async function appendAgendaItems(
  manager: EntityManager,
  { coalitionId, id: conversationId }: Conversation,
  items: NewAgendaItem[],
): Promise<AgendaItem[]> {
  const of = { coalitionId, conversationId };
  const last = await manager.maximum(AgendaItem, 'position', of);
  const rows = items.map(({ topic, purpose, minutes }, i) =>
    manager.create(AgendaItem, {
      ...of,
      id: newId(),
      position: (last ?? 0) + 1 + i,
      topic,
      purpose,
      minutes: minutes ?? null,
    }),
  );
  await insertAll(manager, AgendaItem, rows);
  return rows;
}

async function insertAll<T extends object>(manager: EntityManager, entity: new () => T, rows: T[]): Promise<void> {
  if (rows.length > 0) await manager.insert(entity, rows as never);
}
