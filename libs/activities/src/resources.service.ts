import { Inject, Injectable } from '@nestjs/common';
import { isDecimal, isNegative } from '@keelson/measures';
import { OrganizationsService } from '@keelson/organizations';
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
  type Problem,
} from '@keelson/platform';
import { In, IsNull } from 'typeorm';
import { canCommitResource } from './activities.policy.js';
import { findActivity, recordActivity } from './activities.service.js';
import { requireOngoing } from './activity-status.js';
import { Resource, type ResourceKind } from './resource.entity.js';

export interface NewResource {
  activityId: string;
  organizationId: string;
  kind: ResourceKind;
  description: string;
  /** An exact decimal, e.g. "12.5". */
  amount?: string | null;
  unit?: string | null;
}

@Injectable()
export class ResourcesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OrganizationsService) private readonly organizations: OrganizationsService,
  ) {}

  /** Records what an organization commits to an activity. A partner commits what is its own organization's. */
  async commitResource(actor: Actor, input: NewResource): Promise<Resource> {
    const [organization] = await this.organizations.loadOrganizations(actor, [input.organizationId]);
    return this.database.work(actor, async (manager) => {
      const activity = await findActivity(manager, actor, input.activityId, { field: 'activityId', lock: true });
      const { coalitionId } = activity;
      if (organization?.coalitionId !== coalitionId) throw new NotFound('organization', ['organizationId']);
      if (!canCommitResource(actor, coalitionId, organization.id)) throw new Forbidden();
      requireOngoing(activity, ['activityId']);
      const problems = problemsOf(input);
      if (problems.length > 0) throw new InvalidInput(problems);
      const resource = manager.create(Resource, {
        id: newId(),
        coalitionId,
        activityId: activity.id,
        organizationId: organization.id,
        kind: input.kind,
        description: input.description,
        amount: input.amount ?? null,
        unit: input.unit ?? null,
        withdrawnAt: null,
        createdAt: new Date(),
      });
      await manager.insert(Resource, resource);
      await recordActivity(manager, actor, 'commitResource', activity, { after: snapshotOf(resource) });
      return resource;
    });
  }

  /** Takes a commitment back; the activity's history keeps it. */
  async withdrawResource(actor: Actor, id: string, reason?: string | null): Promise<Resource> {
    return this.database.work(actor, async (manager) => {
      const resource = await manager.findOne(Resource, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!resource || !coalitionIdsOf(actor).includes(resource.coalitionId)) throw new NotFound('resource', ['id']);
      const { coalitionId, organizationId, activityId } = resource;
      if (!canCommitResource(actor, coalitionId, organizationId)) throw new Forbidden();
      if (resource.withdrawnAt) {
        throw new InvalidState('resource.withdrawn', 'This was withdrawn already.', 'INVALID_STATE', ['id']);
      }
      resource.withdrawnAt = new Date();
      await manager.save(resource);
      const activity = { id: activityId, coalitionId };
      await recordActivity(manager, actor, 'withdrawResource', activity, { reason, before: snapshotOf(resource) });
      return resource;
    });
  }

  async loadResources(actor: Actor, ids: readonly string[]): Promise<Resource[]> {
    return findMine(this.database, actor, Resource, 'id', ids);
  }

  /** What is committed to these activities and was not withdrawn. */
  async loadResourcesOf(actor: Actor, activityIds: readonly string[]): Promise<Resource[]> {
    const coalitionId = In(coalitionIdsOf(actor));
    const where = { activityId: In([...activityIds]), coalitionId, withdrawnAt: IsNull() };
    return this.database.read(actor, (manager) => manager.find(Resource, { where, order: { id: 'ASC' } }));
  }
}

function problemsOf({ description, amount, unit }: NewResource): Problem[] {
  const problems: Problem[] = [];
  if (!description.trim()) {
    problems.push({ code: 'REQUIRED', field: ['description'], message: 'Say what is committed.' });
  }
  if (amount != null && !isDecimal(amount)) {
    const message = 'Write the amount as a plain decimal such as "1250.50"; a currency goes into the unit.';
    problems.push({ code: 'NOT_A_NUMBER', field: ['amount'], message });
  } else if (amount != null && isNegative(amount)) {
    problems.push({
      code: 'NEGATIVE',
      field: ['amount'],
      message: 'An amount is not negative; withdraw what was given.',
    });
  }
  if (unit != null && amount == null) {
    problems.push({ code: 'REQUIRED', field: ['amount'], message: 'A unit needs its amount; give both or neither.' });
  }
  return problems;
}

function snapshotOf({ id, organizationId, kind, description, amount, unit }: Resource): Record<string, unknown> {
  return { resourceId: id, organizationId, kind, description, amount, unit };
}
