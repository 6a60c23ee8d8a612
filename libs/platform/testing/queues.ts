import type { QueueOptions } from '../src/index.js';

/** The stores that a scenario of the queue runs on; one without an address here is skipped, and says why. */
export interface QueueStore {
  name: string;
  /** Null: not here. */
  options: Pick<QueueOptions, 'redisUrl'> | null;
}

const redisUrl = process.env['KEELSON_TEST_REDIS'];

export const queueStores: QueueStore[] = [
  { name: 'PostgreSQL', options: {} },
  redisUrl
    ? { name: 'Redis', options: { redisUrl } }
    : { name: 'Redis (skipped: set KEELSON_TEST_REDIS=redis://host:port to run it)', options: null },
];
