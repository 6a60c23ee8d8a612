import { findFacts } from './find-facts.js';

/**
 * Question: which checks of the scorecard have turned to FAIL?
 * Parameters and columns: as findFacts; about the coalition, one row per check.
 * Why: turned: a check that has failed since it was first evaluated is what the scorecard shows, not news for the desk.
 */
export const findFailedChecks = findFacts(`
  SELECT coalition.id AS subject_id, coalition.name AS title, s.since, s.check_name AS detail,
         jsonb_build_object('check', s.check_name, 'condition', s.condition, 'before', s.previous_state, 'day', s.since) AS facts
    FROM moment
    JOIN coalition ON coalition.id = moment.coalition_id
    JOIN scorecard_check s
      ON s.coalition_id = coalition.id AND s.state = 'FAIL' AND s.previous_state IS NOT NULL AND s.since <= moment.today`);
