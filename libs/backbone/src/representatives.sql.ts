import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: does this organization represent this group on a day?
 * Parameters: $1 coalition id, $2 group id, $3 organization id, $4 day.
 * Columns: represents boolean.
 * Why: a reserved seat takes only a member who represents its group.
 */
const represents = `
  SELECT EXISTS (
    SELECT FROM group_representative
    WHERE coalition_id = $1 AND group_id = $2 AND organization_id = $3
      AND $4::date BETWEEN from_date AND coalesce(to_date, 'infinity')
  ) AS represents
`;

export async function representsGroup(
  manager: EntityManager,
  { coalitionId, groupId, organizationId }: { coalitionId: string; groupId: string; organizationId: string },
  day: string,
): Promise<boolean> {
  const [row] = await run<{ represents: boolean }>(manager, represents, [coalitionId, groupId, organizationId, day]);
  return row?.represents ?? false;
}
