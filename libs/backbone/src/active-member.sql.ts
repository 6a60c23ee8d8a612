import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which of these organizations are active members of the coalition on a day?
 * Parameters: $1 coalition id, $2 organization ids uuid[], $3 day.
 * Columns: id.
 * Why: an active member acts in the coalition: it has a PARTNER or BACKBONE membership on that day.
 */
const activeMembers = `
  SELECT DISTINCT organization_id AS id FROM membership
  WHERE coalition_id = $1 AND organization_id = ANY ($2) AND role IN ('PARTNER', 'BACKBONE')
    AND $3::date BETWEEN coalesce(from_date, '-infinity') AND coalesce(to_date, 'infinity')
`;

export async function activeMembersOf(
  manager: EntityManager,
  coalitionId: string,
  organizationIds: readonly string[],
  day: string,
): Promise<Set<string>> {
  const rows = await run<{ id: string }>(manager, activeMembers, [coalitionId, organizationIds, day]);
  return new Set(rows.map(({ id }) => id));
}
