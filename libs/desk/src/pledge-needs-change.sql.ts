import { findFacts } from './find-facts.js';

/**
 * Question: which organizations said that the agenda needs a change, and nobody has talked with them for 14 days since?
 * Parameters and columns: as findFacts.
 * Why: a talk is a conversation that was held after the pledge and in which the organization took part or was a host. A
 * late one closes the item as well. Pledges on versions that were superseded, or of former members, wait for nobody.
 */
export const findUnheardPledges = findFacts(`
  SELECT pledge.id AS subject_id, o.name AS title, said.on + 15 AS since, '' AS detail,
         jsonb_build_object('day', said.on, 'version', agenda.version::text) AS facts
    FROM moment
    JOIN agenda ON agenda.coalition_id = moment.coalition_id AND agenda.state IN ('PROPOSED', 'ADOPTED')
    JOIN pledge ON pledge.coalition_id = agenda.coalition_id AND pledge.agenda_id = agenda.id
     AND pledge.kind = 'NEED_CHANGE' AND pledge.lapsed_at IS NULL
    JOIN organization o ON o.coalition_id = pledge.coalition_id AND o.id = pledge.organization_id
   CROSS JOIN LATERAL (SELECT (pledge.pledged_at AT TIME ZONE moment.time_zone)::date AS on) said
   WHERE said.on + 14 < moment.today
     AND EXISTS (
         SELECT FROM membership m
          WHERE m.coalition_id = o.coalition_id AND m.organization_id = o.id AND m.role IN ('PARTNER', 'BACKBONE')
            AND moment.today BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity'))
     AND NOT EXISTS (
         SELECT FROM conversation c
          WHERE c.coalition_id = o.coalition_id AND c.held_at >= pledge.pledged_at AND c.held_at <= moment.now
            AND c.cancelled_at IS NULL
            AND (EXISTS (SELECT FROM participant p
                          WHERE p.coalition_id = c.coalition_id AND p.conversation_id = c.id AND p.organization_id = o.id)
              OR EXISTS (SELECT FROM conversation_host h
                          WHERE h.coalition_id = c.coalition_id AND h.conversation_id = c.id AND h.organization_id = o.id)))`);
