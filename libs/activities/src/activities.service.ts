import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  NotFound,
  pageOf,
  record,
  whereContains,
  type Actor,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canChangeActivity, canLeadActivity, canSeeActivities } from './activities.policy.js';
import { countActivities, type ActivityFigures } from './activity-figures.sql.js';
import { ActivityEffect } from './activity-effect.entity.js';
import { problemsOfEffects, writeEffects } from './activity-effects.js';
import {
  applyChanges,
  planActivity,
  problemsOf,
  snapshotOf,
  type ActivityChanges,
  type NewActivity,
} from './activity-input.js';
import { ActivityReferencesService } from './activity-references.service.js';
import { moveActivity, requireOngoing, type ActivityMove } from './activity-status.js';
import { Activity, type ActivityStatus } from './activity.entity.js';
import { askForPerspective } from './ask-for-perspective.js';
import { lacksOf, type Lack } from './check-active.js';
import { currentGoalsOf } from './current-goals.sql.js';

export interface ActivityFilter {
  /** Led by one of these, or with one of these as partner. */
  organizationIds?: string[] | null;
  goalIds?: string[] | null;
  measureIds?: string[] | null;
  /** Serving one of these stakeholder groups. */
  groupIds?: string[] | null;
  isCore?: boolean | null;
  statuses?: ActivityStatus[] | null;
  /** Part of the title or the description. */
  search?: string | null;
}

/** The activity, or the error that a stranger also gets for an id that nobody has; locked, it waits for others' changes. */
export async function findActivity(
  manager: EntityManager,
  actor: Actor,
  id: string,
  { field = 'id', lock = false }: { field?: string; lock?: boolean } = {},
): Promise<Activity> {
  const activity = await manager.findOne(Activity, {
    where: { id },
    ...(lock && { lock: { mode: 'for_no_key_update' } }),
  });
  if (!activity || !canSeeActivities(actor, activity.coalitionId)) throw new NotFound('activity', [field]);
  return activity;
}

