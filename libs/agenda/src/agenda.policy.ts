import { isBackbone, isIn, speaksFor, type Actor } from '@keelson/platform';
import type { Agenda } from './agenda.entity.js';

/** Drafts are the backbone's workshop; what is proposed is everybody's. */
export function canSeeAgenda(actor: Actor, agenda: Pick<Agenda, 'coalitionId' | 'state'>): boolean {
  return agenda.state === 'DRAFT' ? isBackbone(actor, agenda.coalitionId) : isIn(actor, agenda.coalitionId);
}

/** Draft, edit, propose, return and adopt. */
export function canLeadAgenda(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}

export function canPledge(actor: Actor, coalitionId: string, organizationId: string): boolean {
  return speaksFor(actor, coalitionId, organizationId);
}
