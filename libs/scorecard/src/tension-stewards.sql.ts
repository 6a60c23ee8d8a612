import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: who are the stewards of a coalition's procedure for tension, and which of them are outside the backbone?
 * Parameters: $1 coalition id, $2 today.
 * Columns: procedure_id, version, outside; one row per steward of the latest version.
 * Why: whoever belongs to an organization with the role BACKBONE today is part of what members may have tension with.
 */
const stewards = `
  SELECT p.id AS "procedureId", p.version, NOT EXISTS (
    SELECT FROM membership m
    WHERE m.coalition_id = $1 AND m.organization_id = s.organization_id AND m.role = 'BACKBONE'
      AND $2::date BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity')) AS outside
  FROM (SELECT * FROM tension_procedure WHERE coalition_id = $1 ORDER BY version DESC LIMIT 1) p
  JOIN tension_steward s ON s.coalition_id = $1 AND s.procedure_id = p.id
  ORDER BY s.position
`;

export function stewardsOf(
  manager: EntityManager,
  coalitionId: string,
  today: string,
): Promise<{ procedureId: string; version: number; outside: boolean }[]> {
  return run(manager, stewards, [coalitionId, today]);
}
