import { isBackbone, isIn, type Actor } from '@keelson/platform';

/** Definitions are open to every member: a figure that cannot be looked up cannot be trusted. */
export function canSeeMeasures(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

export function canDefineMeasures(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}
