import { findFacts } from './find-facts.js';

/**
 * Question: which active members has no conversation reached in 60 days?
 * Parameters and columns: as findFacts.
 * Why: a conversation reaches the organizations that took part in it or hosted it, once it was held. Counted from the
 * last one or, if that is later, from the day on which the membership of today began or, if it says no day, was noted:
 * a new member is not unreached on its first day. All conversations are read once: by organization it took longer.
 */
export const findUnreachedOrganizations = findFacts(`
  SELECT o.id AS subject_id, o.name AS title, quiet.since + 61 AS since, '' AS detail,
         jsonb_build_object('day', quiet.since) AS facts
    FROM moment
    JOIN LATERAL (
         SELECT m.organization_id, min(coalesce(m.from_date, (m.created_at AT TIME ZONE moment.time_zone)::date)) AS joined
           FROM membership m
          WHERE m.coalition_id = moment.coalition_id AND m.role IN ('PARTNER', 'BACKBONE')
            AND moment.today BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity')
          GROUP BY m.organization_id) member ON true
    JOIN organization o ON o.coalition_id = moment.coalition_id AND o.id = member.organization_id
    LEFT JOIN LATERAL (
         SELECT who.organization_id, max((c.held_at AT TIME ZONE c.time_zone)::date) AS on
           FROM conversation c
           JOIN (SELECT coalition_id, conversation_id, organization_id FROM participant
                 UNION ALL
                 SELECT coalition_id, conversation_id, organization_id FROM conversation_host) who
             ON who.coalition_id = c.coalition_id AND who.conversation_id = c.id
          WHERE c.coalition_id = moment.coalition_id AND c.held_at <= moment.now AND c.cancelled_at IS NULL
          GROUP BY who.organization_id) reached ON reached.organization_id = o.id
   CROSS JOIN LATERAL (SELECT greatest(member.joined, reached.on) AS since) quiet
   WHERE quiet.since + 60 < moment.today`);
