import { coalitionIdsOf, type Actor } from '../actor.js';
import { Forbidden, NotFound } from '../errors.js';
import { record } from './audit.js';
import type { Database } from './database.js';
import { chargeBuckets } from './rate-buckets.js';

/** Refusals of one person or key that are written down in a minute: enough to see a search for ids, too few to flood. */
const mostPerMinute = 30;

export interface Refusal {
  /** What was asked for, in our own words: `Mutation.adoptAgenda`, `GET /reports/:file`. */
  operation: string;
  error: Forbidden | NotFound;
}

export function isRefusal(error: unknown): error is Refusal['error'] {
  return error instanceof Forbidden || error instanceof NotFound;
}

/**
 * Writes down that a request ended in refusals, after its own unit of work was undone. The event names the first one,
 * and how many others there were. A coalition's log gets what its only member was forbidden; who looks for ids that
 * are not there, or not theirs, is the business of the installation's administrators.
 */
export async function recordRefusals(database: Database, actor: Actor, refusals: readonly Refusal[]): Promise<void> {
  const [first] = refusals;
  if (!first) return;
  const key = `refusals:${actor.keyId ?? actor.personId}`;
  const bucket = { key, size: mostPerMinute, restore: mostPerMinute / 60 };
  if (!(await chargeBuckets(database, actor, [bucket], 1)).granted) return;
  const { operation, error } = first;
  const [only, ...more] = coalitionIdsOf(actor);
  const forbidden = error instanceof Forbidden;
  const field = !forbidden && error.field.length > 0 ? { field: error.field.join('.') } : {};
  const others = refusals.length > 1 ? { others: refusals.length - 1 } : {};
  await database.work(actor, (manager) =>
    record(manager, actor, {
      coalitionId: forbidden && only && more.length === 0 ? only : null,
      verb: 'refuse',
      subjectType: 'Person',
      subjectId: actor.personId,
      after: { operation, code: forbidden ? 'FORBIDDEN' : 'NOT_FOUND', ...field, ...others },
    }),
  );
}
