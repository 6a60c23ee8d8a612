import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which organizations are the backbone of a coalition on a day?
 * Parameters: $1 coalition id, $2 day.
 * Columns: id.
 */
const text = `
  SELECT DISTINCT organization_id AS id FROM membership
  WHERE coalition_id = $1 AND role = 'BACKBONE'
    AND $2::date BETWEEN coalesce(from_date, '-infinity') AND coalesce(to_date, 'infinity')
`;

export async function backboneOrganizationsOf(
  manager: EntityManager,
  coalitionId: string,
  day: string,
): Promise<Set<string>> {
  const rows = await run<{ id: string }>(manager, text, [coalitionId, day]);
  return new Set(rows.map(({ id }) => id));
}
