import { holds, isBackbone, isIn, type Actor } from '@keelson/platform';

/** How the coalition stands with its five conditions is for everybody who belongs to it. */
export function canSeeScorecard(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

/** Which organization is missing somewhere is the business of those who act, not of those who read. */
export function canSeeWhoIsMissing(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}

export function canNameCategories(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}
