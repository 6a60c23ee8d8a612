import { RoleGrant } from '@keelson/coalitions';
import type { Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

export interface Request {
  coalitionId: string;
  personId: string;
  keyId: string | null;
  requestId: string;
}

/** Whoever asked, as they are now in the coalition that they asked in. */
export async function requesterNow(manager: EntityManager, request: Request): Promise<Actor> {
  const { coalitionId, personId, keyId, requestId } = request;
  const grants = await manager.findBy(RoleGrant, { coalitionId, personId });
  return {
    ...{ personId, keyId, administrator: false, scopes: ['REPORT'], requestId },
    roles: grants.map(({ role, organizationId }) => ({ coalitionId, role, organizationId })),
  };
}
