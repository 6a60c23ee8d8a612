import { activeOrganizations, buildSteering } from '@keelson/backbone/testing';
import type { BuiltCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import {
  AdoptionService,
  DraftingService,
  GlossaryService,
  InputsService,
  requiredByDefault,
  TermPositionsService,
  type Agenda,
  type AgendaChanges,
} from '../src/index.js';

/** A content that is ready to be proposed: one goal with its task, and one strategy. */
export const readyContent = {
  problem: 'Too many people die on our roads.',
  vision: 'Nobody dies on our roads.',
  population: 'Everybody who uses a road in the county.',
  geography: 'The county',
  inScope: ['Streets'],
  outOfScope: ['Railways'],
  statusQuo: [{ what: 'Wide roads', whoBenefits: 'Hauliers', whatMustChange: 'The design standard' }],
  goals: [
    { code: 'deaths', statement: 'Halve road deaths.', horizon: '2030', task: 'Count them.', taskDue: '2027-01-01' },
  ],
  strategies: [{ code: 'speed', title: 'Slow down traffic.', goalCode: 'deaths' }],
} satisfies AgendaChanges;

export function buildDraft(room: TestRoom, built: BuiltCoalition, changes: AgendaChanges = {}): Promise<Agenda> {
  return room.get(DraftingService).draftAgenda(built.backbone, built.coalition.id, { ...readyContent, ...changes });
}

/** A version that partners are consulted on; nothing but its text is ready. */
export async function buildConsultation(
  room: TestRoom,
  built: BuiltCoalition,
  changes: AgendaChanges = {},
): Promise<Agenda> {
  const { id } = await buildDraft(room, built, changes);
  return room.get(AdoptionService).consultOnAgenda(built.backbone, id);
}

const heard = new WeakMap<BuiltCoalition, Promise<void>>();

/** What a coalition does before it proposes anything: hears those most impacted, and agrees on its words. Once. */
export function prepareCoalition(room: TestRoom, built: BuiltCoalition): Promise<void> {
  const prepared = heard.get(built) ?? hear(room, built);
  heard.set(built, prepared);
  return prepared;
}

async function hear(room: TestRoom, built: BuiltCoalition): Promise<void> {
  const { backbone, coalition } = built;
  const { group } = await buildSteering(room, built);
  const said = { coalitionId: coalition.id, kind: 'CONCERN', channel: 'MEETING', groupId: group.id } as const;
  const input = await room.get(InputsService).recordInput(backbone, { ...said, text: 'The crossing is far.' });
  const disposition = { disposition: 'ADOPTED', reason: 'It stands in the strategies.' } as const;
  await room.get(InputsService).disposeOfInput(backbone, { id: input.id, ...disposition });
  for (const word of requiredByDefault) {
    const term = await room.get(GlossaryService).defineTerm(backbone, {
      ...{ coalitionId: coalition.id, word, text: 'What we mean by it.' },
      ...{ looksLike: ['We call back.'], doesNotLookLike: ['We talk over people.'] },
    });
    for (const { id, code } of await activeOrganizations(room, built)) {
      const position = { termId: term.id, number: 1, organizationId: id, position: 'AGREE' } as const;
      await room.get(TermPositionsService).takePosition(built.partner(code), position);
    }
  }
}

export async function buildProposal(
  room: TestRoom,
  built: BuiltCoalition,
  changes: AgendaChanges = {},
): Promise<Agenda> {
  await prepareCoalition(room, built);
  const { id } = await buildConsultation(room, built, changes);
  return room.get(AdoptionService).proposeAgenda(built.backbone, id);
}

/** Adopts a proposal by a decision of the coalition's steering body. */
export async function adopt(room: TestRoom, built: BuiltCoalition, agendaId: string): Promise<Agenda> {
  const { decide } = await buildSteering(room, built);
  const decision = await decide({ kind: 'ADOPT_AGENDA', subjectId: agendaId });
  return room.get(AdoptionService).adoptAgenda(built.backbone, agendaId, decision.id);
}

/** An adopted agenda: what activities and measures serve. */
export async function buildAgenda(room: TestRoom, built: BuiltCoalition, changes: AgendaChanges = {}): Promise<Agenda> {
  const { id } = await buildProposal(room, built, changes);
  return adopt(room, built, id);
}
