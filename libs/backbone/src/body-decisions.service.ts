import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isBackbone,
  newId,
  NotFound,
  pageOf,
  partnerOrganizationIds,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSee } from './backbone.policy.js';
import { BodyDecision, type BodyDecisionKind } from './body-decision.entity.js';
import { Body } from './body.entity.js';
import { problemsOfDecision } from './check-decision.js';
import { seatRulesOf } from './seat-counts.sql.js';
import { seatedFor } from './seated-for.sql.js';
import { take } from './take-row.js';
import { todayOf } from './today.sql.js';

export interface NewBodyDecision {
  bodyId: string;
  kind: BodyDecisionKind;
  /** The version of the agenda that is adopted, or the organization that is removed. */
  subjectId?: string | null;
  text: string;
  why: string;
  dissent?: string | null;
  decidedOn?: string | null;
  interimUntil?: string | null;
}

export interface BodyDecisionFilter {
  bodyIds?: string[] | null;
  kinds?: BodyDecisionKind[] | null;
  confirmed?: boolean | null;
}

/** What decision bodies decide: recorded by one, confirmed by another who has a seat. */
@Injectable()
export class BodyDecisionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Writes down what a decision body decided, with how its seats stood on that day. By backbone staff or who has a seat. */
  recordBodyDecision(actor: Actor, input: NewBodyDecision): Promise<BodyDecision> {
    return this.database.work(actor, async (manager) => {
      const body = await take(manager, actor, Body, { id: input.bodyId, what: 'body', field: ['bodyId'] });
      const { coalitionId } = body;
      const today = await todayOf(manager, coalitionId);
      if (!isBackbone(actor, coalitionId) && !(await seatOf(manager, actor, body, today))) {
        throw new Forbidden('Backbone staff and those who have a seat in the body record what it decides.');
      }
      if (body.retiredAt) throw new InvalidState('body.retired', 'This body is retired.', 'FROZEN', ['bodyId']);
      if (!body.decides) throw InvalidInput.at('bodyId', 'NOT_ALLOWED', `"${body.name}" is not a decision body.`);
      const facts = {
        ...{ kind: input.kind, subjectId: input.subjectId ?? null, text: input.text, why: input.why },
        ...{ decidedOn: input.decidedOn ?? today, interimUntil: input.interimUntil ?? null },
      };
      const [rule] = await seatRulesOf(manager, [body.id], facts.decidedOn);
      if (!rule) throw new Error(`No seats were counted for body ${body.id}.`);
      const problems = problemsOfDecision(facts, rule, today);
      if (problems.length > 0) throw new InvalidInput(problems);
      await requireFirstInterim(manager, coalitionId, facts);
      const decision = manager.create(BodyDecision, {
        ...{ id: newId(), coalitionId, bodyId: body.id, ...facts, dissent: input.dissent?.trim() || null },
        ...{ seatsHeld: rule.held, seatsMostImpacted: rule.mostImpacted, meetsSeatRule: rule.met },
        ...{ recordedById: actor.personId, createdAt: new Date() },
        ...{ confirmedById: null, confirmedForId: null, confirmedAt: null },
      });
      await manager.insert(BodyDecision, decision);
      await recordDecision(manager, actor, decision, 'recordBodyDecision', { ...facts, bodyId: body.id });
      return decision;
    });
  }

  /**
   * Says for a member with a seat that the body decided so. Neither whoever recorded it nor backbone staff can: the
   * backbone never decides alone.
   */
  confirmBodyDecision(actor: Actor, id: string): Promise<BodyDecision> {
    return this.database.work(actor, async (manager) => {
      const decision = await take(manager, actor, BodyDecision, { id, what: 'decision' });
      const { coalitionId } = decision;
      const body = await manager.findOneByOrFail(Body, { id: decision.bodyId });
      const seated = await seatOf(manager, actor, body, await todayOf(manager, coalitionId));
      if (!seated || isBackbone(actor, coalitionId)) {
        throw new Forbidden('A member with a seat in the body confirms what it decided; backbone staff do not.');
      }
      if (decision.confirmedAt) {
        throw new InvalidState('decision.confirmed', 'This decision is confirmed.', 'INVALID_STATE', ['id']);
      }
      if (decision.recordedById === actor.personId) {
        throw InvalidInput.at('id', 'NOT_ALLOWED', 'Somebody else confirms what you recorded.');
      }
      const confirmed = { confirmedById: actor.personId, confirmedForId: seated, confirmedAt: new Date() };
      await manager.save(Object.assign(decision, confirmed));
      await recordDecision(manager, actor, decision, 'confirmBodyDecision', { organizationId: seated });
      return decision;
    });
  }

  loadBodyDecisions(actor: Actor, ids: readonly string[]): Promise<BodyDecision[]> {
    return findMine(this.database, actor, BodyDecision, 'id', ids);
  }

  /** The latest first. */
  listBodyDecisions(
    actor: Actor,
    coalitionId: string,
    { bodyIds, kinds, confirmed }: BodyDecisionFilter,
    page: PageArguments,
  ): Promise<Page<BodyDecision>> {
    if (!canSee(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(BodyDecision, 'decision').where({ coalitionId });
      if (bodyIds) builder.andWhere('decision.bodyId = ANY (:bodyIds)', { bodyIds });
      if (kinds) builder.andWhere('decision.kind = ANY (:kinds)', { kinds });
      if (confirmed != null) builder.andWhere(`decision.confirmedAt IS ${confirmed ? 'NOT ' : ''}NULL`);
      return builder;
    };
    const ordering = { name: 'bodyDecisions', by: ['decidedOn', 'id'], descending: true } as const;
    return pageOf(this.database, actor, query, page, { ...ordering, by: [...ordering.by] });
  }
}

/** The organization with a seat in this body, today, that the actor speaks for. */
function seatOf(manager: EntityManager, actor: Actor, body: Body, today: string): Promise<string | null> {
  return seatedFor(manager, body, partnerOrganizationIds(actor, body.coalitionId), today);
}

async function requireFirstInterim(
  manager: EntityManager,
  coalitionId: string,
  { kind, subjectId, interimUntil }: { kind: BodyDecisionKind; subjectId: string | null; interimUntil: string | null },
): Promise<void> {
  if (!interimUntil || !subjectId) return;
  const earlier = await manager
    .createQueryBuilder(BodyDecision, 'decision')
    .where({ coalitionId, kind, subjectId })
    .andWhere('decision.interimUntil IS NOT NULL')
    .getOne();
  if (!earlier) return;
  const message = `An interim decision on this was taken on ${earlier.decidedOn}; only a body that meets the rule of seats decides on.`;
  throw InvalidInput.at('interimUntil', 'NOT_ALLOWED', message);
}

function recordDecision(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: BodyDecision,
  verb: string,
  after: Record<string, unknown>,
): Promise<void> {
  return record(manager, actor, { coalitionId, verb, subjectType: 'BodyDecision', subjectId: id, after });
}
