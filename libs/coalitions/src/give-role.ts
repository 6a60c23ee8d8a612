import { Organization } from '@keelson/organizations';
import { InvalidInput, newId, NotFound, type CoalitionRole } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { RoleGrant } from './role-grant.entity.js';

/** A role in a coalition; a PARTNER has it for each of the organizations, all others for none. */
export interface Role {
  readonly coalitionId: string;
  readonly role: CoalitionRole;
  readonly organizationIds: readonly string[];
}

/** The role with each organization once, or an error that says what is wrong with it. */
export async function requireRole<T extends Role>(manager: EntityManager, given: T): Promise<T> {
  const { coalitionId, role } = given;
  const organizationIds = [...new Set(given.organizationIds)];
  if (role === 'PARTNER' && organizationIds.length === 0) {
    const message = 'A PARTNER holds the role for organizations: name at least one.';
    throw InvalidInput.at('organizationIds', 'REQUIRED', message);
  }
  if (role !== 'PARTNER' && organizationIds.length > 0) {
    throw InvalidInput.at('organizationIds', 'INVALID', 'Only a PARTNER holds the role for organizations.');
  }
  const known = await manager.findBy(Organization, { coalitionId, id: In(organizationIds) });
  const stranger = given.organizationIds.findIndex((id) => !known.some((organization) => organization.id === id));
  if (stranger >= 0) throw new NotFound('organization', ['organizationIds', String(stranger)]);
  return { ...given, organizationIds };
}

/** One grant per organization, or one for the coalition as a whole; those that the person holds already stay. */
export async function giveRole(manager: EntityManager, personId: string, given: Role): Promise<RoleGrant[]> {
  const { coalitionId, role } = given;
  const wanted: readonly (string | null)[] = role === 'PARTNER' ? given.organizationIds : [null];
  const grants = wanted.map((organizationId) => {
    return { id: newId(), coalitionId, personId, role, organizationId, createdAt: new Date() };
  });
  await manager.createQueryBuilder().insert().into(RoleGrant).values(grants).orIgnore().execute();
  const held = await manager.findBy(RoleGrant, { coalitionId, personId, role });
  return held.filter(({ organizationId }) => wanted.includes(organizationId));
}
