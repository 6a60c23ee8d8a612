import {
  BriefsService,
  QuestionsService,
  type Brief,
  type NewBrief,
  type NewQuestion,
  type Question,
} from '../src/index.js';
import type { BuiltCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';

/** By the backbone. */
export function buildBrief(room: TestRoom, built: BuiltCoalition, changes: Partial<NewBrief> = {}): Promise<Brief> {
  return room.get(BriefsService).writeBrief(built.backbone, {
    ...{ coalitionId: built.coalition.id, claim: 'Slower cars save lives.', source: 'Police log of 2025' },
    ...{ asOf: '2026-01-31', uncertain: 'Bicycles are not in it.', otherView: 'Traders fear for their trade.' },
    ...changes,
  });
}

/** By the first organization, of the backbone. */
export function buildQuestion(
  room: TestRoom,
  built: BuiltCoalition,
  changes: Partial<NewQuestion> = {},
): Promise<Question> {
  const [first] = built.organizations;
  if (!first) throw new Error('A question needs an organization that asks.');
  return room.get(QuestionsService).askQuestion(built.partner(first.code), {
    ...{ coalitionId: built.coalition.id, organizationId: first.id, text: 'Who pays for the paint?' },
    ...changes,
  });
}
