import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isBackbone,
  isIn,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { Coalition } from './coalition.entity.js';
import { findCoalition } from './coalitions.service.js';
import { giveRole, requireRole, type Role } from './give-role.js';
import { RoleGrant } from './role-grant.entity.js';

@Injectable()
export class RoleGrantsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Gives somebody who holds a role in this coalition a further one; others are invited. */
  async grantRole(actor: Actor, { personId, ...input }: Role & { personId: string }): Promise<RoleGrant[]> {
    if (actor.keyId) throw new Forbidden('A key cannot give roles; sign in.');
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = input;
      await findCoalition(manager, actor, coalitionId);
      if (!isBackbone(actor, coalitionId)) throw new Forbidden();
      const role = await requireRole(manager, input);
      if (!(await manager.existsBy(RoleGrant, { coalitionId, personId }))) {
        throw new NotFound('person in this coalition; invite them', ['personId']);
      }
      const grants = await giveRole(manager, personId, role);
      const after = { role: role.role, organizationIds: role.organizationIds };
      const subject = { subjectType: 'Person', subjectId: personId } as const;
      await record(manager, actor, { coalitionId, verb: 'grantRole', ...subject, after });
      return grants;
    });
  }

  async revokeRole(actor: Actor, id: string): Promise<RoleGrant> {
    return this.database.work(actor, async (manager) => {
      const grant = await manager.findOneBy(RoleGrant, { id });
      if (!grant || !maySee(actor, grant)) throw new NotFound('role grant');
      const { coalitionId, personId, role, organizationId } = grant;
      if (!isBackbone(actor, coalitionId)) throw new Forbidden();
      if (role === 'BACKBONE') await requireAnother(manager, coalitionId);
      await manager.delete(RoleGrant, { id });
      const change = { coalitionId, verb: 'revokeRole', subjectType: 'Person', subjectId: personId } as const;
      await record(manager, actor, { ...change, before: { role, organizationId } });
      return grant;
    });
  }

  /** Who holds which role: for backbone staff. */
  listRoleGrants(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<RoleGrant>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!isBackbone(actor, coalitionId)) throw new Forbidden();
    const query = (manager: EntityManager) => manager.createQueryBuilder(RoleGrant, 'roleGrant').where({ coalitionId });
    return pageOf(this.database, actor, query, page, { name: 'roleGrants', by: ['id'] });
  }

  async loadRoleGrants(actor: Actor, ids: readonly string[]): Promise<RoleGrant[]> {
    const grants = await findMine(this.database, actor, RoleGrant, 'id', ids);
    return grants.filter((grant) => maySee(actor, grant));
  }

  /** The roles of these persons that the actor may know of. */
  async loadRolesOf(actor: Actor, personIds: readonly string[]): Promise<RoleGrant[]> {
    const grants = await findMine(this.database, actor, RoleGrant, 'personId', personIds, { id: 'ASC' });
    return grants.filter((grant) => maySee(actor, grant));
  }
}

/** Persons know their own roles, backbone staff everybody's in their coalition. */
function maySee(actor: Actor, { coalitionId, personId }: RoleGrant): boolean {
  return isBackbone(actor, coalitionId) || (isIn(actor, coalitionId) && personId === actor.personId);
}

/** Two who take each other's role at once are told one after the other. */
async function requireAnother(manager: EntityManager, coalitionId: string): Promise<void> {
  await manager.findOneOrFail(Coalition, { where: { id: coalitionId }, lock: { mode: 'for_no_key_update' } });
  if ((await manager.countBy(RoleGrant, { coalitionId, role: 'BACKBONE' })) === 1) {
    throw InvalidInput.at('id', 'NOT_ALLOWED', 'A coalition keeps at least one person with the role BACKBONE.');
  }
}
