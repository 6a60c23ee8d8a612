import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/**
 * Question: which day is it in the coalition at a moment, and in which month do its years start?
 * Parameters: $1 coalition; $2 the moment.
 * Columns: those of CoalitionDay.
 */
const coalitionDay = `
  SELECT ($2::timestamptz AT TIME ZONE time_zone)::date::text AS today, time_zone AS "timeZone",
         year_start_month AS "yearStartMonth"
    FROM coalition WHERE id = $1`;

export interface CoalitionDay {
  today: string;
  timeZone: string;
  yearStartMonth: number;
}

export async function coalitionDayAt(manager: EntityManager, coalitionId: string, moment: Date): Promise<CoalitionDay> {
  const [row] = await run<CoalitionDay & Record<string, unknown>>(manager, coalitionDay, [coalitionId, moment]);
  if (!row) throw new Error(`No coalition ${coalitionId}.`);
  return row;
}
