import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which role charters are agreed, and name a deputy?
 * Parameters: $1 coalition id.
 * Columns: id, role, agreed, has_deputy.
 * Why: the latest version counts; it is AGREED when everybody whom it names, lead and deputy, accepted it.
 */
const charters = `
  SELECT charter.id, charter.role, version.deputy_organization_id IS NOT NULL AS "hasDeputy",
    NOT EXISTS (
      SELECT FROM unnest(ARRAY[version.lead_organization_id, version.deputy_organization_id]) AS named (id)
      WHERE named.id IS NOT NULL AND NOT EXISTS (
        SELECT FROM charter_acceptance a
        WHERE a.coalition_id = $1 AND a.version_id = version.id AND a.organization_id = named.id)) AS agreed
  FROM role_charter charter
  JOIN LATERAL (
    SELECT * FROM role_charter_version v
    WHERE v.coalition_id = $1 AND v.charter_id = charter.id ORDER BY v.number DESC LIMIT 1
  ) version ON true
  WHERE charter.coalition_id = $1
  ORDER BY charter.role
`;

export function chartersOf(
  manager: EntityManager,
  coalitionId: string,
): Promise<{ id: string; role: string; agreed: boolean; hasDeputy: boolean }[]> {
  return run(manager, charters, [coalitionId]);
}
