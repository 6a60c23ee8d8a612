import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Dhis2Reading } from './dhis2-value.js';

/**
 * Question: which measures are a RATIO in one of their versions, which dimensions have a category of a code, and which
 * organization has an identifier that no other one has, neither as its identifier nor as its code?
 * Parameters: $1 coalition.
 * Columns: ratios (codes), dimensions (category code to dimension codes), identifiers (to organization code).
 * Why: DHIS2 has a RATIO as two data elements, may name a combo by its categories alone, and keeps org-id.guide
 * identifiers as attributes.
 */
const dhis2Codes = `
  SELECT (SELECT coalesce(json_agg(DISTINCT m.code), '[]')
            FROM measure m
            JOIN measure_version v ON v.coalition_id = $1 AND v.measure_id = m.id AND v.number_kind = 'RATIO'
           WHERE m.coalition_id = $1) AS ratios,
         (SELECT coalesce(json_object_agg(by_code.code, by_code.dimensions), '{}')
            FROM (SELECT c.code, json_agg(d.code ORDER BY d.code) AS dimensions
                    FROM category c
                    JOIN dimension d ON d.coalition_id = $1 AND d.id = c.dimension_id
                   WHERE c.coalition_id = $1
                   GROUP BY c.code) AS by_code) AS dimensions,
         (SELECT coalesce(json_object_agg(lone.identifier, lone.code), '{}')
            FROM (SELECT i.identifier, min(o.code) AS code
                    FROM organization o, unnest(o.identifiers) AS i (identifier)
                   WHERE o.coalition_id = $1
                     AND NOT EXISTS (SELECT FROM organization c WHERE c.coalition_id = $1 AND c.code = i.identifier)
                   GROUP BY i.identifier
                  HAVING count(*) = 1) AS lone) AS identifiers`;

/** What the codes of a DHIS2 file mean in a coalition. */
export async function findDhis2Reading(manager: EntityManager, coalitionId: string): Promise<Dhis2Reading> {
  type Codes = { ratios: string[]; dimensions: Record<string, string[]>; identifiers: Record<string, string> };
  const [codes] = await run<Codes>(manager, dhis2Codes, [coalitionId]);
  const ratios = new Set(codes!.ratios);
  return {
    isRatio: (measure) => ratios.has(measure),
    dimensions: new Map(Object.entries(codes!.dimensions)),
    orgIds: new Map(Object.entries(codes!.identifiers)),
  };
}