@Injectable()
export class ActivitiesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ActivityReferencesService) private readonly references: ActivityReferencesService,
  ) {}

  /** Plans an activity. Backbone staff for any lead organization, a partner for its own. */
  async createActivity(actor: Actor, input: NewActivity): Promise<Activity> {
    const { coalitionId } = input;
    if (!canSeeActivities(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    await this.references.requireKnown(actor, coalitionId, input);
    if (!canLeadActivity(actor, coalitionId, input.leadOrganizationId)) throw new Forbidden();
    const served = await this.references.problemsOfServed(actor, input);
    return this.database.work(actor, async (manager) => {
      const activity = manager.create(Activity, planActivity(input, new Date()));
      requireSound(activity, input, served);
      await manager.insert(Activity, activity);
      await writeEffects(manager, activity, input.effects);
      const { effects } = input;
      await recordActivity(manager, actor, 'createActivity', activity, {
        after: { ...snapshotOf(activity), ...(effects?.length && { effects }) },
      });
      return activity;
    });
  }

  /** Changes what is given. Handing the lead over takes the right to lead for both organizations. */
  async updateActivity(actor: Actor, id: string, changes: ActivityChanges): Promise<Activity> {
    const standing = await this.database.read(actor, (manager) => findActivity(manager, actor, id));
    await this.references.requireKnown(actor, standing.coalitionId, changes);
    const served = await this.references.problemsOfServed(actor, changes, standing);
    return this.database.work(actor, async (manager) => {
      const activity = await findActivity(manager, actor, id, { lock: true });
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      requireOngoing(activity);
      const before = snapshotOf(activity);
      const goals = await currentGoalIdsOf(manager, activity);
      const lacked = lacksOf(activity, goals).map(({ of }) => of);
      applyChanges(activity, changes);
      if (!canChangeActivity(actor, activity)) throw new Forbidden('Only backbone staff hand the lead to another one.');
      requireSound(activity, changes, [...served, ...lostBy(activity, lacked, goals)]);
      await manager.save(activity);
      const { effects, measureIds } = changes;
      if (effects || measureIds) await writeEffects(manager, activity, effects);
      const after = { ...snapshotOf(activity), ...(effects && { effects }) };
      await recordActivity(manager, actor, 'updateActivity', activity, { before, after });
      return activity;
    });
  }

  /**
   * Moves an activity on: start, pause, resume, finish or stop it. Pausing and stopping take a reason. Only what serves a
   * goal of the adopted agenda and a group becomes ACTIVE, and a core activity only with a partner.
   */
  async moveActivity(actor: Actor, verb: ActivityMove, id: string, reason?: string | null): Promise<Activity> {
    return this.database.work(actor, async (manager) => {
      const activity = await findActivity(manager, actor, id, { lock: true });
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      const before = { status: activity.status, statusReason: activity.statusReason };
      const now = new Date();
      moveActivity(activity, verb, reason ?? null, now);
      if (activity.status === 'ACTIVE') await requireReady(manager, activity);
      await manager.save(activity);
      if (verb === 'startActivity') await askForPerspective(manager, activity, now);
      const after = { status: activity.status, statusReason: activity.statusReason };
      await recordActivity(manager, actor, verb, activity, { reason: activity.statusReason, before, after });
      return activity;
    });
  }

  /** What is expected of the measures that these activities name. */
  async loadEffectsOf(actor: Actor, activityIds: readonly string[]): Promise<ActivityEffect[]> {
    return findMine(this.database, actor, ActivityEffect, 'activityId', activityIds, { id: 'ASC' });
  }

  async loadActivities(actor: Actor, ids: readonly string[]): Promise<Activity[]> {
    return findMine(this.database, actor, Activity, 'id', ids);
  }

  listActivities(
    actor: Actor,
    coalitionId: string,
    filter: ActivityFilter,
    page: PageArguments,
  ): Promise<Page<Activity>> {
    if (!canSeeActivities(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Activity, 'activity').where({ coalitionId });
      if (filter.organizationIds) {
        builder.andWhere(
          '(activity.leadOrganizationId = ANY(:organizations) OR activity.partnerOrganizationIds && :organizations)',
          { organizations: filter.organizationIds },
        );
      }
      if (filter.goalIds) builder.andWhere('activity.goalIds && :goals', { goals: filter.goalIds });
      if (filter.measureIds) builder.andWhere('activity.measureIds && :measures', { measures: filter.measureIds });
      if (filter.groupIds) builder.andWhere('activity.groupIds && :groups', { groups: filter.groupIds });
      if (filter.isCore != null) builder.andWhere('activity.isCore = :isCore', { isCore: filter.isCore });
      if (filter.statuses) builder.andWhere('activity.status = ANY(:statuses)', { statuses: filter.statuses });
      whereContains(builder, ['title', 'description'], filter.search);
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'activities', by: ['title', 'id'] });
  }

  /** How well a coalition's active activities fit together, today. */
  async activityFigures(actor: Actor, coalitionId: string): Promise<ActivityFigures> {
    if (!canSeeActivities(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    return this.database.read(actor, (manager) => countActivities(manager, coalitionId));
  }
}

function requireSound(activity: Activity, { effects }: ActivityChanges, more: Problem[]): void {
  const problems = [...problemsOf(activity), ...problemsOfEffects(activity, effects ?? []), ...more];
  if (problems.length > 0) throw new InvalidInput(problems);
}

async function currentGoalIdsOf(manager: EntityManager, { coalitionId }: Activity): Promise<Set<string>> {
  return new Set((await currentGoalsOf(manager, coalitionId)).map(({ id }) => id));
}

/** Says everything that an activity lacks to be ACTIVE. */
async function requireReady(manager: EntityManager, activity: Activity): Promise<void> {
  const lacks = lacksOf(activity, await currentGoalIdsOf(manager, activity));
  if (lacks.length === 0) return;
  throw new InvalidInput(lacks.map(({ message }) => ({ code: 'REQUIRED', field: ['id'], message })));
}

/** What is ACTIVE keeps what it was started with; what it lacked before a change, it may go on lacking. */
function lostBy(activity: Activity, lacked: readonly Lack['of'][], goals: ReadonlySet<string>): Problem[] {
  if (activity.status !== 'ACTIVE') return [];
  const lost = lacksOf(activity, goals).filter(({ of }) => !lacked.includes(of));
  return lost.map(({ of, message }) => ({ code: 'REQUIRED', field: [of], message }));
}

/** A change in the history of an activity. */
export function recordActivity(
  manager: EntityManager,
  actor: Actor,
  verb: string,
  { id, coalitionId }: Pick<Activity, 'id' | 'coalitionId'>,
  what: { reason?: string | null; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  return record(manager, actor, { ...what, coalitionId, verb, subjectType: 'Activity', subjectId: id });
}
