import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  InvalidInput,
  InvalidState,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { problem, problemsOfText } from './conversation-input.js';
import { dayIn } from './day-in.js';
import { Decision } from './decision.entity.js';
import { findEditable, lockConversation } from './find-conversation.js';

export interface NewDecision {
  conversationId: string;
  text: string;
  why: string;
  /** The day of the conversation unless told. */
  decidedOn?: string | null;
  reviewOn?: string | null;
  supersedesId?: string | null;
}

@Injectable()
export class DecisionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Final once recorded. To supersede a decision takes the right to write to the conversation it was taken in. */
  async recordDecision(actor: Actor, input: NewDecision): Promise<Decision> {
    return this.database.work(actor, async (manager) => {
      const { conversation } = await lockConversation(manager, actor, input.conversationId);
      const { coalitionId } = conversation;
      const { timeZone } = await findCoalition(manager, actor, coalitionId);
      const superseded = await lockSuperseded(manager, actor, coalitionId, input.supersedesId);
      const decision = manager.create(Decision, {
        id: newId(),
        coalitionId,
        conversationId: conversation.id,
        text: input.text,
        why: input.why,
        decidedOn: input.decidedOn ?? dayIn(timeZone, conversation.heldAt),
        reviewOn: input.reviewOn ?? null,
        supersedesId: superseded?.id ?? null,
        createdAt: new Date(),
      });
      const problems = problemsOfDecision(decision, superseded, dayIn(timeZone));
      if (problems.length > 0) throw new InvalidInput(problems);
      await manager.insert(Decision, decision);
      const { id, text, why, decidedOn, reviewOn, supersedesId } = decision;
      await record(manager, actor, {
        coalitionId,
        verb: 'recordDecision',
        subjectType: 'Decision',
        subjectId: id,
        after: { text, why, decidedOn, reviewOn, supersedesId },
      });
      return decision;
    });
  }

  /** The latest first. */
  listDecisions(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<Decision>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => manager.createQueryBuilder(Decision, 'decision').where({ coalitionId });
    const ordering = { name: 'decisions', by: ['decidedOn' as const, 'id' as const], descending: true };
    return pageOf(this.database, actor, query, page, ordering);
  }
}

/** One of two who supersede a decision at once sees that the other was faster. Nobody may lock rows that never change. */
async function lockSuperseded(
  manager: EntityManager,
  actor: Actor,
  coalitionId: string,
  id: string | null | undefined,
): Promise<Decision | null> {
  if (!id) return null;
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  const superseded = await manager.findOneBy(Decision, { id, coalitionId });
  if (!superseded) throw new NotFound('decision', ['supersedesId']);
  await findEditable(manager, actor, superseded.conversationId);
  if (await manager.existsBy(Decision, { coalitionId, supersedesId: id })) {
    const message = 'A later decision has superseded this one already: supersede that one.';
    throw new InvalidState('decision.superseded', message, 'FROZEN', ['supersedesId']);
  }
  return superseded;
}

function problemsOfDecision(decision: Decision, superseded: Decision | null, today: string): Problem[] {
  const { text, why, decidedOn, reviewOn } = decision;
  const problems = [...problemsOfText('text', text), ...problemsOfText('why', why)];
  if (decidedOn > today || decidedOn < '1900-01-01') {
    const message = `A decision is recorded once it was taken: write a day from 1900 to today (${today}).`;
    problems.push(problem('OUT_OF_RANGE', 'decidedOn', message));
  } else if (superseded && decidedOn < superseded.decidedOn) {
    const message = `The decision that it supersedes was taken later, on ${superseded.decidedOn}.`;
    problems.push(problem('OUT_OF_RANGE', 'decidedOn', message));
  }
  if (reviewOn !== null && reviewOn <= decidedOn) {
    problems.push(
      problem('OUT_OF_RANGE', 'reviewOn', `A review follows the decision: write a day after ${decidedOn}.`),
    );
  }
  return problems;
}
