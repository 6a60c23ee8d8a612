import { Forbidden, isBackbone, isIn, NotFound, type Actor } from '@keelson/platform';

/** Endpoints hear of everything in a coalition: whoever leads it says where they are. */
export function canSeeWebhooks(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}

/** A key that leaked must not lead a coalition's events elsewhere. */
export function canSetWebhooks(actor: Actor, coalitionId: string): boolean {
  return canSeeWebhooks(actor, coalitionId) && actor.keyId === null;
}

export function requireMaySeeWebhooks(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!canSeeWebhooks(actor, coalitionId)) throw new Forbidden('Backbone staff see and set webhooks.');
}

export function requireMaySetWebhooks(actor: Actor, coalitionId: string): void {
  requireMaySeeWebhooks(actor, coalitionId);
  if (!canSetWebhooks(actor, coalitionId)) throw new Forbidden('A key cannot set webhooks; sign in.');
}
