import { holds, isBackbone, isIn, partnerOrganizationIds, speaksFor, type Actor } from '@keelson/platform';
import type { Commitment } from './commitment.entity.js';

type Parties = Pick<Commitment, 'coalitionId' | 'holderOrganizationIds' | 'counterpartOrganizationId'>;

export function canSeeCommitments(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

/** Offering it, and releasing its holders or handing a delivery back: its parties. Backbone staff note it for others. */
export function isParty(actor: Actor, { coalitionId, holderOrganizationIds, counterpartOrganizationId }: Parties) {
  const parties = [...holderOrganizationIds, ...(counterpartOrganizationId ? [counterpartOrganizationId] : [])];
  return isBackbone(actor, coalitionId) || parties.some((id) => speaksFor(actor, coalitionId, id));
}

/** What its holders do. Backbone staff note it for others. */
export function canHold(actor: Actor, { coalitionId, holderOrganizationIds }: Parties): boolean {
  return isBackbone(actor, coalitionId) || holderOrganizationIds.some((id) => speaksFor(actor, coalitionId, id));
}

export function canAccept(actor: Actor, { coalitionId }: Parties, organizationId: string): boolean {
  return isBackbone(actor, coalitionId) || speaksFor(actor, coalitionId, organizationId);
}

/**
 * Only the counterpart says that it was done, and nobody who belongs to a holder; where none is named the counterpart is
 * the coalition, for which everybody else who acts in it may speak. Backbone staff belong to the backbone organizations.
 */
export function canConfirm(actor: Actor, commitment: Parties, backboneIds: ReadonlySet<string>): boolean {
  const { coalitionId, holderOrganizationIds, counterpartOrganizationId } = commitment;
  const own = new Set(partnerOrganizationIds(actor, coalitionId));
  if (isBackbone(actor, coalitionId)) for (const id of backboneIds) own.add(id);
  if (holderOrganizationIds.some((id) => own.has(id))) return false;
  if (counterpartOrganizationId) return own.has(counterpartOrganizationId);
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}

export function canHelp(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}
