import type { Actor } from '../actor.js';
import { chargeBucketsSql, forgetEmptyBucketsSql } from './charge-buckets.sql.js';
import { run, type Database } from './database.js';

/** A leaky bucket: it holds `size` points and restores so many in a second. */
export interface RateBucket {
  key: string;
  size: number;
  restore: number;
}

/** What a charge came to. */
export interface RateCharge {
  granted: boolean;
  /** Seconds until the same charge would be granted; 0 when it was. */
  wait: number;
  /** The buckets with the points that are left in each. */
  buckets: (RateBucket & { available: number })[];
}

/** Ends the unit, so that a charge that one bucket cannot bear is taken back from all of them. */
class Overdrawn extends Error {
  constructor(readonly charge: RateCharge) {
    super('A rate bucket is overdrawn.');
  }
}

/** Charges all buckets or none. */
export async function chargeBuckets(
  database: Database,
  actor: Actor,
  buckets: RateBucket[],
  points: number,
): Promise<RateCharge> {
  const values = [buckets.map(({ key }) => key), buckets.map(({ restore }) => restore), points];
  try {
    return await database.work(actor, async (manager) => {
      const rows = await run<{ key: string; level: number }>(manager, chargeBucketsSql, values);
      const levels = new Map(rows.map(({ key, level }) => [key, level]));
      const charge = chargeOf(buckets, levels, points);
      if (!charge.granted) throw new Overdrawn(charge);
      return charge;
    });
  } catch (error) {
    if (error instanceof Overdrawn) return error.charge;
    throw error;
  }
}

/** For the worker. */
export async function forgetEmptyBuckets(database: Database): Promise<void> {
  await database.identify({}, (manager) => manager.query(forgetEmptyBucketsSql));
}

function chargeOf(buckets: RateBucket[], levels: Map<string, number>, points: number): RateCharge {
  const levelOf = ({ key }: RateBucket) => levels.get(key) ?? 0;
  const wait = Math.max(...buckets.map((bucket) => (levelOf(bucket) - bucket.size) / bucket.restore));
  const granted = wait <= 0;
  const givenBack = granted ? 0 : points;
  return {
    granted,
    wait: Math.max(0, wait),
    buckets: buckets.map((bucket) => ({
      ...bucket,
      available: Math.max(0, bucket.size - levelOf(bucket) + givenBack),
    })),
  };
}
