import { findFacts } from './find-facts.js';

/**
 * Question: who asked for help with a commitment more than 72 hours ago, without an answer?
 * Parameters and columns: as findFacts.
 * Why: counted in hours, not in days: whoever asks on a Friday evening waits as long as anybody. What was delivered or
 * released needs no help any more.
 */
export const findUnansweredHelp = findFacts(`
  SELECT c.id AS subject_id, c.title, ((c.help_asked_at + interval '72 hours') AT TIME ZONE moment.time_zone)::date AS since,
         '' AS detail,
         jsonb_build_object('day', (c.help_asked_at AT TIME ZONE moment.time_zone)::date, 'holders', (
           SELECT string_agg(o.name, ', ' ORDER BY o.name) FROM organization o
            WHERE o.coalition_id = c.coalition_id AND o.id = ANY (c.holder_organization_ids))) AS facts
    FROM moment
    JOIN commitment c ON c.coalition_id = moment.coalition_id AND c.state IN ('OFFERED', 'ACCEPTED', 'IN_PROGRESS')
     AND c.help_answered_at IS NULL AND c.help_asked_at < moment.now - interval '72 hours'`);
