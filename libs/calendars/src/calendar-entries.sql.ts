/**
 * Question: which dates of a coalition concern a member?
 * Parameters: $1 coalition; $2 the organizations that the member speaks for uuid[]; $3 whether the member is backbone staff.
 * Columns: kind, id, title, place (a channel), starts_at and minutes of a talk, or day; cancelled; changes, changed_at.
 * Why: in one statement, for it is asked by a program that waits. Talks, decisions and the adopted agenda are every
 * role's to see; milestones and commitments are given for the member's own organizations, to backbone staff all. A talk
 * lasts as long as its agenda says, or an hour. `changes` is the number of records about it (of a milestone: about its
 * activity) after the first one: it only grows, as the SEQUENCE of RFC 5545 has to.
 */
export const calendarEntries = `
  WITH today AS (SELECT (now() AT TIME ZONE time_zone)::date AS day FROM coalition WHERE id = $1),
  entry AS (
    SELECT 'CONVERSATION' AS kind, c.id, c.id AS subject_id, c.title, c.channel AS place, c.held_at AS starts_at, NULL::date AS day,
           c.cancelled_at IS NOT NULL AS cancelled, c.created_at,
           coalesce((SELECT sum(minutes)::int FROM agenda_item i WHERE i.coalition_id = $1 AND i.conversation_id = c.id), 60)
             AS minutes
      FROM conversation c
     WHERE c.coalition_id = $1 AND c.held_at >= now() - interval '90 days'
    UNION ALL
    SELECT 'MILESTONE', m.id, a.id, a.title || ': ' || m.title, NULL, NULL, m.due_date, a.status = 'STOPPED', m.created_at, 0
      FROM milestone m
      JOIN activity a ON a.coalition_id = m.coalition_id AND a.id = m.activity_id
     CROSS JOIN today
     WHERE m.coalition_id = $1 AND m.due_date >= today.day - 90
       AND ($3::boolean OR a.lead_organization_id = ANY ($2::uuid[]) OR a.partner_organization_ids && $2::uuid[])
    UNION ALL
    SELECT 'COMMITMENT', c.id, c.id, c.title, NULL, NULL, c.due_on, c.state = 'RELEASED', c.created_at, 0
      FROM commitment c
     CROSS JOIN today
     WHERE c.coalition_id = $1 AND c.due_on >= today.day - 90
       AND ($3::boolean OR c.holder_organization_ids && $2::uuid[] OR c.counterpart_organization_id = ANY ($2::uuid[]))
    UNION ALL
    SELECT 'DECISION_REVIEW', d.id, d.id, d.text, NULL, NULL, d.review_on, false, d.created_at, 0
      FROM decision d
     CROSS JOIN today
     WHERE d.coalition_id = $1 AND d.review_on >= today.day - 90
       AND NOT EXISTS (SELECT FROM decision later WHERE later.coalition_id = $1 AND later.supersedes_id = d.id)
    UNION ALL
    SELECT 'AGENDA_REVIEW', g.id, g.id, g.version::text, NULL, NULL, g.review_date, false, g.created_at, 0
      FROM agenda g
     CROSS JOIN today
     WHERE g.coalition_id = $1 AND g.state = 'ADOPTED' AND g.review_date >= today.day - 90
    UNION ALL
    SELECT 'REPORT_SCHEDULE', s.id, s.id, v.title, NULL, s.next_at, NULL, false, s.set_at, 60
      FROM report_schedule s
      JOIN report_definition r ON r.coalition_id = s.coalition_id AND r.id = s.definition_id
      JOIN report_definition_version v ON v.definition_id = r.id AND v.number = r.version
     WHERE s.coalition_id = $1 AND s.ended_at IS NULL AND $3::boolean
  )
  SELECT entry.kind, entry.id, entry.title, entry.place, entry.starts_at AS "startsAt", entry.minutes, entry.day::text,
         entry.cancelled, greatest(told.n - 1, 0) AS changes, coalesce(told.at, entry.created_at) AS "changedAt"
    FROM entry
   CROSS JOIN LATERAL (
          SELECT count(*)::int AS n, max(e.at) AS at FROM audit_event e
           WHERE e.subject_id = entry.subject_id AND e.coalition_id = $1) AS told
   ORDER BY coalesce(entry.starts_at, entry.day), entry.id
   LIMIT 5000`;
