import { findFacts } from './find-facts.js';

/**
 * Question: which active activities have been without a link for more than 60 days?
 * Parameters and columns: as findFacts.
 * Why: a link counts as in the isolation rate: confirmed, and to an activity that is not stopped. Counted from the day on
 * which the activity became active or, if that was later, on which its last link ended.
 */
export const findIsolatedActivities = findFacts(`
  SELECT a.id AS subject_id, a.title, alone.since + 61 AS since, '' AS detail,
         jsonb_build_object('day', alone.since, 'lead', o.name) AS facts
    FROM moment
    JOIN activity a ON a.coalition_id = moment.coalition_id AND a.status = 'ACTIVE'
    JOIN organization o ON o.coalition_id = a.coalition_id AND o.id = a.lead_organization_id
   CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE link.unlinked_at IS NULL AND other.status <> 'STOPPED') AS links,
                max(least(link.unlinked_at, CASE other.status WHEN 'STOPPED' THEN other.status_since END)) AS ended_at
           FROM (SELECT unlinked_at, to_activity_id AS other_id FROM reinforcement_link
                  WHERE coalition_id = a.coalition_id AND from_activity_id = a.id AND confirmed_at IS NOT NULL
                 UNION ALL
                 SELECT unlinked_at, from_activity_id FROM reinforcement_link
                  WHERE coalition_id = a.coalition_id AND to_activity_id = a.id AND confirmed_at IS NOT NULL) link
           JOIN activity other ON other.coalition_id = a.coalition_id AND other.id = link.other_id) linked
   CROSS JOIN LATERAL (
         SELECT (greatest(a.status_since, linked.ended_at) AT TIME ZONE moment.time_zone)::date AS since) alone
   WHERE linked.links = 0 AND alone.since + 60 < moment.today`);
