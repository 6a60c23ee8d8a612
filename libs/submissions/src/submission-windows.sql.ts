import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { untilOf } from './expected.sql.js';
import { slotWindowSql } from './windows.sql.js';

/**
 * Question: when were these submissions due, and how late did they first come?
 * Parameters: $1 coalition; $2 submissions.
 * Columns: submissionId, opensOn, dueOn, closesOn, daysLate (NULL without a due date or a first submission, 0 in time).
 * Why: the first submission decides; a later one does not erase it.
 */
const submissionWindows = `
  WITH slot AS (
    SELECT organization_id, frequency, period_start AS start, ${untilOf('frequency', 'period_start')} AS until
      FROM submission
     WHERE coalition_id = $1 AND id = ANY ($2::uuid[])
  ), ${slotWindowSql.trim()}
  SELECT s.id AS "submissionId", w.opens_on::text AS "opensOn", w.due_on::text AS "dueOn", w.closes_on::text AS "closesOn",
         CASE WHEN w.due_on IS NOT NULL AND s.first_submitted_at IS NOT NULL
              THEN greatest((s.first_submitted_at AT TIME ZONE c.time_zone)::date - w.due_on, 0) END AS "daysLate"
    FROM submission s
    JOIN coalition c ON c.id = s.coalition_id
    JOIN slot_window w ON w.organization_id = s.organization_id AND w.frequency = s.frequency AND w.start = s.period_start
   WHERE s.coalition_id = $1 AND s.id = ANY ($2::uuid[])`;

export interface SubmissionWindow {
  submissionId: string;
  opensOn: string | null;
  dueOn: string | null;
  closesOn: string | null;
  daysLate: number | null;
}

export function readSubmissionWindows(
  manager: EntityManager,
  coalitionId: string,
  submissionIds: string[],
): Promise<SubmissionWindow[]> {
  return run<SubmissionWindow>(manager, submissionWindows, [coalitionId, submissionIds]);
}
