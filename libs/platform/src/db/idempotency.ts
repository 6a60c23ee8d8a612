import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../actor.js';
import { Conflict } from '../errors.js';
import { run, type Database } from './database.js';

export interface Answered<T> {
  answer: T;
  /** True when the answer is the one given to the first request with this key. */
  replayed: boolean;
}

/**
 * Runs `verb` once per actor and key, in the unit of work that is open: the same key with the same content returns the
 * first answer, the same key with other content is a Conflict. Keys are kept for seven days.
 */
export async function once<T>(
  manager: EntityManager,
  actor: Actor,
  key: string,
  content: unknown,
  verb: () => Promise<T>,
): Promise<Answered<T>> {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest();
  const owner = actor.keyId ?? actor.personId;
  // Waits for a concurrent request with the same key, and then finds its answer.
  const inserted = await run(
    manager,
    `INSERT INTO idempotency_key (owner_id, key, content_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`,
    [owner, key, hash],
  );
  if (inserted.length === 0) {
    const [first] = await run<{ content_hash: Buffer; answer: T }>(
      manager,
      `SELECT content_hash, answer FROM idempotency_key WHERE owner_id = $1 AND key = $2`,
      [owner, key],
    );
    if (!first || !first.content_hash.equals(hash)) {
      throw new Conflict('idempotency.reused', 'This idempotency key was used for other content; take a new key.');
    }
    return { answer: first.answer, replayed: true };
  }
  const answer = await verb();
  await run(manager, `UPDATE idempotency_key SET answer = $3 WHERE owner_id = $1 AND key = $2`, [
    owner,
    key,
    JSON.stringify(answer),
  ]);
  return { answer, replayed: false };
}

/** Forgets the keys that are older than seven days; for the worker, whose policy shows it these and no others. */
export async function forgetOldKeys(database: Database): Promise<void> {
  await database.identify({}, (manager) =>
    manager.query(`DELETE FROM idempotency_key WHERE created_at < now() - interval '7 days'`),
  );
}
