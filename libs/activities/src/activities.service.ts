import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  newId,
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
import { applyChanges, problemsOf, snapshotOf, type ActivityChanges, type NewActivity } from './activity-input.js';
import { ActivityReferencesService } from './activity-references.service.js';
import { moveActivity, requireOngoing, type ActivityMove } from './activity-status.js';
import { Activity, type ActivityStatus } from './activity.entity.js';

export interface ActivityFilter {
  /** Led by one of these, or with one of these as partner. */
  organizationIds?: string[] | null;
  goalIds?: string[] | null;
  measureIds?: string[] | null;
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
    const goalProblems = await this.references.problemsOfGoals(actor, input.goalIds ?? []);
    return this.database.work(actor, async (manager) => {
      const now = new Date();
      const activity = manager.create(Activity, {
        id: newId(),
        coalitionId,
        title: input.title,
        description: input.description ?? null,
        kind: input.kind,
        leadOrganizationId: input.leadOrganizationId,
        partnerOrganizationIds: input.partnerOrganizationIds ?? [],
        goalIds: input.goalIds ?? [],
        strategyIds: input.strategyIds ?? [],
        measureIds: input.measureIds ?? [],
        isCore: false,
        changeLevel: null,
        beyondExisting: null,
        groupIds: [],
        place: null,
        requiredCapabilities: [],
        budget: null,
        currency: null,
        inKind: null,
        startDate: input.startDate ?? null,
        endDate: input.endDate ?? null,
        status: 'PLANNED',
        statusReason: null,
        statusSince: now,
        createdAt: now,
      });
      requireSound(activity, goalProblems);
      await manager.insert(Activity, activity);
      await recordActivity(manager, actor, 'createActivity', activity, { after: snapshotOf(activity) });
      return activity;
    });
  }

  /** Changes what is given. Handing the lead over takes the right to lead for both organizations. */
  async updateActivity(actor: Actor, id: string, changes: ActivityChanges): Promise<Activity> {
    const standing = await this.database.read(actor, (manager) => findActivity(manager, actor, id));
    await this.references.requireKnown(actor, standing.coalitionId, changes);
    const goalProblems = await this.references.problemsOfGoals(actor, changes.goalIds ?? [], standing.goalIds);
    return this.database.work(actor, async (manager) => {
      const activity = await findActivity(manager, actor, id, { lock: true });
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      requireOngoing(activity);
      const before = snapshotOf(activity);
      applyChanges(activity, changes);
      if (!canChangeActivity(actor, activity)) throw new Forbidden('Only backbone staff hand the lead to another one.');
      requireSound(activity, goalProblems);
      await manager.save(activity);
      await recordActivity(manager, actor, 'updateActivity', activity, { before, after: snapshotOf(activity) });
      return activity;
    });
  }

  /** Moves an activity on: start, pause, resume, finish or stop it. Pausing and stopping take a reason. */
  async moveActivity(actor: Actor, verb: ActivityMove, id: string, reason?: string | null): Promise<Activity> {
    return this.database.work(actor, async (manager) => {
      const activity = await findActivity(manager, actor, id, { lock: true });
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      const before = { status: activity.status, statusReason: activity.statusReason };
      moveActivity(activity, verb, reason ?? null, new Date());
      await manager.save(activity);
      const after = { status: activity.status, statusReason: activity.statusReason };
      await recordActivity(manager, actor, verb, activity, { reason: activity.statusReason, before, after });
      return activity;
    });
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

function requireSound(activity: Activity, goalProblems: Problem[]): void {
  const problems = [...problemsOf(activity), ...goalProblems];
  if (problems.length > 0) throw new InvalidInput(problems);
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
