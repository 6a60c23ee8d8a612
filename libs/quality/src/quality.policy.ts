import { isBackbone, partnerOrganizationIds, speaksFor, type Actor } from '@keelson/platform';

/** Findings show reported numbers: to backbone staff those of everybody, to partners their own. */
export function canCheck(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId) || partnerOrganizationIds(actor, coalitionId).length > 0;
}

/** The organizations whose numbers the actor may see; null for all of the coalition. */
export function checkedOrganizationIds(actor: Actor, coalitionId: string): string[] | null {
  return isBackbone(actor, coalitionId) ? null : partnerOrganizationIds(actor, coalitionId);
}

export function canExplain(actor: Actor, coalitionId: string, organizationId: string): boolean {
  return isBackbone(actor, coalitionId) || speaksFor(actor, coalitionId, organizationId);
}

/** Whoever is judged by the rules may read them. */
export function canSeeRules(actor: Actor, coalitionId: string): boolean {
  return canCheck(actor, coalitionId);
}

export function canManageRules(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}
