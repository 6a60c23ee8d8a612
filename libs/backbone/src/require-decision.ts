import { InvalidInput, NotFound } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { BodyDecision, type BodyDecisionKind } from './body-decision.entity.js';
import { todayOf } from './today.sql.js';

export interface WantedDecision {
  coalitionId: string;
  decisionId: string;
  kind: BodyDecisionKind;
  /** What it must be about. */
  subjectId?: string;
  /** A text may have changed before: what was recorded earlier was about another one. */
  since?: Date | null;
}

/** The confirmed decision that a verb rests on, or what is wrong with it. */
export async function requireDecision(manager: EntityManager, wanted: WantedDecision): Promise<BodyDecision> {
  const { coalitionId, decisionId: id, kind, subjectId, since } = wanted;
  const field = ['decisionId'];
  const decision = await manager.findOneBy(BodyDecision, { id, coalitionId });
  if (!decision) throw new NotFound('decision', field);
  const refuse = (message: string) => InvalidInput.at(field, 'NOT_ALLOWED', message);
  if (decision.kind !== kind || (subjectId && decision.subjectId !== subjectId)) {
    throw refuse('This decision is about something else.');
  }
  if (!decision.confirmedAt) throw refuse('This decision does not hold until a member with a seat confirms it.');
  if (since && decision.createdAt < since) throw refuse('This decision was recorded before this text was proposed.');
  const today = await todayOf(manager, coalitionId);
  if (decision.interimUntil && decision.interimUntil < today) {
    throw refuse(`This interim decision ended on ${decision.interimUntil}.`);
  }
  return decision;
}
