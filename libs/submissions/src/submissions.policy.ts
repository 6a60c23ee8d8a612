import { isBackbone, speaksFor, type Actor } from '@keelson/platform';
import type { Submission } from './submission.entity.js';

type Owned = Pick<Submission, 'coalitionId' | 'organizationId'>;

/** Values of one organization: its own people and backbone staff, nobody else. */
export function canSeeSubmission(actor: Actor, { coalitionId, organizationId }: Owned): boolean {
  return isBackbone(actor, coalitionId) || speaksFor(actor, coalitionId, organizationId);
}

export function canSubmitFor(actor: Actor, owned: Owned): boolean {
  return canSeeSubmission(actor, owned);
}

/** Backbone staff, but never somebody who speaks for the organization: no partner approves its own submission. */
export function canDecide(actor: Actor, { coalitionId, organizationId }: Owned): boolean {
  return isBackbone(actor, coalitionId) && !speaksFor(actor, coalitionId, organizationId);
}
