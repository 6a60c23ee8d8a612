import { holds, isIn, type Actor } from '@keelson/platform';

/** A report tells a whole coalition, and nobody else, how it is doing. */
export function canSeeReports(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

export function canRequestReport(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'FUNDER');
}
