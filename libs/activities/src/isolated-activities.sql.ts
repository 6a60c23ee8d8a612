import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which active activities have no confirmed link to another one that is not stopped, and since when?
 * Parameters: $1 coalition.
 * Columns: id, title, since (when it became active, its last confirmed link ended or what it led to was stopped).
 * Why: these are what the isolation rate counts; `since` lets a reader ask only for those that stay alone.
 */
const text = `
WITH linked AS (
  SELECT link.from_activity_id AS id, link.to_activity_id AS other_id, link.unlinked_at FROM reinforcement_link link
  WHERE link.coalition_id = $1 AND link.confirmed_at IS NOT NULL
  UNION ALL
  SELECT link.to_activity_id, link.from_activity_id, link.unlinked_at FROM reinforcement_link link
  WHERE link.coalition_id = $1 AND link.confirmed_at IS NOT NULL
), tie AS (
  SELECT linked.id,
    linked.unlinked_at IS NULL AND other.status <> 'STOPPED' AS stands,
    least(linked.unlinked_at, CASE WHEN other.status = 'STOPPED' THEN other.status_since END) AS ended_at
  FROM linked
  JOIN activity other ON other.coalition_id = $1 AND other.id = linked.other_id
)
SELECT activity.id, activity.title, greatest(activity.status_since, max(tie.ended_at)) AS since
FROM activity
LEFT JOIN tie ON tie.id = activity.id
WHERE activity.coalition_id = $1 AND activity.status = 'ACTIVE'
GROUP BY activity.id
HAVING NOT coalesce(bool_or(tie.stands), false)
ORDER BY activity.title, activity.id`;

export interface IsolatedActivity {
  id: string;
  title: string;
  since: Date;
}

export function isolatedActivitiesOf(manager: EntityManager, coalitionId: string): Promise<IsolatedActivity[]> {
  return run<IsolatedActivity>(manager, text, [coalitionId]);
}
