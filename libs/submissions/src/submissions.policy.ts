import {
  Forbidden,
  holds,
  isBackbone,
  isIn,
  NotFound,
  partnerOrganizationIds,
  speaksFor,
  type Actor,
} from '@keelson/platform';
import type { Submission } from './submission.entity.js';

type Owned = Pick<Submission, 'coalitionId' | 'organizationId'>;

/** Values of one organization: its own people and backbone staff, nobody else. */
export function canSeeSubmission(actor: Actor, { coalitionId, organizationId }: Owned): boolean {
  return isBackbone(actor, coalitionId) || speaksFor(actor, coalitionId, organizationId);
}

/** That there are submissions at all: funders and observers see no values of one organization. */
export function canListSubmissions(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}

export function canSubmitFor(actor: Actor, owned: Owned): boolean {
  return canSeeSubmission(actor, owned);
}

/** Whoever submits for nobody in a coalition is told so before anything of theirs is read. */
export function requireSubmitter(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (isBackbone(actor, coalitionId) || partnerOrganizationIds(actor, coalitionId).length > 0) return;
  throw new Forbidden('You submit for no organization here.');
}

/** Backbone staff, but never somebody who speaks for the organization: no partner approves its own submission. */
export function canDecide(actor: Actor, { coalitionId, organizationId }: Owned): boolean {
  return isBackbone(actor, coalitionId) && !speaksFor(actor, coalitionId, organizationId);
}

/** After a window closed: backbone staff, with a reason, but nobody for the organization that they speak for. */
export function canSubmitLate(actor: Actor, owned: Owned): boolean {
  return canDecide(actor, owned);
}

/** When values are due is set by backbone staff. */
export function canSetWindows(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}

/** Who owes what, and how much came: for those who report and those who ask them. */
export function canSeeReporting(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}
