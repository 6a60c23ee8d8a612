import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which day is it in this coalition?
 * Parameters: $1 coalition id.
 * Columns: today.
 * Why: terms, deadlines and due dates follow the coalition's time zone, not the server's.
 */
const today = `SELECT (now() AT TIME ZONE time_zone)::date::text AS today FROM coalition WHERE id = $1`;

export async function todayOf(manager: EntityManager, coalitionId: string): Promise<string> {
  const [row] = await run<{ today: string }>(manager, today, [coalitionId]);
  if (!row) throw new Error(`No coalition ${coalitionId}.`);
  return row.today;
}
