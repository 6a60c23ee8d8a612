import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/**
 * Question: if `from` depended on `to`, which cycle would close?
 * Parameters: $1 coalition, $2 from (activity), $3 to (activity).
 * Columns: title, one row per activity on one way from `to` to `from`, in order; no row when no cycle would close.
 * Why: the first walk collects each activity once (UNION), so its cost is the number of links, where a walk that carries
 * its path would visit every path. As the links that stand hold no cycle, any step back inside that set ends at `to`.
 */
const text = `
WITH RECURSIVE depended_on AS (
  SELECT $3::uuid AS id
  UNION
  SELECT link.to_activity_id
  FROM depended_on
  JOIN reinforcement_link link ON link.coalition_id = $1 AND link.from_activity_id = depended_on.id
    AND link.kind = 'DEPENDS_ON' AND link.unlinked_at IS NULL
), way AS (
  SELECT id, 0 AS step FROM depended_on WHERE id = $2
  UNION ALL
  SELECT previous.id, way.step + 1
  FROM way
  CROSS JOIN LATERAL (
    SELECT link.from_activity_id AS id
    FROM reinforcement_link link
    WHERE link.coalition_id = $1 AND link.to_activity_id = way.id
      AND link.kind = 'DEPENDS_ON' AND link.unlinked_at IS NULL
      AND link.from_activity_id IN (SELECT id FROM depended_on)
    ORDER BY link.id
    LIMIT 1
  ) previous
  WHERE way.id <> $3
)
SELECT activity.title
FROM way
JOIN activity ON activity.coalition_id = $1 AND activity.id = way.id
ORDER BY way.step DESC`;

/** Titles of the activities that lead from `to` back to `from` by DEPENDS_ON; empty when there is no such way. */
export async function wayOfDependence(
  manager: EntityManager,
  coalitionId: string,
  fromActivityId: string,
  toActivityId: string,
): Promise<string[]> {
  const rows = await run<{ title: string }>(manager, text, [coalitionId, fromActivityId, toActivityId]);
  return rows.map(({ title }) => title);
}
