import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: how many requests for support got their first response within three working days?
 * Parameters: $1 coalition id, $2 first day on which it was asked, $3 today.
 * Columns: decided, timely.
 * Why: working days are Monday to Friday after the day it was asked on, in the coalition's time zone. What still waits
 *      within its three days is decided neither way. Six days hold at least four working days, so that more need no count.
 */
const support = `
  SELECT count(*) FILTER (WHERE responded OR waited > 3)::int AS decided,
    count(*) FILTER (WHERE responded AND waited <= 3)::int AS timely
  FROM (
    SELECT responded, (
      SELECT count(*) FROM generate_series(asked + 1, least(until, asked + 6), interval '1 day') AS day
      WHERE extract(isodow FROM day) < 6) AS waited
    FROM (
      SELECT r.responded_at IS NOT NULL AS responded, (r.asked_at AT TIME ZONE c.time_zone)::date AS asked,
        coalesce((r.responded_at AT TIME ZONE c.time_zone)::date, $3::date) AS until
      FROM support_request r JOIN coalition c ON c.id = r.coalition_id
      WHERE r.coalition_id = $1
    ) day
    WHERE asked BETWEEN $2::date AND $3::date
  ) request
`;

export async function countSupport(
  manager: EntityManager,
  { coalitionId, from, today }: { coalitionId: string; from: string; today: string },
): Promise<{ decided: number; timely: number }> {
  const [row] = await run<{ decided: number; timely: number }>(manager, support, [coalitionId, from, today]);
  if (!row) throw new Error('An aggregate without a group gives one row.');
  return row;
}
