import { findFacts } from './find-facts.js';

/**
 * Question: which inputs have had no reply for more than 14 days?
 * Parameters and columns: as findFacts.
 * Why: without a contact nobody can be replied to; such an input is answered by its disposition, as in the closure rate.
 * The title is the beginning of what was said.
 */
export const findUnansweredInputs = findFacts(`
  SELECT i.id AS subject_id,
         CASE WHEN length(i.text) > 80 THEN rtrim(left(i.text, 79)) || '…' ELSE i.text END AS title,
         i.received_on + 15 AS since, '' AS detail, jsonb_build_object('day', i.received_on) AS facts
    FROM moment
    JOIN community_input i ON i.coalition_id = moment.coalition_id AND i.replied_at IS NULL
     AND i.received_on < moment.today - 14
   WHERE i.contact IS NOT NULL OR i.disposition IS NULL`);
