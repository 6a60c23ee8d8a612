import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

interface Told {
  conversationId: string;
  on: string;
}

export interface Runway extends Told {
  months: string;
  until: string;
  /** It reaches six months beyond today. */
  enough: boolean;
}

/*
 * Question: until when is the work funded, as the last conversation that told so said?
 * Parameters: $1 coalition id, $2 first day of the evidence, $3 today.
 * Columns: conversation_id, on, months, until, enough; at most one row.
 * Why: a runway runs from the day on which it was told. Parts of a month count as thirtieths.
 */
const runway = `
  SELECT "conversationId", "on"::text, trim_scale(months)::text AS months, until::text,
    until >= ($3::date + interval '6 months')::date AS enough
  FROM (
    SELECT c.id AS "conversationId", day."on", n.runway_months AS months, (day."on" + make_interval(
      months => floor(n.runway_months)::int, days => floor((n.runway_months - floor(n.runway_months)) * 30)::int
    ))::date AS until
    FROM sustaining_note n
    JOIN conversation c ON c.coalition_id = $1 AND c.id = n.conversation_id
    CROSS JOIN LATERAL (SELECT (c.held_at AT TIME ZONE c.time_zone)::date AS "on") day
    WHERE n.coalition_id = $1 AND n.runway_months IS NOT NULL AND c.cancelled_at IS NULL AND c.held_at <= now()
      AND day."on" >= $2::date
    ORDER BY day."on" DESC, c.id DESC
    LIMIT 1
  ) last
`;

/*
 * Question: which conversation was the last to name what is missing?
 * Parameters: $1 coalition id, $2 first day that counts.
 * Columns: conversation_id, on; at most one row.
 */
const gap = `
  SELECT c.id AS "conversationId", (c.held_at AT TIME ZONE c.time_zone)::date::text AS "on"
  FROM sustaining_note n
  JOIN conversation c ON c.coalition_id = $1 AND c.id = n.conversation_id
  WHERE n.coalition_id = $1 AND btrim(n.funding_gap) <> '' AND c.cancelled_at IS NULL AND c.held_at <= now()
    AND (c.held_at AT TIME ZONE c.time_zone)::date >= $2::date
  ORDER BY c.held_at DESC, c.id DESC
  LIMIT 1
`;

export async function fundingOf(
  manager: EntityManager,
  { coalitionId, today, from, gapFrom }: { coalitionId: string; today: string; from: string; gapFrom: string },
): Promise<{ runway: Runway | null; gap: Told | null }> {
  const [told] = await run<Runway & Record<string, unknown>>(manager, runway, [coalitionId, from, today]);
  const [named] = await run<Told & Record<string, unknown>>(manager, gap, [coalitionId, gapFrom]);
  return { runway: told ?? null, gap: named ?? null };
}
