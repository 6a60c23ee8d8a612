import type { Period } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { untilOf } from './expected.sql.js';

/**
 * Question: when does each of these organizations' periods open, when is it due, when does it close?
 * Parameters: $1 coalition. Needs a CTE `slot (organization_id, frequency, start, until)` before it.
 * Columns of `slot_window`: organization_id, frequency, start, until, opens_on, due_on, closes_on: whole days in the
 * coalition's time zone, or NULL (open from ever, no due date, never closed).
 * Why: the latest window whose first period is not later governs. An extension only ever gives more time, whatever the
 * window becomes later. Days, not moments: a day ends at midnight there, however many hours it had. Materialized: else
 * PostgreSQL looks up the window of each of 130,000 expected cells, where there are 13 periods.
 */
export const slotWindowSql = `
  period_window AS MATERIALIZED (
    SELECT p.frequency, p.start, p.until - 1 + w.opens_after AS opens_on, p.until - 1 + w.due_after AS due_on,
           p.until - 1 + w.closes_after AS closes_on
      FROM (SELECT DISTINCT frequency, start, until FROM slot) AS p
      LEFT JOIN LATERAL (
             SELECT * FROM reporting_window w
              WHERE w.coalition_id = $1 AND w.frequency = p.frequency
                AND (w.first_period_start IS NULL OR w.first_period_start <= p.start)
              ORDER BY w.first_period_start DESC NULLS LAST LIMIT 1) w ON true
  ), slot_window AS MATERIALIZED (
    SELECT s.organization_id, s.frequency, s.start, s.until, w.opens_on,
           CASE WHEN w.due_on IS NOT NULL THEN greatest(w.due_on, e.due_on) END AS due_on,
           CASE WHEN w.closes_on IS NOT NULL THEN greatest(w.closes_on, e.closes_on, e.due_on) END AS closes_on
      FROM slot s
      JOIN period_window w ON w.frequency = s.frequency AND w.start = s.start
      LEFT JOIN reporting_extension e ON e.coalition_id = $1 AND e.organization_id = s.organization_id
       AND e.frequency = s.frequency AND e.period_start = s.start
  )`;

/** Of a coalition ($1): its time zone, and the day that it is there, now or at the moment of a parameter. */
export const todaySql = (at: string) => `
  today AS (
    SELECT time_zone, (coalesce(${at}::timestamptz, now()) AT TIME ZONE time_zone)::date AS day FROM coalition WHERE id = $1
  )`;

const slotsGiven = `
  slot AS (
    SELECT organization_id, frequency, start, ${untilOf('frequency', 'start')} AS until
      FROM unnest($2::uuid[], $3::text[], $4::date[]) AS given (organization_id, frequency, start)
  )`;

/**
 * Question: which of these periods are not open?
 * Parameters: $1 coalition; $2 organizations, $3 frequencies, $4 first days, side by side; $5 the moment, NULL for now.
 * Columns: organization_id, frequency, start, opens_on (set when it is not open yet), closed_on (set when it is closed).
 * Why: one statement for a whole batch; only what is shut comes back, which is usually nothing.
 */
const shutSlots = `
  WITH ${slotsGiven.trim()}, ${slotWindowSql.trim()}, ${todaySql('$5').trim()}
  SELECT w.organization_id, w.frequency, w.start::text,
         CASE WHEN t.day < w.opens_on THEN w.opens_on::text END AS opens_on,
         CASE WHEN t.day > w.closes_on THEN w.closes_on::text END AS closed_on
    FROM slot_window w
   CROSS JOIN today t
   WHERE t.day < w.opens_on OR t.day > w.closes_on`;

/**
 * Question: when do these periods open, when are they due and when do they close, without any extension of the first?
 * Parameters: as `shutSlots`, without $5.
 * Columns: due_on, closes_on.
 */
const windowOfSlot = `
  WITH ${slotsGiven.trim()}, ${slotWindowSql.trim()}
  SELECT due_on::text AS "dueOn", closes_on::text AS "closesOn" FROM period_window`;

export interface ShutSlot {
  organization_id: string;
  frequency: string;
  start: string;
  opens_on: string | null;
  closed_on: string | null;
}

export const slotKey = (organizationId: string, { frequency, start }: Period) =>
  `${organizationId} ${frequency} ${start}`;

/** What of this is not open at the moment, or at the moment `at`, by `slotKey`. */
export async function findShutSlots(
  manager: EntityManager,
  coalitionId: string,
  slots: { organizationId: string; period: Period }[],
  at: Date | null = null,
): Promise<Map<string, ShutSlot>> {
  const rows = await run<ShutSlot>(manager, shutSlots, [...columnsOf(coalitionId, slots), at]);
  return new Map(rows.map((row) => [`${row.organization_id} ${row.frequency} ${row.start}`, row]));
}

/** The window that governs a period, as days; extensions apart. */
export async function findWindow(
  manager: EntityManager,
  coalitionId: string,
  slot: { organizationId: string; period: Period },
): Promise<{ dueOn: string | null; closesOn: string | null }> {
  type Row = { dueOn: string | null; closesOn: string | null };
  const [row] = await run<Row>(manager, windowOfSlot, columnsOf(coalitionId, [slot]));
  return row ?? { dueOn: null, closesOn: null };
}

function columnsOf(coalitionId: string, slots: { organizationId: string; period: Period }[]): unknown[] {
  return [
    coalitionId,
    slots.map(({ organizationId }) => organizationId),
    slots.map(({ period }) => period.frequency),
    slots.map(({ period }) => period.start),
  ];
}
