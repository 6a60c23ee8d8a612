import { findCoalition } from '@keelson/coalitions';
import { Forbidden, NotFound, type Actor } from '@keelson/platform';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { canKeep, canSee } from './backbone.policy.js';

/** The coalition is there, and the actor keeps it. */
export async function requireKeeper(manager: EntityManager, actor: Actor, coalitionId: string): Promise<void> {
  await findCoalition(manager, actor, coalitionId);
  if (!canKeep(actor, coalitionId)) throw new Forbidden();
}

/** One row by its id, locked until the unit of work ends; absent for whoever may not see it. */
export async function take<T extends { id: string; coalitionId: string }>(
  manager: EntityManager,
  actor: Actor,
  kind: new () => T,
  { id, what, field = ['id'] }: { id: string; what: string; field?: string[] },
): Promise<T> {
  // TypeORM's type of a condition cannot be made from a type that is only known as T.
  const where = { id } as FindOptionsWhere<T>;
  const found = await manager.findOne(kind, { where, lock: { mode: 'for_no_key_update' } });
  if (!found || !canSee(actor, found.coalitionId)) throw new NotFound(what, field);
  return found;
}

/** The same for whoever keeps what the coalition has. */
export async function takeToKeep<T extends { id: string; coalitionId: string }>(
  manager: EntityManager,
  actor: Actor,
  kind: new () => T,
  which: { id: string; what: string; field?: string[] },
): Promise<T> {
  const found = await take(manager, actor, kind, which);
  if (!canKeep(actor, found.coalitionId)) throw new Forbidden();
  return found;
}
