import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { remindersPage, type Reminder } from './outstanding.sql.js';
import { prepareReporting } from './plan-reporting.sql.js';

/** More organizations than a coalition has. */
const most = 10_000;

/**
 * What each of these organizations owes that is late or falls due within so many days; null: all of the coalition. For
 * rooms that tell it to those concerned: whose it is to see, they decide.
 */
export async function owedSubmissions(
  manager: EntityManager,
  coalitionId: string,
  organizationIds: readonly string[] | null,
  withinDays: number,
  at: Date | null = null,
): Promise<Reminder[]> {
  await prepareReporting(manager, organizationIds);
  const values = [coalitionId, organizationIds, null, null, null, null, at, withinDays, null, most];
  return run<Reminder>(manager, remindersPage(false), values);
}
