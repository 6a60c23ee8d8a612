import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isIn,
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
import { In, type EntityManager } from 'typeorm';
import { OrganizationMerger } from './organization-merger.entity.js';
import { Organization } from './organization.entity.js';
import { canEditOrganization, canMergeOrganizations, canSeeOrganization } from './organizations.policy.js';

export interface NewOrganization {
  code: string;
  name: string;
  type?: string | null;
  identifiers?: string[] | null;
  attributes?: Record<string, string> | null;
}

export interface OrganizationChanges {
  name?: string | null;
  type?: string | null;
  identifiers?: string[] | null;
  attributes?: Record<string, string> | null;
}

export interface OrganizationFilter {
  codes?: string[] | null;
  type?: string | null;
  /** Part of the name or the code. */
  search?: string | null;
}

@Injectable()
export class OrganizationsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Makes organizations inside the caller's unit of work; the caller (coalitions) has checked who may. */
  async createOrganizations(
    manager: EntityManager,
    coalitionId: string,
    inputs: NewOrganization[],
  ): Promise<Organization[]> {
    const codes = inputs.map((input) => input.code);
    const taken = await manager.findBy(Organization, { coalitionId, code: In(codes) });
    const problems = inputs.flatMap((input, i): Problem[] => {
      const field = ['organizations', String(i), 'code'];
      if (taken.some((organization) => organization.code === input.code)) {
        return [{ code: 'TAKEN', field, message: `The code "${input.code}" is taken in this coalition.` }];
      }
      if (codes.indexOf(input.code) < i) {
        return [{ code: 'DUPLICATE', field, message: `The code "${input.code}" stands twice in this list.` }];
      }
      return [];
    });
    if (problems.length > 0) throw new InvalidInput(problems);
    const organizations = inputs.map((input) =>
      manager.create(Organization, {
        id: newId(),
        coalitionId,
        code: input.code,
        name: input.name,
        type: input.type ?? null,
        identifiers: input.identifiers ?? [],
        attributes: input.attributes ?? {},
        createdAt: new Date(),
      }),
    );
    await manager.insert(Organization, organizations as never);
    return organizations;
  }

  async updateOrganization(actor: Actor, id: string, changes: OrganizationChanges): Promise<Organization> {
    return this.database.work(actor, async (manager) => {
      const organization = await findOrganization(manager, actor, id);
      if (!canEditOrganization(actor, organization)) throw new Forbidden();
      const before = { ...organization };
      organization.name = changes.name ?? organization.name;
      if (changes.type !== undefined) organization.type = changes.type;
      organization.identifiers = changes.identifiers ?? organization.identifiers;
      organization.attributes = changes.attributes ?? organization.attributes;
      await manager.save(organization);
      await record(manager, actor, {
        coalitionId: organization.coalitionId,
        verb: 'updateOrganization',
        subjectType: 'Organization',
        subjectId: id,
        before: snapshot(before),
        after: snapshot(organization),
      });
      return organization;
    });
  }

  /** Records that `successor` continues `predecessor` from a date on. A chain may not lead back to its start. */
  async mergeOrganizations(
    actor: Actor,
    input: { predecessorId: string; successorId: string; date: string; reason?: string | null },
  ): Promise<OrganizationMerger> {
    return this.database.work(actor, async (manager) => {
      const predecessor = await findOrganization(manager, actor, input.predecessorId, 'predecessorId');
      const successor = await findOrganization(manager, actor, input.successorId, 'successorId');
      const { coalitionId } = predecessor;
      if (successor.coalitionId !== coalitionId) throw new NotFound('organization', ['successorId']);
      if (!canMergeOrganizations(actor, coalitionId)) throw new Forbidden();
      await refuseCircle(manager, predecessor, successor);
      const merger = manager.create(OrganizationMerger, {
        id: newId(),
        coalitionId,
        predecessorId: predecessor.id,
        successorId: successor.id,
        date: input.date,
        reason: input.reason ?? null,
        createdAt: new Date(),
      });
      await manager.insert(OrganizationMerger, merger);
      await record(manager, actor, {
        coalitionId,
        verb: 'mergeOrganizations',
        subjectType: 'Organization',
        subjectId: predecessor.id,
        reason: merger.reason,
        after: { successorId: successor.id, date: input.date },
      });
      return merger;
    });
  }

  async loadOrganizations(actor: Actor, ids: readonly string[]): Promise<Organization[]> {
    const found = await this.database.read(actor, (manager) => manager.findBy(Organization, { id: In([...ids]) }));
    return found.filter((organization) => canSeeOrganization(actor, organization));
  }

  listOrganizations(
    actor: Actor,
    coalitionId: string,
    filter: OrganizationFilter,
    page: PageArguments,
  ): Promise<Page<Organization>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Organization, 'organization').where({ coalitionId });
      if (filter.codes) builder.andWhere({ code: In(filter.codes) });
      if (filter.type) builder.andWhere({ type: filter.type });
      whereContains(builder, ['name', 'code'], filter.search);
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'organizations', by: ['code', 'id'] });
  }

  async loadMergers(actor: Actor, predecessorIds: readonly string[]): Promise<OrganizationMerger[]> {
    return findMine(this.database, actor, OrganizationMerger, 'predecessorId', predecessorIds);
  }
}

async function findOrganization(manager: EntityManager, actor: Actor, id: string, field = 'id'): Promise<Organization> {
  const organization = await manager.findOneBy(Organization, { id });
  if (!organization || !canSeeOrganization(actor, organization)) throw new NotFound('organization', [field]);
  return organization;
}

async function refuseCircle(manager: EntityManager, predecessor: Organization, successor: Organization): Promise<void> {
  const mergers = await manager.findBy(OrganizationMerger, { coalitionId: predecessor.coalitionId });
  const next = new Map(mergers.map((merger) => [merger.predecessorId, merger.successorId]));
  if (next.has(predecessor.id)) {
    throw InvalidInput.at('predecessorId', 'TAKEN', `${predecessor.name} has a successor already.`);
  }
  for (let id: string | undefined = successor.id; id; id = next.get(id)) {
    if (id !== predecessor.id) continue;
    const message = `${successor.name} leads back to ${predecessor.name}: an organization cannot succeed itself.`;
    throw InvalidInput.at('successorId', 'CYCLE', message);
  }
}

function snapshot({ name, type, identifiers, attributes }: Organization) {
  return { name, type, identifiers, attributes };
}
