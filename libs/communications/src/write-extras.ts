import { newId } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { ExtraNotes } from './check-notes.js';
import type { Conversation } from './conversation.entity.js';
import { PowerNote } from './power-note.entity.js';
import { SustainingNote } from './sustaining-note.entity.js';

/** What the kind of a conversation has added to its notes. */
export async function extrasOf(manager: EntityManager, { coalitionId, id: conversationId }: Conversation) {
  const where = { coalitionId, conversationId };
  const sustaining = await manager.findOneBy(SustainingNote, where);
  const power = await manager.findOneBy(PowerNote, where);
  return { sustaining: sustaining && contentOf(sustaining), power: power && contentOf(power) };
}

/** Replaces what is given; the caller has locked the conversation. */
export async function writeExtras(
  manager: EntityManager,
  { coalitionId, id: conversationId }: Conversation,
  { sustaining, power }: ExtraNotes,
): Promise<void> {
  const of = { coalitionId, conversationId };
  if (sustaining) {
    const { runwayMonths, fundingGap, ...told } = sustaining;
    const content = { ...told, runwayMonths: runwayMonths ?? null, fundingGap: fundingGap?.trim() || null };
    const known = await manager.findOneBy(SustainingNote, of);
    await manager.save(
      manager.create(SustainingNote, known ? { ...known, ...content } : { id: newId(), ...of, ...content }),
    );
  }
  if (power) {
    const content = {
      workToAddress: power.workToAddress?.trim() || null,
      noneBecause: power.noneBecause?.trim() || null,
    };
    const known = await manager.findOneBy(PowerNote, of);
    await manager.save(
      manager.create(PowerNote, known ? { ...known, ...content } : { id: newId(), ...of, ...content }),
    );
  }
}

function contentOf<T extends SustainingNote | PowerNote>(note: T) {
  const { id, coalitionId, conversationId, createdAt, ...content } = note;
  return content;
}
