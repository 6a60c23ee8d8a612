import { Inject, Injectable } from '@nestjs/common';
import { OrganizationsService, type NewOrganization, type Organization } from '@keelson/organizations';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isBackbone,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type CoalitionRole,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { findCoalition } from './coalitions.service.js';
import { Membership } from './membership.entity.js';
import { WorkingGroup } from './working-group.entity.js';

export interface NewMember extends NewOrganization {
  role?: CoalitionRole | null;
  from?: string | null;
  to?: string | null;
}

@Injectable()
export class MembersService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OrganizationsService) private readonly organizations: OrganizationsService,
  ) {}

  /** Makes organizations and their memberships, all or none. */
  async addOrganizations(actor: Actor, coalitionId: string, members: NewMember[]): Promise<Organization[]> {
    const problems = members.flatMap((member, i) => problemsOfTerm(member, ['organizations', String(i), 'to']));
    if (problems.length > 0) throw new InvalidInput(problems);
    return this.database.work(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      if (!isBackbone(actor, coalitionId)) throw new Forbidden();
      const organizations = await this.organizations.createOrganizations(manager, coalitionId, members);
      const memberships = organizations.map((organization, i) => ({
        id: newId(),
        coalitionId,
        organizationId: organization.id,
        role: members[i]?.role ?? 'PARTNER',
        from: members[i]?.from ?? null,
        to: members[i]?.to ?? null,
      }));
      await manager.insert(Membership, memberships);
      await record(
        manager,
        actor,
        ...organizations.map(({ id, code, name }, i) => ({
          coalitionId,
          verb: 'addOrganization',
          subjectType: 'Organization' as const,
          subjectId: id,
          after: { code, name, role: memberships[i]?.role, from: memberships[i]?.from, to: memberships[i]?.to },
        })),
      );
      return organizations;
    });
  }

  /** Gives an organization that the coalition knows a further role or term. */
  async addMembership(
    actor: Actor,
    input: { organizationId: string; role: CoalitionRole; from?: string | null; to?: string | null },
  ): Promise<Membership> {
    const problems = problemsOfTerm(input, ['to']);
    if (problems.length > 0) throw new InvalidInput(problems);
    const [organization] = await this.organizations.loadOrganizations(actor, [input.organizationId]);
    if (!organization) throw new NotFound('organization', ['organizationId']);
    const { coalitionId } = organization;
    if (!isBackbone(actor, coalitionId)) throw new Forbidden();
    return this.database.work(actor, async (manager) => {
      const membership = manager.create(Membership, {
        id: newId(),
        coalitionId,
        organizationId: organization.id,
        role: input.role,
        from: input.from ?? null,
        to: input.to ?? null,
        createdAt: new Date(),
      });
      await manager.insert(Membership, membership);
      await recordMembership(manager, actor, 'addMembership', membership);
      return membership;
    });
  }

  /** Memberships of the given organizations, by their id. */
  async loadMemberships(actor: Actor, organizationIds: readonly string[]): Promise<Membership[]> {
    return findMine(this.database, actor, Membership, 'organizationId', organizationIds, { id: 'ASC' });
  }

  async loadMembershipsById(actor: Actor, ids: readonly string[]): Promise<Membership[]> {
    return findMine(this.database, actor, Membership, 'id', ids);
  }

  async createWorkingGroup(
    actor: Actor,
    input: { coalitionId: string; name: string; purpose?: string | null; organizationIds: string[] },
  ): Promise<WorkingGroup> {
    const known = await this.organizations.loadOrganizations(actor, input.organizationIds);
    const strangers = input.organizationIds.findIndex(
      (id) => !known.some((organization) => organization.id === id && organization.coalitionId === input.coalitionId),
    );
    if (strangers >= 0) throw new NotFound('organization', ['organizationIds', String(strangers)]);
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = input;
      await findCoalition(manager, actor, coalitionId);
      if (!isBackbone(actor, coalitionId)) throw new Forbidden();
      if (await manager.existsBy(WorkingGroup, { coalitionId, name: input.name })) {
        throw InvalidInput.at('name', 'TAKEN', `There is a working group "${input.name}" already.`);
      }
      const group = manager.create(WorkingGroup, {
        ...input,
        id: newId(),
        purpose: input.purpose ?? null,
        createdAt: new Date(),
      });
      await manager.insert(WorkingGroup, group);
      const subject = { subjectType: 'WorkingGroup', subjectId: group.id } as const;
      await record(manager, actor, {
        coalitionId,
        verb: 'createWorkingGroup',
        ...subject,
        after: { name: group.name },
      });
      return group;
    });
  }

  async loadWorkingGroups(actor: Actor, ids: readonly string[]): Promise<WorkingGroup[]> {
    return findMine(this.database, actor, WorkingGroup, 'id', ids);
  }

  listWorkingGroups(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<WorkingGroup>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => manager.createQueryBuilder(WorkingGroup, 'group').where({ coalitionId });
    return pageOf(this.database, actor, query, page, { name: 'workingGroups', by: ['name', 'id'] });
  }
}

/** Ends a membership on a day, in the unit of work of a verb that may: see the room backbone. */
export async function endMembershipOn(
  manager: EntityManager,
  actor: Actor,
  membership: Membership,
  { to, reason, verb }: { to: string; reason?: string | null; verb: string },
): Promise<Membership> {
  const problems = problemsOfTerm({ from: membership.from, to }, ['to']);
  if (problems.length > 0) throw new InvalidInput(problems);
  membership.to = to;
  await manager.save(membership);
  await recordMembership(manager, actor, verb, membership, reason);
  return membership;
}

/** What is wrong with a first and a last day; each may be open. */
export function problemsOfTerm({ from, to }: { from?: string | null; to?: string | null }, field: string[]): Problem[] {
  if (!from || !to || from <= to) return [];
  return [{ code: 'OUT_OF_RANGE', field, message: `It cannot end (${to}) before it starts (${from}).` }];
}

function recordMembership(
  manager: EntityManager,
  actor: Actor,
  verb: string,
  membership: Membership,
  reason?: string | null,
) {
  const { coalitionId, organizationId, role, from, to } = membership;
  const subject = { subjectType: 'Organization', subjectId: organizationId } as const;
  return record(manager, actor, { coalitionId, verb, ...subject, reason, after: { role, from, to } });
}
