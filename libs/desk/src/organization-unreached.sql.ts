import { findFacts } from './find-facts.js';

/**
 * Question: which active members has no conversation reached in 60 days?
 * Parameters and columns: as findFacts.
 * Why: a conversation reaches the organizations that took part in it or hosted it, once it was held. Counted from the
 * last one or, if that is later, from the day on which the membership of today began or, if it says no day, was noted:
 * a new member is not unreached on its first day. Whom the last two months reached is taken out first, by the index of
 * conversations by their time: only for those who are left, usually few, all of their conversations are read.
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
          GROUP BY m.organization_id) member ON member.joined + 60 < moment.today
    JOIN organization o ON o.coalition_id = moment.coalition_id AND o.id = member.organization_id
    LEFT JOIN LATERAL (
         SELECT DISTINCT who.organization_id
           FROM conversation c
           JOIN (SELECT coalition_id, conversation_id, organization_id FROM participant
                 UNION ALL
                 SELECT coalition_id, conversation_id, organization_id FROM conversation_host) who
             ON who.coalition_id = c.coalition_id AND who.conversation_id = c.id
          WHERE c.coalition_id = moment.coalition_id AND c.cancelled_at IS NULL
            AND c.held_at BETWEEN moment.now - interval '58 days' AND moment.now) recent
      ON recent.organization_id = o.id
   CROSS JOIN LATERAL (
         SELECT max((c.held_at AT TIME ZONE c.time_zone)::date) AS on
           FROM (SELECT conversation_id FROM participant p
                  WHERE p.coalition_id = o.coalition_id AND p.organization_id = o.id
                 UNION ALL
                 SELECT conversation_id FROM conversation_host h
                  WHERE h.coalition_id = o.coalition_id AND h.organization_id = o.id) who
           JOIN conversation c ON c.coalition_id = o.coalition_id AND c.id = who.conversation_id
            AND c.held_at <= moment.now AND c.cancelled_at IS NULL) reached
   CROSS JOIN LATERAL (SELECT greatest(member.joined, reached.on) AS since) quiet
   WHERE recent.organization_id IS NULL AND quiet.since + 60 < moment.today`);
