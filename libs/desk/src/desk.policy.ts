import { isBackbone, type Actor } from '@keelson/platform';

/** The desk is the backbone team's own: what stands on it was written about partners, not to them. */
export function canUseDesk(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}
