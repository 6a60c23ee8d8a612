import type { Frequency } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { owedSql } from './outstanding.sql.js';
import { prepareReporting } from './plan-reporting.sql.js';

/** A period's submission that an organization owes, some days after its due date. */
export interface OverdueSubmission {
  organizationId: string;
  organization: string;
  frequency: Frequency;
  periodStart: string;
  dueOn: string;
  /** Measures that lack. */
  measures: number;
}

/**
 * Question: which submissions are overdue by more than so many days?
 * Parameters: as `owedSql`; $8 days.
 * Columns: those of OverdueSubmission.
 * Why: what is owed by submission, as `reminders` tell it. Without a due date nothing is overdue.
 */
const overdueSubmissions = `
  WITH ${owedSql.trim()}
  SELECT owed.organization_id AS "organizationId", o.name AS organization, owed.frequency, owed.start::text AS "periodStart",
         owed.due_on::text AS "dueOn", count(*)::int AS measures
    FROM owed
    JOIN organization o ON o.coalition_id = $1 AND o.id = owed.organization_id
   WHERE owed.due_on < (SELECT day FROM today) - $8::int
   GROUP BY owed.organization_id, o.name, owed.frequency, owed.start, owed.due_on`;

/** Of the year before `moment`, as everything that is outstanding; it changes how the rest of the unit is planned. */
export async function findOverdueSubmissions(
  manager: EntityManager,
  coalitionId: string,
  { days, moment }: { days: number; moment: Date },
): Promise<OverdueSubmission[]> {
  await prepareReporting(manager, null);
  const values = [coalitionId, null, null, null, null, null, moment, days];
  return run<OverdueSubmission & Record<string, unknown>>(manager, overdueSubmissions, values);
}
