/**
 * Question: which coalitions is the worker to evaluate?
 * Parameters: none. Asked by a worker for all coalitions; its policy shows it those that are due.
 * Columns: coalition_id.
 * Why: the longest due first, some at a time: what is left is found by the next look.
 */
export const dueScorecards = `
  SELECT coalition_id AS "coalitionId" FROM scorecard_turn WHERE due_at <= now() ORDER BY due_at LIMIT 200`;

/**
 * Question: is this coalition still due? It is next at the start of its next day.
 * Parameters: $1 coalition.
 * Columns: coalition_id, if it was due.
 * Why: the row is held until what was found is kept, and passed over while another worker evaluates.
 */
export const takeTurn = `
  UPDATE scorecard_turn t
     SET due_at = ((now() AT TIME ZONE c.time_zone)::date + 1)::timestamp AT TIME ZONE c.time_zone
    FROM coalition c
   WHERE c.id = $1 AND t.coalition_id = (
         SELECT coalition_id FROM scorecard_turn WHERE coalition_id = $1 AND due_at <= now() FOR UPDATE SKIP LOCKED)
  RETURNING t.coalition_id`;
