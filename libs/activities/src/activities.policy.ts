import { isBackbone, isIn, speaksFor, type Actor } from '@keelson/platform';
import type { Activity } from './activity.entity.js';

export function canSeeActivities(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

/** Making an activity, or handing one over, in the name of the organization that leads it. */
export function canLeadActivity(actor: Actor, coalitionId: string, leadOrganizationId: string): boolean {
  return isBackbone(actor, coalitionId) || speaksFor(actor, coalitionId, leadOrganizationId);
}

export function canChangeActivity(
  actor: Actor,
  activity: Pick<Activity, 'coalitionId' | 'leadOrganizationId'>,
): boolean {
  return canLeadActivity(actor, activity.coalitionId, activity.leadOrganizationId);
}

/** Committing to any activity of the coalition what is one's own organization's to give, and taking it back. */
export function canCommitResource(actor: Actor, coalitionId: string, organizationId: string): boolean {
  return isBackbone(actor, coalitionId) || speaksFor(actor, coalitionId, organizationId);
}

/** Proposing how two activities reinforce each other, and ending it: for backbone staff and the lead of either. */
export function canLinkActivities(
  actor: Actor,
  ...ends: Pick<Activity, 'coalitionId' | 'leadOrganizationId'>[]
): boolean {
  return ends.some((end) => canChangeActivity(actor, end));
}

/** Confirming what the other side proposed: for its lead alone, not for backbone staff. */
export function canConfirmLink(actor: Actor, other: Pick<Activity, 'coalitionId' | 'leadOrganizationId'>): boolean {
  return speaksFor(actor, other.coalitionId, other.leadOrganizationId);
}
