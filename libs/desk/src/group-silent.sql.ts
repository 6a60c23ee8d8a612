import { findFacts } from './find-facts.js';

/**
 * Question: from which groups has nothing come in for 180 days?
 * Parameters and columns: as findFacts.
 * Why: counted from the last input or, without one, from the day on which the group was named.
 */
export const findSilentGroups = findFacts(`
  SELECT g.id AS subject_id, g.name AS title, quiet.since + 181 AS since, '' AS detail,
         jsonb_build_object('day', quiet.since) AS facts
    FROM moment
    JOIN stakeholder_group g ON g.coalition_id = moment.coalition_id AND g.retired_at IS NULL
   CROSS JOIN LATERAL (
         SELECT max(i.received_on) AS on FROM community_input i
          WHERE i.coalition_id = g.coalition_id AND i.group_id = g.id AND i.received_on <= moment.today) heard
   CROSS JOIN LATERAL (
         SELECT coalesce(heard.on, (g.created_at AT TIME ZONE moment.time_zone)::date) AS since) quiet
   WHERE quiet.since + 180 < moment.today`);
