import { findFacts } from './find-facts.js';

/**
 * Question: which decisions of the register are to be reviewed, and were not yet?
 * Parameters and columns: as findFacts.
 * Why: due from its day on until it was looked at on that day or later; a review may name the next day. A decision that
 * another one took the place of is not reviewed any more.
 */
export const findDecisionsToReview = findFacts(`
  SELECT d.id AS subject_id,
         CASE WHEN length(d.text) > 80 THEN rtrim(left(d.text, 79)) || '…' ELSE d.text END AS title,
         d.review_on AS since, '' AS detail,
         jsonb_build_object('day', d.decided_on, 'due', d.review_on) AS facts
    FROM moment
    JOIN decision d ON d.coalition_id = moment.coalition_id AND d.review_on <= moment.today
     AND (d.reviewed_at IS NULL OR (d.reviewed_at AT TIME ZONE moment.time_zone)::date < d.review_on)
   WHERE NOT EXISTS (SELECT FROM decision next WHERE next.coalition_id = d.coalition_id AND next.supersedes_id = d.id)`);
