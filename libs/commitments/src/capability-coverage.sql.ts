import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** How much of what an activity requires is offered to it; value null = not assessable, as it requires nothing. */
export interface CapabilityCoverage {
  activityId: string;
  formula: string;
  numerator: number;
  denominator: number;
  value: string | null;
  reason: 'NOT_ASSESSABLE' | null;
  /** Required kinds that nobody offers. */
  missing: string[];
}

const formula = 'required kinds of assets that are offered / required kinds of assets';

/*
 * Question: which of the kinds of assets that activities require are offered to them?
 * Parameters: $1 coalition ids uuid[], $2 activity ids uuid[], or null for all.
 * Columns: activity_id, numerator, denominator, value (four places, NULL when nothing is required), missing text[].
 * Why: offered to an activity is what was not withdrawn of the assets of its lead and partners, of the groups that these
 * represent today, and of the groups that it serves. Who left the coalition took along what it offered. What a person
 * offers on their own is that person's alone, and no figure is made of it. Kinds are kept in lower case (assets) and
 * compared so.
 */
const text = `
WITH chosen AS (
  SELECT a.coalition_id, a.id, a.group_ids, a.required_capabilities, day.today, ARRAY(
           SELECT m.organization_id FROM membership m
            WHERE m.coalition_id = a.coalition_id AND m.role IN ('PARTNER', 'BACKBONE')
              AND m.organization_id = ANY (a.lead_organization_id || a.partner_organization_ids)
              AND day.today BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity')
         ) AS organization_ids
    FROM activity a JOIN coalition c ON c.id = a.coalition_id
   CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE c.time_zone)::date AS today) day
   WHERE a.coalition_id = ANY ($1) AND ($2::uuid[] IS NULL OR a.id = ANY ($2))
), required AS (
  SELECT DISTINCT chosen.id, lower(kind) AS kind FROM chosen CROSS JOIN unnest(required_capabilities) AS named (kind)
), heard AS (
  SELECT chosen.id, served.group_id FROM chosen CROSS JOIN unnest(group_ids) AS served (group_id)
  UNION
  SELECT chosen.id, r.group_id
    FROM chosen JOIN group_representative r
      ON r.coalition_id = chosen.coalition_id AND r.organization_id = ANY (chosen.organization_ids)
     AND chosen.today BETWEEN r.from_date AND coalesce(r.to_date, 'infinity')
), offered AS (
  SELECT chosen.id, s.kind
    FROM chosen JOIN asset s ON s.coalition_id = chosen.coalition_id AND s.organization_id = ANY (chosen.organization_ids)
   WHERE s.withdrawn_at IS NULL
  UNION
  SELECT heard.id, s.kind
    FROM heard JOIN asset s ON s.group_id = heard.group_id
   WHERE s.coalition_id = ANY ($1) AND s.withdrawn_at IS NULL
)
SELECT chosen.id AS "activityId", count(offered.kind)::int AS numerator, count(required.kind)::int AS denominator,
       trim_scale(round(count(offered.kind) / nullif(count(required.kind), 0)::numeric, 4))::text AS value,
       coalesce(array_agg(required.kind ORDER BY required.kind)
                FILTER (WHERE required.kind IS NOT NULL AND offered.kind IS NULL), '{}') AS missing
  FROM chosen
  LEFT JOIN required ON required.id = chosen.id
  LEFT JOIN offered ON offered.id = chosen.id AND offered.kind = required.kind
 GROUP BY chosen.id`;

export async function coverCapabilities(
  manager: EntityManager,
  coalitionIds: readonly string[],
  activityIds: readonly string[] | null = null,
): Promise<CapabilityCoverage[]> {
  const rows = await run<Omit<CapabilityCoverage, 'formula' | 'reason'>>(manager, text, [coalitionIds, activityIds]);
  return rows.map((row) => ({ ...row, formula, reason: row.value === null ? 'NOT_ASSESSABLE' : null }));
}
