import { isBackbone, isIn, speaksFor, type Actor } from '@keelson/platform';
import type { Organization } from './organization.entity.js';

export function canSeeOrganization(actor: Actor, organization: Organization): boolean {
  return isIn(actor, organization.coalitionId);
}

export function canEditOrganization(actor: Actor, organization: Organization): boolean {
  const { coalitionId, id } = organization;
  return isBackbone(actor, coalitionId) || speaksFor(actor, coalitionId, id);
}

export function canMergeOrganizations(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}
