import { InvalidInput, once, type Actor, type Database } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { NotKept, type BatchResult } from './submit-measurements.js';

export type OnceResult = BatchResult & { replayed: boolean };

/** Writes a batch in a unit of its own: the same key with the same content returns the first answer. */
export async function submitOnce(
  database: Database,
  actor: Actor,
  { idempotencyKey, content, reason }: { idempotencyKey: string; content: unknown; reason?: string | null },
  write: (manager: EntityManager) => Promise<BatchResult>,
): Promise<OnceResult> {
  if (idempotencyKey.length < 8 || idempotencyKey.length > 200) {
    const message = 'An idempotency key has 8 to 200 characters; a UUID is a good one.';
    throw InvalidInput.at('idempotencyKey', 'INVALID', message);
  }
  if ((reason?.length ?? 0) > 2000) {
    throw InvalidInput.at('reason', 'TOO_LONG', 'Say why in at most 2,000 characters.');
  }
  try {
    return await database.work(actor, async (manager) => {
      const { answer, replayed } = await once(manager, actor, idempotencyKey, content, () => write(manager));
      return { ...answer, replayed };
    });
  } catch (error) {
    if (error instanceof NotKept) return { ...error.result, replayed: false };
    throw error;
  }
}
