import { holds, isBackbone, isIn, speaksFor, type Actor } from '@keelson/platform';
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

/** Define terms together. */
export function canSpeakOfTerms(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}

/** Write down and read what the community said; for everybody else there is the public list. */
export function canReadInputs(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}
