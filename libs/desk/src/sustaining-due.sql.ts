import { findFacts } from './find-facts.js';

/**
 * Question: is a sustaining conversation due within 14 days, or overdue?
 * Parameters and columns: as findFacts; at most one row, about the coalition.
 * Why: due 90 days after the last one that was held and has its notes; the first one 90 days after the coalition began.
 */
export const findSustainingDue = findFacts(`
  SELECT coalition.id AS subject_id, coalition.name AS title, due.on - 14 AS since, '' AS detail,
         jsonb_build_object('day', due.on) AS facts
    FROM moment
    JOIN coalition ON coalition.id = moment.coalition_id
   CROSS JOIN LATERAL (
         SELECT max(c.held_at) AS held_at FROM conversation c
          WHERE c.coalition_id = coalition.id AND c.kind = 'SUSTAINING' AND c.held_at <= moment.now
            AND c.notes_at <= moment.now AND c.cancelled_at IS NULL) last
   CROSS JOIN LATERAL (
         SELECT (coalesce(last.held_at, coalition.created_at) AT TIME ZONE moment.time_zone)::date + 90 AS on) due
   WHERE due.on - 14 <= moment.today`);
