import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: is this organization a party that may pledge today?
 * Parameters: $1 coalition id, $2 organization id.
 * Columns: eligible boolean; no row when the coalition has no such organization.
 * Why: the same rule as in pledge-figures.sql.ts, so that no pledge is taken that would never be counted.
 */
const eligibleParty = `
  SELECT EXISTS (
    SELECT FROM membership
    WHERE membership.coalition_id = organization.coalition_id
      AND membership.organization_id = organization.id
      AND membership.role IN ('PARTNER', 'BACKBONE')
      AND (now() AT TIME ZONE coalition.time_zone)::date
        BETWEEN coalesce(from_date, '-infinity') AND coalesce(to_date, 'infinity')
  ) AS eligible
  FROM organization
  JOIN coalition ON coalition.id = organization.coalition_id
  WHERE organization.coalition_id = $1 AND organization.id = $2
`;

/** Undefined when the coalition has no such organization. */
export async function isEligibleParty(
  manager: EntityManager,
  coalitionId: string,
  organizationId: string,
): Promise<boolean | undefined> {
  const [row] = await run<{ eligible: boolean }>(manager, eligibleParty, [coalitionId, organizationId]);
  return row?.eligible;
}
