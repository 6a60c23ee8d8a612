import { Client } from 'pg';
import type { TestRoom } from '@keelson/platform/testing';

/** Starts verbs while somebody holds the rows that they need, and lets go once all of those wait: they truly meet. */
export async function holdRows<T>(
  room: TestRoom,
  [select, id]: [text: string, id: string],
  verbs: (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const holder = new Client({ connectionString: room.database.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`${select} FOR UPDATE`, [id]);
    const running = Promise.allSettled(verbs.map((verb) => verb()));
    for (let waiting = 0; waiting < verbs.length;) {
      // Not on the holder's connection: a transaction sees the list of processes as it first read it.
      const [seen] = await room.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      waiting = seen?.waiting ?? 0;
    }
    await holder.query('COMMIT');
    return await running;
  } finally {
    await holder.end();
  }
}
