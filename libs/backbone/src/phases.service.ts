import { Inject, Injectable } from '@nestjs/common';
import { Coalition, findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  InvalidInput,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSee } from './backbone.policy.js';
import { PhaseChange, PhaseLabels, usualPhases } from './phase.entity.js';
import { requireDecision } from './require-decision.js';
import { requireKeeper } from './take-row.js';

export interface NewPhase {
  coalitionId: string;
  /** 1 to 5. */
  to: number;
  reason: string;
  decisionId: string;
}

@Injectable()
export class PhasesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The five labels of a coalition, in their order. */
  phaseLabels(actor: Actor, coalitionId: string): Promise<string[]> {
    return this.database.read(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      return labelsOf(manager, coalitionId);
    });
  }

  labelPhases(actor: Actor, coalitionId: string, labels: string[]): Promise<string[]> {
    return this.database.work(actor, async (manager) => {
      await requireKeeper(manager, actor, coalitionId);
      const after = labels.map((label) => label.trim());
      if (after.length !== 5)
        throw InvalidInput.at('labels', 'OUT_OF_RANGE', 'Give the five phases their five labels.');
      const problem = after.findIndex((label, i) => !label || after.indexOf(label) !== i);
      if (problem >= 0) {
        throw InvalidInput.at(['labels', String(problem)], 'DUPLICATE', 'Give each phase a label of its own.');
      }
      const before = await labelsOf(manager, coalitionId);
      await manager.upsert(PhaseLabels, { coalitionId, labels: after }, ['coalitionId']);
      const subject = { subjectType: 'Coalition', subjectId: coalitionId } as const;
      await record(manager, actor, {
        coalitionId,
        verb: 'labelPhases',
        ...subject,
        before: { labels: before },
        after: { labels: after },
      });
      return after;
    });
  }

  /** Moves the coalition to another phase, forward or back, with a reason and a decision that was not used before. */
  async changePhase(actor: Actor, { coalitionId, to, reason, decisionId }: NewPhase): Promise<PhaseChange> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the phase changes.');
    return this.database.work(actor, async (manager) => {
      await requireKeeper(manager, actor, coalitionId);
      // Two changes at once come one after the other: each knows where it starts from.
      const lock = { mode: 'for_no_key_update' } as const;
      await manager.findOneOrFail(Coalition, { where: { id: coalitionId }, lock });
      const label = (await labelsOf(manager, coalitionId))[to - 1];
      if (!label) throw InvalidInput.at('to', 'OUT_OF_RANGE', 'The phases are 1 to 5.');
      const from = await manager.findOne(PhaseChange, {
        where: { coalitionId },
        order: { changedAt: 'DESC', id: 'DESC' },
      });
      if (from?.to === to) throw InvalidInput.at('to', 'DUPLICATE', `The coalition is in phase ${to} already.`);
      await requireDecision(manager, { coalitionId, decisionId, kind: 'CHANGE_PHASE' });
      if (await manager.existsBy(PhaseChange, { coalitionId, decisionId })) {
        throw InvalidInput.at('decisionId', 'NOT_ALLOWED', 'This decision has changed the phase once.');
      }
      const change = manager.create(PhaseChange, {
        ...{ id: newId(), coalitionId, from: from?.to ?? null, to, toLabel: label },
        ...{ reason: reason.trim(), decisionId, changedAt: new Date() },
      });
      await manager.insert(PhaseChange, change);
      const subject = { subjectType: 'PhaseChange', subjectId: change.id, reason: change.reason } as const;
      await record(manager, actor, {
        coalitionId,
        verb: 'changePhase',
        ...subject,
        before: { phase: change.from },
        after: { phase: to },
      });
      return change;
    });
  }

  loadPhaseChanges(actor: Actor, ids: readonly string[]): Promise<PhaseChange[]> {
    return findMine(this.database, actor, PhaseChange, 'id', ids);
  }

  /** The latest first: it says in which phase the coalition is. */
  listPhaseChanges(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<PhaseChange>> {
    if (!canSee(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => manager.createQueryBuilder(PhaseChange, 'change').where({ coalitionId });
    return pageOf(this.database, actor, query, page, { name: 'phaseChanges', by: ['id'], descending: true });
  }
}

async function labelsOf(manager: EntityManager, coalitionId: string): Promise<string[]> {
  return (await manager.findOneBy(PhaseLabels, { coalitionId }))?.labels ?? [...usualPhases];
}
