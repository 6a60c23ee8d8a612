import { findFacts } from './find-facts.js';

/**
 * Question: about which required terms has somebody asked to talk for more than 30 days?
 * Parameters and columns: as findFacts.
 * Why: a position counts on the latest definition and while its organization is an active member, as for agreement on
 * the term. Counted from the oldest of those that stand.
 */
export const findTermsToTalkAbout = findFacts(`
  SELECT term.id AS subject_id, term.word AS title, asked.on + 31 AS since, '' AS detail,
         jsonb_build_object('day', asked.on, 'organizations', asked.organizations::text) AS facts
    FROM moment
    JOIN term ON term.coalition_id = moment.coalition_id AND term.required
   CROSS JOIN LATERAL (
         SELECT id FROM term_definition d WHERE d.coalition_id = term.coalition_id AND d.term_id = term.id
          ORDER BY d.number DESC LIMIT 1) definition
   CROSS JOIN LATERAL (
         SELECT min((p.since AT TIME ZONE moment.time_zone)::date) AS on, count(*) AS organizations
           FROM term_position p
          WHERE p.coalition_id = term.coalition_id AND p.definition_id = definition.id AND p.position = 'NEEDS_TALK'
            AND EXISTS (
                SELECT FROM membership m
                 WHERE m.coalition_id = p.coalition_id AND m.organization_id = p.organization_id
                   AND m.role IN ('PARTNER', 'BACKBONE')
                   AND moment.today BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity'))) asked
   WHERE asked.on + 30 < moment.today`);
