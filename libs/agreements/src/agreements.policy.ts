import { isBackbone, isIn, partnerOrganizationIds, speaksFor, type Actor } from '@keelson/platform';

/** What is agreed about a coalition's figures, everybody in it may know. */
export function canSeeAgreements(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

/** Backbone staff, and whoever speaks for an organization that is a party. */
export function canProposeAgreement(actor: Actor, coalitionId: string, organizationIds: readonly string[]): boolean {
  const own = partnerOrganizationIds(actor, coalitionId);
  return isBackbone(actor, coalitionId) || organizationIds.some((id) => own.includes(id));
}

/** Signs and revokes for a party; null is the backbone. A person answers for it, never a key. */
export function canSpeakFor(actor: Actor, coalitionId: string, organizationId: string | null): boolean {
  if (actor.keyId !== null) return false;
  return organizationId === null ? isBackbone(actor, coalitionId) : speaksFor(actor, coalitionId, organizationId);
}
