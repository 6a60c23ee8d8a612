import { holds, isBackbone, speaksFor, type Actor } from '@keelson/platform';

/** Live figures are for those who work with them; funders and observers read published reports. */
export function canSeeFigures(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}

/** Backbone staff see every organization's values anyway. */
export function canSeeSmallFigures(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}

/** An organization among its peers: for itself, and for backbone staff, who see every number anyway. */
export function canSeePeers(actor: Actor, owned: { coalitionId: string; organizationId: string }): boolean {
  return isBackbone(actor, owned.coalitionId) || speaksFor(actor, owned.coalitionId, owned.organizationId);
}

/** Who signed is a text; who may write it down are those who keep the coalition's figures. */
export function canResolveOverlap(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}

/**
 * Of two organizations each has the other's number by subtracting its own; of three none has. Numbers of people, and
 * what can be derived across cells and periods, are the business of the small-number rules (measurement.md, section 8),
 * which come as one function below every door.
 */
export const fewestOrganizations = 3;
