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
import { canEditOrganization, canSeeOrganization } from './organizations.policy.js';

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

  /** Those by which these organizations ended, or `successorId`: which they continue; reversed ones are left out. */
  async loadMergers(
    actor: Actor,
    ids: readonly string[],
    by: 'predecessorId' | 'successorId' = 'predecessorId',
  ): Promise<OrganizationMerger[]> {
    const mergers = await findMine(this.database, actor, OrganizationMerger, by, ids, { date: 'ASC', id: 'ASC' });
    return mergers.filter(({ reversedAt }) => reversedAt === null);
  }
}

/** By the field of the input that named it. */
export async function findOrganization(
  manager: EntityManager,
  actor: Actor,
  id: string,
  field = 'id',
): Promise<Organization> {
  const organization = await manager.findOneBy(Organization, { id });
  if (!organization || !canSeeOrganization(actor, organization)) throw new NotFound('organization', [field]);
  return organization;
}

function snapshot({ name, type, identifiers, attributes }: Organization) {
  return { name, type, identifiers, attributes };
}
