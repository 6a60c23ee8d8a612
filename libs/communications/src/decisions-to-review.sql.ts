import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

export interface DecisionToReview {
  id: string;
  text: string;
  reviewOn: string;
  /** Since the day of the review. */
  daysOverdue: number;
}

/**
 * Question: which decisions of a coalition are to be looked at again by today?
 * Parameters: $1 coalition.
 * Columns: id, text, review_on, days_overdue; the longest overdue first.
 * Why: a superseded decision needs no review. A review puts the next day, or none, in the place of the one it answers.
 */
const text = `
SELECT d.id, d.text, d.review_on::text AS "reviewOn", today.day - d.review_on AS "daysOverdue"
FROM coalition o
CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE o.time_zone)::date AS day) AS today
JOIN decision d ON d.coalition_id = o.id
WHERE o.id = $1 AND d.review_on <= today.day
  AND NOT EXISTS (SELECT FROM decision later WHERE later.coalition_id = o.id AND later.supersedes_id = d.id)
ORDER BY d.review_on, d.id`;

export function decisionsToReview(manager: EntityManager, coalitionId: string): Promise<DecisionToReview[]> {
  return run<DecisionToReview>(manager, text, [coalitionId]);
}
