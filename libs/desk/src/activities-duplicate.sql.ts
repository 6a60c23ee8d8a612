import { findFacts } from './find-facts.js';

/**
 * Question: which activities are said to be duplicates of each other, and nobody has talked about both since?
 * Parameters and columns: as findFacts.
 * Why: DUPLICATES asks for a conversation and stops nothing: one that was held after the link and was about both
 * activities answers it. Whether the link was confirmed does not matter: that the two disagree is what to talk about.
 */
export const findDuplicates = findFacts(`
  SELECT link.id AS subject_id, a.title || ' = ' || b.title AS title, said.on AS since, '' AS detail,
         jsonb_build_object('day', said.on, 'first', a.title, 'second', b.title) AS facts
    FROM moment
    JOIN reinforcement_link link
      ON link.coalition_id = moment.coalition_id AND link.kind = 'DUPLICATES' AND link.unlinked_at IS NULL
    JOIN activity a ON a.coalition_id = link.coalition_id AND a.id = link.from_activity_id
     AND a.status IN ('PLANNED', 'ACTIVE', 'PAUSED')
    JOIN activity b ON b.coalition_id = link.coalition_id AND b.id = link.to_activity_id
     AND b.status IN ('PLANNED', 'ACTIVE', 'PAUSED')
   CROSS JOIN LATERAL (SELECT (link.created_at AT TIME ZONE moment.time_zone)::date AS on) said
   WHERE link.created_at <= moment.now
     AND NOT EXISTS (
         SELECT FROM conversation_activity one
           JOIN conversation_activity two ON two.coalition_id = one.coalition_id AND two.conversation_id = one.conversation_id
            AND two.activity_id = b.id
           JOIN conversation c ON c.coalition_id = one.coalition_id AND c.id = one.conversation_id
            AND c.cancelled_at IS NULL AND c.held_at BETWEEN link.created_at AND moment.now
          WHERE one.coalition_id = link.coalition_id AND one.activity_id = a.id)`);
