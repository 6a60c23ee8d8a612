import { holds, isBackbone, isIn, speaksFor, type Actor } from '@keelson/platform';

/** What is agreed about a coalition's figures, everybody in it may know. */
export function canSeeAgreements(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

/** Those who may speak for a party at all: the backbone is one, an organization that is a partner is one. */
export function canAgree(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}

/** Backbone staff propose any; a partner those that an organization is a party to for which it speaks. */
export function canProposeAgreement(actor: Actor, coalitionId: string, organizationIds: readonly string[]): boolean {
  return isBackbone(actor, coalitionId) || organizationIds.some((id) => speaksFor(actor, coalitionId, id));
}

/** Signs and revokes for a party; null is the backbone. A person answers for it, never a key. */
export function canSpeakFor(actor: Actor, coalitionId: string, organizationId: string | null): boolean {
  if (actor.keyId !== null) return false;
  return organizationId === null ? isBackbone(actor, coalitionId) : speaksFor(actor, coalitionId, organizationId);
}
