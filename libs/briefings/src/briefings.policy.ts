import { holds, isBackbone, isIn, speaksFor, type Actor } from '@keelson/platform';

/** Briefs, insights and links: everybody in the coalition, funders and observers too. */
export function canRead(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

/** Questions and their answers are work among those who act, as notes of conversations are. */
export function canReadQuestions(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}

/**
 * In the name of an organization its own people; backbone staff for it, as for the backbone itself (null). Also decides
 * who takes it back.
 */
export function canSpeakAs(actor: Actor, coalitionId: string, organizationId: string | null): boolean {
  return isBackbone(actor, coalitionId) || (organizationId !== null && speaksFor(actor, coalitionId, organizationId));
}
