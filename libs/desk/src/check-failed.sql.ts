import { findFacts } from './find-facts.js';

/**
 * Question: which checks of the scorecard have turned to FAIL?
 * Parameters and columns: as findFacts; about the coalition, one row per check.
 */
export const findFailedChecks = findFacts(`
  SELECT coalition.id AS subject_id, coalition.name AS title, (s.since AT TIME ZONE moment.time_zone)::date AS since,
         s.check_name AS detail,
         jsonb_build_object('check', s.check_name, 'condition', s.condition) AS facts
    FROM moment
    JOIN coalition ON coalition.id = moment.coalition_id
    JOIN scorecard_check s ON s.coalition_id = coalition.id AND s.state = 'FAIL'`);
