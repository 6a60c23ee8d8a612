import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which active core activities do so many organizations or more work on, the lead and its partners?
 * Parameters: $1 coalition, $2 the least number of organizations.
 * Columns: id, title, organizationIds (the lead first), requiredCapabilities (kinds of assets).
 * Why: a core activity carries the coalition when several organizations do, so whoever asks says how many are several.
 */
const text = `
SELECT id, title, lead_organization_id || partner_organization_ids AS "organizationIds",
  required_capabilities AS "requiredCapabilities"
FROM activity
WHERE coalition_id = $1 AND status = 'ACTIVE' AND is_core AND cardinality(partner_organization_ids) + 1 >= $2
ORDER BY title, id`;

export interface CoreActivity {
  id: string;
  title: string;
  organizationIds: string[];
  requiredCapabilities: string[];
}

export function coreActivitiesOf(
  manager: EntityManager,
  coalitionId: string,
  leastOrganizations: number,
): Promise<CoreActivity[]> {
  return run<CoreActivity>(manager, text, [coalitionId, leastOrganizations]);
}
