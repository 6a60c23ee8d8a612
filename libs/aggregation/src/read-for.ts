import { Conflict, type Actor, type Database } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSeeSmallFigures } from './aggregation.policy.js';

/** Of two that show the same figures for the first time at once, one decides anew by what the other has told. */
const mostAttempts = 5;

/** Backbone staff see all; what others are told is written down in the same unit, and told by one snapshot. */
export async function readFor<T>(
  database: Database,
  actor: Actor,
  coalitionId: string,
  verb: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  if (canSeeSmallFigures(actor, coalitionId)) return database.read(actor, verb);
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.work(actor, verb, 'REPEATABLE READ');
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === mostAttempts) throw error;
    }
  }
}
