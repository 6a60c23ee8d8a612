import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { agreementOf, type TermAgreement, type TermFacts } from './term-agreement.js';

/*
 * Question: how do the active members stand to the latest definition of each of these terms?
 * Parameters: $1 coalition id, $2 term ids uuid[], or null for all.
 * Columns: one row per term; missingGroups are names of most-impacted groups.
 * Why: a position counts while its organization is an active member (PARTNER or BACKBONE today); a group has spoken where
 *      a member that represents it today has a position.
 */
const termFacts = `
  WITH day AS (SELECT (now() AT TIME ZONE time_zone)::date AS today FROM coalition WHERE id = $1),
  member AS (
    SELECT DISTINCT m.organization_id FROM membership m, day
    WHERE m.coalition_id = $1 AND m.role IN ('PARTNER', 'BACKBONE')
      AND day.today BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity')
  )
  SELECT term.id AS "termId", d.id AS "definitionId",
    coalesce(cardinality(d.looks_like), 0) AS examples,
    coalesce(cardinality(d.does_not_look_like), 0) AS counterexamples,
    (SELECT count(*)::int FROM member) AS members,
    counted.*, missing.groups AS "missingGroups"
  FROM term
  LEFT JOIN LATERAL (
    SELECT id, looks_like, does_not_look_like FROM term_definition
    WHERE coalition_id = term.coalition_id AND term_id = term.id
    ORDER BY number DESC LIMIT 1
  ) d ON true
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS positions,
      count(*) FILTER (WHERE p.position = 'AGREE')::int AS agree,
      count(*) FILTER (WHERE p.position = 'CAN_LIVE_WITH')::int AS "canLiveWith",
      count(*) FILTER (WHERE p.position = 'NEEDS_TALK')::int AS "needsTalk"
    FROM term_position p JOIN member USING (organization_id)
    WHERE p.coalition_id = term.coalition_id AND p.definition_id = d.id
  ) counted
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(g.name ORDER BY g.name), '{}') AS groups
    FROM stakeholder_group g, day
    WHERE g.coalition_id = term.coalition_id AND g.most_impacted AND g.retired_at IS NULL
      AND NOT EXISTS (
        SELECT FROM group_representative r
        JOIN member USING (organization_id)
        JOIN term_position p USING (coalition_id, organization_id)
        WHERE r.coalition_id = g.coalition_id AND r.group_id = g.id AND p.definition_id = d.id
          AND day.today BETWEEN r.from_date AND coalesce(r.to_date, 'infinity'))
  ) missing
  WHERE term.coalition_id = $1 AND ($2::uuid[] IS NULL OR term.id = ANY ($2))
`;

export async function termAgreements(
  manager: EntityManager,
  coalitionId: string,
  termIds: readonly string[] | null = null,
): Promise<TermAgreement[]> {
  return (await run<TermFacts>(manager, termFacts, [coalitionId, termIds])).map(agreementOf);
}
