import { In, type FindOptionsOrder, type FindOptionsWhere } from 'typeorm';
import { coalitionIdsOf, type Actor } from './actor.js';
import type { Database } from './db/database.js';

/**
 * The rows of one kind whose `property` has one of these values, from the coalitions in which the actor holds a role:
 * the one place where loading by ids meets the wall around a coalition.
 */
export function findMine<T extends { coalitionId: string }>(
  database: Database,
  actor: Actor,
  kind: new () => T,
  property: keyof T & string,
  values: readonly string[],
  order?: FindOptionsOrder<T>,
): Promise<T[]> {
  // TypeORM's type of a condition cannot be made from a property that is only known as a name.
  const where = { [property]: In([...values]), coalitionId: In(coalitionIdsOf(actor)) } as FindOptionsWhere<T>;
  return database.read(actor, (manager) => manager.find(kind, { where, order }));
}
