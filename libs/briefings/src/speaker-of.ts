import { findCoalition } from '@keelson/coalitions';
import { Organization } from '@keelson/organizations';
import {
  Forbidden,
  holds,
  InvalidInput,
  isBackbone,
  NotFound,
  partnerOrganizationIds,
  type Actor,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSpeakAs } from './briefings.policy.js';

/**
 * In whose name something is said: the organization that is named, else the backbone by its staff, else the one
 * organization that the actor speaks for.
 */
export async function speakerOf(
  manager: EntityManager,
  actor: Actor,
  { coalitionId, organizationId }: { coalitionId: string; organizationId?: string | null },
): Promise<string | null> {
  await findCoalition(manager, actor, coalitionId);
  if (organizationId) {
    await requireOrganization(manager, coalitionId, organizationId, 'organizationId');
    if (canSpeakAs(actor, coalitionId, organizationId)) return organizationId;
    throw new Forbidden('Only its people and backbone staff say something in the name of an organization.');
  }
  if (!holds(actor, coalitionId, 'BACKBONE', 'PARTNER')) throw new Forbidden();
  if (isBackbone(actor, coalitionId)) return null;
  const own = partnerOrganizationIds(actor, coalitionId);
  if (own.length === 1) return own[0] ?? null;
  throw InvalidInput.at('organizationId', 'REQUIRED', 'Name the organization: you speak for several.');
}

export async function requireOrganization(
  manager: EntityManager,
  coalitionId: string,
  id: string,
  field: string,
): Promise<void> {
  if (!(await manager.existsBy(Organization, { id, coalitionId }))) throw new NotFound('organization', [field]);
}
