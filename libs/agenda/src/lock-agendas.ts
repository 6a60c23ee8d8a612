import { Coalition } from '@keelson/coalitions';
import type { EntityManager } from 'typeorm';

/** Until the unit of work ends nobody else numbers or adopts a version of this coalition. */
export async function lockAgendasOf(manager: EntityManager, coalitionId: string): Promise<void> {
  // Not FOR UPDATE: every row with a coalition_id holds a key-share lock on its coalition while it is inserted.
  await manager.findOneOrFail(Coalition, { where: { id: coalitionId }, lock: { mode: 'for_no_key_update' } });
}
