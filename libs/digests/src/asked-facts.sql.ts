/**
 * Question: what is asked of whom in a coalition at this moment, besides numbers?
 * Parameters: $1 coalition; $2 the moment, NULL for now.
 * Columns: as DigestFact; what is due first comes first.
 * Why: one statement for all members. Commitments are told of two weeks ahead; notes of conversations of the last 90
 * days; only active parties pledge and take positions. Nobody is a partner for a backbone organization: its staff are
 * asked for what it promised and for the notes of what it hosted, but not to pledge for it, which they may not. A link
 * is confirmed by the lead of the activity that it was not proposed for, if neither was stopped.
 */
export const askedFacts = `
  WITH today AS (
    SELECT (coalesce($2::timestamptz, now()) AT TIME ZONE time_zone)::date AS day, time_zone FROM coalition WHERE id = $1
  ), party AS (
    SELECT DISTINCT organization_id FROM membership CROSS JOIN today
     WHERE coalition_id = $1 AND role IN ('PARTNER', 'BACKBONE')
       AND today.day BETWEEN coalesce(from_date, '-infinity') AND coalesce(to_date, 'infinity')
  ), backbone AS (
    SELECT coalesce(array_agg(organization_id), '{}') AS ids FROM membership CROSS JOIN today
     WHERE coalition_id = $1 AND role = 'BACKBONE'
       AND today.day BETWEEN coalesce(from_date, '-infinity') AND coalesce(to_date, 'infinity')
  ), asked AS (
    SELECT CASE state WHEN 'OFFERED' THEN 'ACCEPT_COMMITMENT' ELSE 'DELIVER_COMMITMENT' END AS kind,
           'Commitment' AS subject_type, id AS subject_id, title, due_on AS "on",
           ARRAY(SELECT unnest(holder_organization_ids)
                 EXCEPT SELECT unnest(CASE state WHEN 'OFFERED' THEN accepted_organization_ids ELSE '{}' END)) AS organizations,
           NULL::uuid[] AS people, NULL::text[] AS roles
      FROM commitment CROSS JOIN today
     WHERE coalition_id = $1 AND (state = 'OFFERED' OR state IN ('ACCEPTED', 'IN_PROGRESS') AND due_on <= today.day + 14)
    UNION ALL
    SELECT 'CONFIRM_COMMITMENT', 'Commitment', id, title, NULL, ARRAY[counterpart_organization_id], NULL, NULL
      FROM commitment
     WHERE coalition_id = $1 AND state = 'DELIVERED' AND counterpart_organization_id IS NOT NULL
    UNION ALL
    SELECT 'CONFIRM_LINK', 'ReinforcementLink', l.id, one.title || ' → ' || two.title, NULL,
           ARRAY[CASE l.proposing_activity_id WHEN one.id THEN two.lead_organization_id ELSE one.lead_organization_id END],
           NULL, NULL
      FROM reinforcement_link l
      JOIN activity one ON one.coalition_id = $1 AND one.id = l.from_activity_id AND one.status <> 'STOPPED'
      JOIN activity two ON two.coalition_id = $1 AND two.id = l.to_activity_id AND two.status <> 'STOPPED'
     WHERE l.coalition_id = $1 AND l.confirmed_at IS NULL AND l.unlinked_at IS NULL
    UNION ALL
    SELECT 'TAKE_POSITION', 'Term', t.id, t.word, NULL, silent.organizations, NULL, NULL
      FROM term t
      JOIN LATERAL (SELECT id FROM term_definition d
                     WHERE d.coalition_id = $1 AND d.term_id = t.id ORDER BY number DESC LIMIT 1) AS d ON true
     CROSS JOIN LATERAL (
            SELECT array_agg(organization_id) AS organizations FROM party
             WHERE NOT EXISTS (SELECT FROM term_position p
                                WHERE p.coalition_id = $1 AND p.definition_id = d.id
                                  AND p.organization_id = party.organization_id)) AS silent
     WHERE t.coalition_id = $1 AND silent.organizations IS NOT NULL
    UNION ALL
    SELECT 'PLEDGE', 'Agenda', g.id, g.version::text, NULL, silent.organizations, NULL, NULL
      FROM agenda g
     CROSS JOIN LATERAL (
            SELECT array_agg(organization_id) AS organizations FROM party
             WHERE NOT EXISTS (SELECT FROM pledge p
                                WHERE p.coalition_id = $1 AND p.agenda_id = g.id AND p.lapsed_at IS NULL
                                  AND p.organization_id = party.organization_id)) AS silent
     WHERE g.coalition_id = $1 AND g.state IN ('PROPOSED', 'ADOPTED') AND silent.organizations IS NOT NULL
    UNION ALL
    SELECT 'CONSULTATION', 'Agenda', g.id, g.version::text, NULL, NULL, NULL, NULL
      FROM agenda g
     WHERE g.coalition_id = $1 AND g.state = 'CONSULTING'
    UNION ALL
    SELECT 'ANSWER_QUESTION', 'Question', q.id, q.text, q.due_on,
           CASE WHEN q.asked_of_organization_id IS NOT NULL THEN ARRAY[q.asked_of_organization_id] END, NULL,
           CASE WHEN q.asked_of_organization_id IS NULL THEN '{BACKBONE}'::text[] END
      FROM question q
     WHERE q.coalition_id = $1 AND q.answered_at IS NULL AND q.withdrawn_at IS NULL
    UNION ALL
    SELECT 'WRITE_NOTES', 'Conversation', c.id, c.title, (c.held_at AT TIME ZONE today.time_zone)::date + 7,
           ARRAY(SELECT organization_id FROM conversation_host h
                  WHERE h.coalition_id = $1 AND h.conversation_id = c.id), ARRAY[c.logged_by_id], '{BACKBONE,PARTNER}'
      FROM conversation c CROSS JOIN today
     WHERE c.coalition_id = $1 AND c.notes_at IS NULL AND c.cancelled_at IS NULL
       AND c.held_at <= coalesce($2::timestamptz, now()) AND c.held_at > coalesce($2::timestamptz, now()) - interval '90 days'
  )
  SELECT 'ASKED' AS part, kind, subject_type AS "subjectType", subject_id AS "subjectId", left(title, 300) AS title,
         "on"::text AS "on", '{}'::text[] AS details, roles, NULL AS audiences, organizations AS "organizationIds",
         people AS "personIds",
         kind IN ('ACCEPT_COMMITMENT', 'DELIVER_COMMITMENT', 'CONFIRM_COMMITMENT', 'WRITE_NOTES')
           AND coalesce(organizations && backbone.ids, false) AS "ofBackbone",
         '{}'::text[] AS keys, '{}'::uuid[] AS by
    FROM asked CROSS JOIN backbone
   ORDER BY asked."on" NULLS LAST, subject_id
   LIMIT 5000`;
