import { Inject, Injectable } from '@nestjs/common';
import { todayOf } from '@keelson/backbone';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  newId,
  NotFound,
  type Actor,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canChangeActivity } from './activities.policy.js';
import { findActivity, recordActivity } from './activities.service.js';
import { requireOngoing } from './activity-status.js';
import { dropTrial, endTrial, requireState, startTrial } from './trial-state.js';
import { Trial, type TrialOutcome } from './trial.entity.js';

export interface TrialPlan {
  hypothesis?: string | null;
  safeBounds?: string | null;
  stopCondition?: string | null;
  reviewOn?: string | null;
}

/** Bounds what one activity brings along when it is shown. */
const mostTrials = 250;

/** Trials of an activity; each verb is for backbone staff and the lead. No figure reads how a trial ended. */
@Injectable()
export class TrialsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Plans a trial; what it needs before it runs may follow later. */
  async planTrial(actor: Actor, input: TrialPlan & { activityId: string; hypothesis: string }): Promise<Trial> {
    return this.database.work(actor, async (manager) => {
      const activity = await findActivity(manager, actor, input.activityId, { field: 'activityId', lock: true });
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      requireOngoing(activity, ['activityId']);
      const { id: activityId, coalitionId } = activity;
      if ((await manager.countBy(Trial, { coalitionId, activityId })) >= mostTrials) {
        throw InvalidInput.at('activityId', 'TOO_MANY', `An activity has at most ${mostTrials} trials.`);
      }
      const trial = manager.create(Trial, {
        ...{ id: newId(), coalitionId, activityId, hypothesis: '', state: 'PLANNED', createdAt: new Date() },
        ...{ safeBounds: null, stopCondition: null, reviewOn: null, stateReason: null, startedAt: null },
        ...{ outcome: null, outcomeText: null, endedAt: null },
      });
      applyPlan(trial, input);
      await manager.insert(Trial, trial);
      await recordActivity(manager, actor, 'planTrial', activity, { after: snapshotOf(trial) });
      return trial;
    });
  }

  /** Changes the plan of a trial that does not run yet. */
  changeTrial(actor: Actor, id: string, changes: TrialPlan): Promise<Trial> {
    return this.change(actor, 'changeTrial', id, (trial) => {
      requireState(trial, 'PLANNED', 'change');
      applyPlan(trial, changes);
    });
  }

  startTrial(actor: Actor, id: string): Promise<Trial> {
    return this.change(actor, 'startTrial', id, async (trial, manager) => {
      startTrial(trial, await todayOf(manager, trial.coalitionId), new Date());
    });
  }

  /** Also possible once the activity is over: what was learnt is not lost. */
  endTrial(actor: Actor, input: { id: string; outcome: TrialOutcome; outcomeText: string }): Promise<Trial> {
    const end = (trial: Trial) => endTrial(trial, input.outcome, input.outcomeText, new Date());
    return this.change(actor, 'endTrial', input.id, end, { ofEnded: true });
  }

  dropTrial(actor: Actor, id: string, reason: string): Promise<Trial> {
    const drop = (trial: Trial) => dropTrial(trial, reason, new Date());
    return this.change(actor, 'dropTrial', id, drop, { ofEnded: true });
  }

  loadTrials(actor: Actor, ids: readonly string[]): Promise<Trial[]> {
    return findMine(this.database, actor, Trial, 'id', ids);
  }

  loadTrialsOf(actor: Actor, activityIds: readonly string[]): Promise<Trial[]> {
    return findMine(this.database, actor, Trial, 'activityId', activityIds, { id: 'ASC' });
  }

  private change(
    actor: Actor,
    verb: string,
    id: string,
    change: (trial: Trial, manager: EntityManager) => void | Promise<void>,
    { ofEnded = false } = {},
  ): Promise<Trial> {
    return this.database.work(actor, async (manager) => {
      const trial = await manager.findOne(Trial, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!trial || !coalitionIdsOf(actor).includes(trial.coalitionId)) throw new NotFound('trial', ['id']);
      const activity = await findActivity(manager, actor, trial.activityId);
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      if (!ofEnded) requireOngoing(activity);
      const before = snapshotOf(trial);
      await change(trial, manager);
      await manager.save(trial);
      const what = { reason: trial.stateReason, before, after: snapshotOf(trial) };
      await recordActivity(manager, actor, verb, activity, what);
      return trial;
    });
  }
}

function applyPlan(trial: Trial, { hypothesis, safeBounds, stopCondition, reviewOn }: TrialPlan): void {
  if (hypothesis != null) trial.hypothesis = hypothesis.trim();
  if (safeBounds !== undefined) trial.safeBounds = safeBounds?.trim() || null;
  if (stopCondition !== undefined) trial.stopCondition = stopCondition?.trim() || null;
  if (reviewOn !== undefined) trial.reviewOn = reviewOn;
  if (!trial.hypothesis) throw InvalidInput.at('hypothesis', 'REQUIRED', 'Say what is expected to happen.');
}

function snapshotOf(trial: Trial): Record<string, unknown> {
  const { id: trialId, coalitionId, activityId, createdAt, ...kept } = trial;
  return { trialId, ...kept };
}
