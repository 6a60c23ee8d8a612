import type { BuiltCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { AdoptionService, DraftingService, type Agenda, type AgendaChanges } from '../src/index.js';

/** A content that is ready to be proposed: one goal and one strategy. */
export const readyContent = {
  problem: 'Too many people die on our roads.',
  vision: 'Nobody dies on our roads.',
  population: 'Everybody who uses a road in the county.',
  geography: 'The county',
  inScope: ['Streets'],
  outOfScope: ['Railways'],
  goals: [{ code: 'deaths', statement: 'Halve road deaths.', horizon: '2030' }],
  strategies: [{ code: 'speed', title: 'Slow down traffic.', goalCode: 'deaths' }],
} satisfies AgendaChanges;

export function buildDraft(room: TestRoom, built: BuiltCoalition, changes: AgendaChanges = {}): Promise<Agenda> {
  return room.get(DraftingService).draftAgenda(built.backbone, built.coalition.id, { ...readyContent, ...changes });
}

export async function buildProposal(
  room: TestRoom,
  built: BuiltCoalition,
  changes: AgendaChanges = {},
): Promise<Agenda> {
  const { id } = await buildDraft(room, built, changes);
  return room.get(AdoptionService).proposeAgenda(built.backbone, id);
}

/** An adopted agenda: what activities and measures serve. */
export async function buildAgenda(room: TestRoom, built: BuiltCoalition, changes: AgendaChanges = {}): Promise<Agenda> {
  const { id } = await buildProposal(room, built, changes);
  return room.get(AdoptionService).adoptAgenda(built.backbone, id);
}
