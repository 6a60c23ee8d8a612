import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  InvalidInput,
  InvalidState,
  isIn,
  newId,
  NotFound,
  pageOf,
  pageOfRows,
  record,
  type Actor,
  type Keyset,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { problem, problemsOfText } from './conversation-input.js';
import { dayIn } from './day-in.js';
import {
  countRegister,
  selectRegister,
  type RegisteredDecision,
  type RegisterFilter,
} from './decision-register.sql.js';
import { DecisionReview } from './decision-review.entity.js';
import { Decision } from './decision.entity.js';
import { findEditable, lockConversation, requireHeld } from './find-conversation.js';
import { findDecisions, type DecisionFilter } from './find-decisions.js';
import { ReferencesService } from './references.service.js';

export interface NewDecision {
  conversationId: string;
  text: string;
  why: string;
  /** Who it affects. */
  affects?: string | null;
  /** Whether those whom it affects most were represented. */
  affectedRepresented?: boolean | null;
  dissent?: string | null;
  /** The activities that it changes. */
  activityIds?: string[] | null;
  /** The day of the conversation unless told. */
  decidedOn?: string | null;
  reviewOn?: string | null;
  supersedesId?: string | null;
}

export interface ReviewedDecision {
  decisionId: string;
  findings: string;
  nextReviewOn?: string | null;
}

@Injectable()
export class DecisionsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReferencesService) private readonly references: ReferencesService,
  ) {}

  /** Final once recorded. To supersede a decision takes the right to write to the conversation it was taken in. */
  async recordDecision(actor: Actor, input: NewDecision): Promise<Decision> {
    const known = await this.database.read(actor, (manager) => findEditable(manager, actor, input.conversationId));
    const activityIds = [...new Set(input.activityIds ?? [])];
    await this.references.requireActivities(actor, known.conversation.coalitionId, activityIds, 'activityIds');
    return this.database.work(actor, async (manager) => {
      const { conversation } = await lockConversation(manager, actor, input.conversationId);
      const { coalitionId } = conversation;
      requireHeld(conversation);
      const { timeZone } = await findCoalition(manager, actor, coalitionId);
      const superseded = await lockSuperseded(manager, actor, coalitionId, input.supersedesId);
      const decision = manager.create(Decision, {
        id: newId(),
        coalitionId,
        conversationId: conversation.id,
        text: input.text,
        why: input.why,
        affects: input.affects?.trim() || null,
        affectedRepresented: input.affectedRepresented ?? null,
        dissent: input.dissent?.trim() || null,
        activityIds,
        reviewedAt: null,
        decidedOn: input.decidedOn ?? dayIn(timeZone, conversation.heldAt),
        reviewOn: input.reviewOn ?? null,
        supersedesId: superseded?.id ?? null,
        createdAt: new Date(),
      });
      const problems = problemsOfDecision(decision, superseded, dayIn(timeZone));
      if (problems.length > 0) throw new InvalidInput(problems);
      await manager.insert(Decision, decision);
      const { coalitionId: _coalition, ...after } = decision;
      await record(manager, actor, { ...subject('recordDecision', decision), after });
      return decision;
    });
  }

  /** Says what was found when the coalition looked at a decision again, and when it will do so next. */
  async reviewDecision(actor: Actor, { decisionId, findings, nextReviewOn }: ReviewedDecision): Promise<Decision> {
    return this.database.work(actor, async (manager) => {
      const lock = { mode: 'for_no_key_update' as const };
      const decision = await manager.findOne(Decision, { where: { id: decisionId }, lock });
      if (!decision || !isIn(actor, decision.coalitionId)) throw new NotFound('decision', ['decisionId']);
      const { coalitionId } = decision;
      await findEditable(manager, actor, decision.conversationId, 'decisionId');
      if (await manager.existsBy(Decision, { coalitionId, supersedesId: decisionId })) {
        const message = 'A later decision has superseded this one: review that one.';
        throw new InvalidState('decision.superseded', message, 'FROZEN', ['decisionId']);
      }
      const { timeZone } = await findCoalition(manager, actor, coalitionId);
      const today = dayIn(timeZone);
      const problems = problemsOfText('findings', findings);
      if (nextReviewOn != null && nextReviewOn <= today) {
        problems.push(problem('OUT_OF_RANGE', 'nextReviewOn', `Write a day after today (${today}).`));
      }
      if (problems.length > 0) throw new InvalidInput(problems);
      const { reviewOn, reviewedAt } = decision;
      const next = { reviewOn: nextReviewOn ?? null, reviewedAt: new Date() };
      await manager.update(Decision, { id: decisionId, coalitionId }, next);
      const review = { id: newId(), coalitionId, decisionId, findings, dueOn: reviewOn, nextReviewOn: next.reviewOn };
      await manager.insert(DecisionReview, { ...review, reviewedById: actor.personId, createdAt: next.reviewedAt });
      const change = { before: { reviewOn, reviewedAt }, after: { ...next, findings } };
      await record(manager, actor, { ...subject('reviewDecision', decision), ...change });
      return Object.assign(decision, next);
    });
  }

  /** The reviews of these decisions, the earliest first. */
  loadReviewsOf(actor: Actor, decisionIds: readonly string[]): Promise<DecisionReview[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    return findMine(this.database, actor, DecisionReview, 'decisionId', decisionIds, order);
  }

  /** The latest first. */
  async listDecisions(
    actor: Actor,
    coalitionId: string,
    page: PageArguments,
    filter: DecisionFilter = {},
  ): Promise<Page<Decision>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => findDecisions(manager, coalitionId, filter);
    const ordering = { name: 'decisions', by: ['decidedOn' as const, 'id' as const], descending: true };
    return pageOf(this.database, actor, query, page, ordering);
  }

  /** What was decided in conversations and by bodies, the latest first. */
  async listRegister(
    actor: Actor,
    coalitionId: string,
    filter: RegisterFilter,
    page: PageArguments,
  ): Promise<Page<RegisteredDecision>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = {
      select: (manager: EntityManager, keyset: Keyset) => selectRegister(manager, coalitionId, filter, keyset),
      count: (manager: EntityManager) => countRegister(manager, coalitionId, filter),
    };
    return pageOfRows(this.database, actor, query, page, {
      ...{ name: 'decisionRegister', by: ['decidedOn', 'id'], descending: true },
    });
  }
}

function subject(verb: string, { coalitionId, id }: Decision) {
  return { coalitionId, verb, subjectType: 'Decision', subjectId: id } as const;
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
