import { findFacts } from './find-facts.js';

/**
 * Question: of which conversations are the notes late?
 * Parameters and columns: as findFacts.
 * Why: notes are due 7 days after the day on which it was held, in the conversation's own time zone, as in the share of
 * notes that were on time. Late notes that came are late no more.
 */
export const findLateNotes = findFacts(`
  SELECT c.id AS subject_id, c.title, held.on + 8 AS since, '' AS detail, jsonb_build_object('day', held.on) AS facts
    FROM moment
    JOIN conversation c ON c.coalition_id = moment.coalition_id AND c.notes_at IS NULL AND c.cancelled_at IS NULL
     AND c.held_at < moment.now - interval '7 days'
   CROSS JOIN LATERAL (SELECT (c.held_at AT TIME ZONE c.time_zone)::date AS on) held
   WHERE held.on + 7 < (moment.now AT TIME ZONE c.time_zone)::date`);
