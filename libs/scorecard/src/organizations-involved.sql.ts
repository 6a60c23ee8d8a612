import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which active organizations have an active activity or an open commitment?
 * Parameters: $1 coalition id, $2 today.
 * Columns: id, involved.
 * Why: an activity is that of its lead and of its partners; a commitment is that of the holders who accepted it, until it
 *      is delivered or released.
 */
const involved = `
  WITH active AS (
    SELECT DISTINCT organization_id AS id FROM membership
    WHERE coalition_id = $1 AND role IN ('PARTNER', 'BACKBONE')
      AND $2::date BETWEEN coalesce(from_date, '-infinity') AND coalesce(to_date, 'infinity')
  ), acting AS (
    SELECT unnest(array_prepend(lead_organization_id, partner_organization_ids)) AS id
    FROM activity WHERE coalition_id = $1 AND status = 'ACTIVE'
    UNION
    SELECT unnest(accepted_organization_ids)
    FROM commitment WHERE coalition_id = $1 AND state IN ('OFFERED', 'ACCEPTED', 'IN_PROGRESS')
  )
  SELECT id, id IN (SELECT id FROM acting) AS involved FROM active ORDER BY id
`;

export function organizationsInvolved(
  manager: EntityManager,
  coalitionId: string,
  today: string,
): Promise<{ id: string; involved: boolean }[]> {
  return run(manager, involved, [coalitionId, today]);
}
