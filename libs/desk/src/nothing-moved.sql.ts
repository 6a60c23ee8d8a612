import { findFacts } from './find-facts.js';

/**
 * Question: has nothing moved for 30 days: no commitment, no decision and no new figure?
 * Parameters and columns: as findFacts; at most one row, about the coalition.
 * Why: a commitment moves when it is made and whenever its state changes, a decision on the day on which it was taken, in
 * a body or in a conversation, a figure when its values are submitted. A coalition counts from its first day.
 */
export const findStandstill = findFacts(`
  SELECT coalition.id AS subject_id, coalition.name AS title, still.since + 31 AS since, '' AS detail,
         jsonb_build_object('day', still.since) AS facts
    FROM moment
    JOIN coalition ON coalition.id = moment.coalition_id
   CROSS JOIN LATERAL (
         SELECT greatest(
                  (coalition.created_at AT TIME ZONE moment.time_zone)::date,
                  (SELECT max((c.state_since AT TIME ZONE moment.time_zone)::date) FROM commitment c
                    WHERE c.coalition_id = coalition.id AND c.state_since <= moment.now),
                  (SELECT max(d.decided_on) FROM decision d
                    WHERE d.coalition_id = coalition.id AND d.decided_on <= moment.today),
                  (SELECT max(d.decided_on) FROM body_decision d
                    WHERE d.coalition_id = coalition.id AND d.decided_on <= moment.today),
                  (SELECT (max(s.submitted_at) AT TIME ZONE moment.time_zone)::date FROM submission s
                    WHERE s.coalition_id = coalition.id AND s.submitted_at <= moment.now)) AS since) still
   WHERE still.since + 30 < moment.today`);
