import { isBackbone, isIn, type Actor } from '@keelson/platform';

/** What the coalition reports, to whom and when, is the backbone's to plan; others see what is published to them. */
export function canPlanReports(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}

export function canSeePlans(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId) && isBackbone(actor, coalitionId);
}
