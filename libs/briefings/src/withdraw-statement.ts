import { todayOf } from '@keelson/backbone';
import {
  Forbidden,
  InvalidState,
  isIn,
  NotFound,
  record,
  requireReason,
  type Actor,
  type IdType,
} from '@keelson/platform';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { canSpeakAs } from './briefings.policy.js';

/** What every kind of statement says of its end. */
export interface Withdrawal {
  withdrawnAt: Date | null;
  withdrawnOn: string | null;
  withdrawnById: string | null;
  withdrawalReason: string | null;
}

export const standing: Withdrawal = {
  withdrawnAt: null,
  withdrawnOn: null,
  withdrawnById: null,
  withdrawalReason: null,
};

interface Statement extends Withdrawal {
  id: string;
  coalitionId: string;
}

/** Ends a statement without taking it away; `speakerOf` says for whom it was made. */
export async function withdrawStatement<T extends Statement>(
  manager: EntityManager,
  actor: Actor,
  { kind, type, id, reason }: { kind: new () => T; type: IdType; id: string; reason: string },
  mayRead: (actor: Actor, coalitionId: string) => boolean,
  speakerOf: (statement: T) => string | null,
): Promise<T> {
  requireReason(reason);
  // TypeORM's type of a condition cannot be made from a type that is only known as T.
  const where = { id } as FindOptionsWhere<T>;
  const statement = await manager.findOne(kind, { where, lock: { mode: 'for_no_key_update' } });
  if (!statement || !isIn(actor, statement.coalitionId) || !mayRead(actor, statement.coalitionId))
    throw new NotFound(nameOf(type), ['id']);
  const { coalitionId } = statement;
  if (!canSpeakAs(actor, coalitionId, speakerOf(statement))) {
    throw new Forbidden('Whoever said it takes it back, or the backbone.');
  }
  if (statement.withdrawnAt) {
    throw new InvalidState(`${type.toLowerCase()}.withdrawn`, 'It is withdrawn already.', 'INVALID_STATE', ['id']);
  }
  Object.assign(statement, {
    ...{ withdrawnAt: new Date(), withdrawnOn: await todayOf(manager, coalitionId) },
    ...{ withdrawnById: actor.personId, withdrawalReason: reason.trim() },
  });
  await manager.save(statement);
  const subject = { coalitionId, verb: `withdraw${type}`, subjectType: type, subjectId: id };
  await record(manager, actor, { ...subject, reason: reason.trim() });
  return statement;
}

function nameOf(type: IdType): string {
  return type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
