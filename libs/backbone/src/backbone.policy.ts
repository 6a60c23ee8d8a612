import { holds, isBackbone, isIn, type Actor } from '@keelson/platform';

/** Groups, bodies, seats and decisions: everybody in the coalition may know who decides for whom. */
export function canSee(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

/** Keep groups, bodies, seats, charters and phases. */
export function canKeep(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}

/** What a seat is paid is the business of those who act, not of those who read. */
export function canSeeCompensation(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}
