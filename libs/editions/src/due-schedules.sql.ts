/**
 * Question: which schedules are due?
 * Parameters: none. Asked by a worker for all coalitions; its policy shows it due ones only.
 * Columns: id, coalition_id, set_by.
 * Why: the oldest first, some at a time: each is then taken in a unit of its own coalition.
 */
export const dueSchedules = `
  SELECT id, coalition_id AS "coalitionId", set_by AS "setBy" FROM report_schedule
   WHERE ended_at IS NULL AND next_at <= now() ORDER BY next_at LIMIT 100`;

/**
 * Question: is this schedule still due, and which is the latest of its moments that have passed?
 * Parameters: $1 schedule.
 * Columns: definition_id, rule, next_at, time_zone.
 * Why: held until the edition is made, and passed over while another worker makes it.
 */
export const takeSchedule = `
  SELECT s.definition_id AS "definitionId", s.rule, s.next_at AS "nextAt", c.time_zone AS "timeZone"
    FROM report_schedule s JOIN coalition c ON c.id = s.coalition_id
   WHERE s.id = $1 AND s.ended_at IS NULL AND s.next_at <= now()
     FOR UPDATE OF s SKIP LOCKED`;

/** Question: none; a schedule waits for its next moment. Parameters: $1 schedule; $2 the moment. */
export const moveSchedule = `UPDATE report_schedule SET next_at = $2 WHERE id = $1`;

/** Question: none; ends a schedule that has not ended. Parameters: $1 schedule; $2 why. Columns: id, if it ended now. */
export const endSchedule = `
  UPDATE report_schedule SET ended_at = now(), next_at = NULL, end_reason = $2
   WHERE id = $1 AND ended_at IS NULL RETURNING id`;
