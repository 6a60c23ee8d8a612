import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  type Actor,
} from '@keelson/platform';
import { canChangeActivity } from './activities.policy.js';
import { findActivity, recordActivity } from './activities.service.js';
import { requireOngoing } from './activity-status.js';
import { Milestone } from './milestone.entity.js';

/** Bounds what one activity brings along when it is shown. */
const mostMilestones = 250;

@Injectable()
export class MilestonesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async addMilestone(
    actor: Actor,
    input: { activityId: string; title: string; dueDate?: string | null },
  ): Promise<Milestone> {
    if (!input.title.trim()) throw InvalidInput.at('title', 'REQUIRED', 'Give the milestone a title.');
    return this.database.work(actor, async (manager) => {
      const activity = await findActivity(manager, actor, input.activityId, { field: 'activityId', lock: true });
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      requireOngoing(activity, ['activityId']);
      if ((await manager.countBy(Milestone, { activityId: activity.id })) >= mostMilestones) {
        throw InvalidInput.at('activityId', 'TOO_MANY', `An activity has at most ${mostMilestones} milestones.`);
      }
      const milestone = manager.create(Milestone, {
        id: newId(),
        coalitionId: activity.coalitionId,
        activityId: activity.id,
        title: input.title,
        dueDate: input.dueDate ?? null,
        doneAt: null,
        createdAt: new Date(),
      });
      await manager.insert(Milestone, milestone);
      await recordActivity(manager, actor, 'addMilestone', activity, { after: snapshotOf(milestone) });
      return milestone;
    });
  }

  /** Says that a milestone was reached: now, or at an instant in the past. */
  async completeMilestone(actor: Actor, id: string, doneAt?: Date | null): Promise<Milestone> {
    const now = new Date();
    if (doneAt && doneAt > now) {
      throw InvalidInput.at('doneAt', 'OUT_OF_RANGE', 'What lies ahead is not done yet; give an instant in the past.');
    }
    return this.changeMilestone(actor, 'completeMilestone', id, null, (milestone) => {
      if (milestone.doneAt) throw refusal('milestone.done', `"${milestone.title}" is done already.`);
      milestone.doneAt = doneAt ?? now;
    });
  }

  async reopenMilestone(actor: Actor, id: string, reason?: string | null): Promise<Milestone> {
    return this.changeMilestone(actor, 'reopenMilestone', id, reason ?? null, (milestone) => {
      if (!milestone.doneAt) throw refusal('milestone.open', `"${milestone.title}" is open already.`);
      milestone.doneAt = null;
    });
  }

  async loadMilestones(actor: Actor, ids: readonly string[]): Promise<Milestone[]> {
    return findMine(this.database, actor, Milestone, 'id', ids);
  }

  /** The milestones of these activities, the next due first. */
  async loadMilestonesOf(actor: Actor, activityIds: readonly string[]): Promise<Milestone[]> {
    return findMine(this.database, actor, Milestone, 'activityId', activityIds, { dueDate: 'ASC', id: 'ASC' });
  }

  private changeMilestone(
    actor: Actor,
    verb: string,
    id: string,
    reason: string | null,
    change: (milestone: Milestone) => void,
  ): Promise<Milestone> {
    return this.database.work(actor, async (manager) => {
      const milestone = await manager.findOne(Milestone, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!milestone || !coalitionIdsOf(actor).includes(milestone.coalitionId)) throw new NotFound('milestone', ['id']);
      const activity = await findActivity(manager, actor, milestone.activityId);
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      requireOngoing(activity);
      const before = snapshotOf(milestone);
      change(milestone);
      await manager.save(milestone);
      await recordActivity(manager, actor, verb, activity, { reason, before, after: snapshotOf(milestone) });
      return milestone;
    });
  }
}

function refusal(rule: string, message: string): InvalidState {
  return new InvalidState(rule, message, 'INVALID_STATE', ['id']);
}

function snapshotOf({ id, title, dueDate, doneAt }: Milestone): Record<string, unknown> {
  return { milestoneId: id, title, dueDate, doneAt };
}
