import { findFacts } from './find-facts.js';

/**
 * Question: which reserved seats have been vacant for more than 30 days?
 * Parameters and columns: as findFacts.
 * Why: a seat is vacant from the day on which nobody was put on it, from the day after its term, or from the day after
 * its holder's membership as PARTNER or BACKBONE, whichever comes first; as seats are counted everywhere. A term that is
 * still to begin is an answer.
 */
export const findVacantSeats = findFacts(`
  SELECT seat.id AS subject_id, seat.title, vacant.since + 31 AS since, '' AS detail,
         jsonb_build_object('body', body.name, 'group', g.name, 'day', vacant.since) AS facts
    FROM moment
    JOIN seat ON seat.coalition_id = moment.coalition_id AND seat.reserved_group_id IS NOT NULL AND seat.closed_at IS NULL
    JOIN body ON body.coalition_id = seat.coalition_id AND body.id = seat.body_id AND body.retired_at IS NULL
    JOIN stakeholder_group g
      ON g.coalition_id = seat.coalition_id AND g.id = seat.reserved_group_id AND g.retired_at IS NULL
   CROSS JOIN LATERAL (
         SELECT max(coalesce(m.to_date, 'infinity')) AS last FROM membership m
          WHERE m.coalition_id = seat.coalition_id AND m.organization_id = seat.holder_organization_id
            AND m.role IN ('PARTNER', 'BACKBONE') AND coalesce(m.from_date, '-infinity') <= moment.today) member
   CROSS JOIN LATERAL (
         SELECT CASE WHEN seat.holder_organization_id IS NULL THEN seat.vacated_on
                     ELSE least(seat.term_to, member.last) + 1 END AS since) vacant
   WHERE vacant.since + 30 < moment.today`);
