/**
 * Question: which activities, measures, commitments and versions of the agenda changed in a while, and how?
 * Parameters: $1 coalition; $2 from and $3 until, moments; $4 the verbs that are told text[].
 * Columns: as DigestFact; `details` are verbs.
 * Why: the history says what happened, so nothing is told twice or forgotten. A measure without an assignment is asked
 * of every partner. Goals are followed by their code, which outlives a version.
 */
export const changedFacts = `
  WITH told AS (
    SELECT subject_type, subject_id, array_agg(DISTINCT verb) AS verbs, max(at) AS at,
           coalesce(array_agg(DISTINCT person_id) FILTER (WHERE person_id IS NOT NULL), '{}') AS by
      FROM audit_event
     WHERE coalition_id = $1 AND at >= $2 AND at < $3 AND verb = ANY ($4::text[])
       AND subject_type IN ('Activity', 'Measure', 'Commitment', 'Agenda')
     GROUP BY subject_type, subject_id
  ), changed AS (
    SELECT told.*, left(a.title, 300) AS title, a.lead_organization_id || a.partner_organization_ids AS organization_ids,
           false AS of_all, NULL::text[] AS roles, 'Activity ' || a.id AS key, a.goal_ids
      FROM told JOIN activity a ON a.coalition_id = $1 AND a.id = told.subject_id AND told.subject_type = 'Activity'
    UNION ALL
    SELECT told.*, left(m.name, 300), s.organization_ids, false, NULL, 'Measure ' || m.id, m.goal_ids
      FROM told JOIN measure m ON m.coalition_id = $1 AND m.id = told.subject_id AND told.subject_type = 'Measure'
     CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(DISTINCT t.organization_id), '{}') AS organization_ids
              FROM (SELECT organization_id FROM assignment WHERE coalition_id = $1 AND measure_id = m.id
                    UNION ALL
                    SELECT organization_id FROM membership
                     WHERE coalition_id = $1 AND role = 'PARTNER' AND NOT EXISTS (
                           SELECT FROM assignment WHERE coalition_id = $1 AND measure_id = m.id)) AS t) AS s
    UNION ALL
    SELECT told.*, left(c.title, 300), c.holder_organization_ids || c.counterpart_organization_id, false, NULL,
           'Commitment ' || c.id, '{}'
      FROM told JOIN commitment c ON c.coalition_id = $1 AND c.id = told.subject_id AND told.subject_type = 'Commitment'
    UNION ALL
    SELECT told.*, g.version::text, NULL, true, NULL, 'Agenda ' || g.id, '{}'
      FROM told JOIN agenda g ON g.coalition_id = $1 AND g.id = told.subject_id AND told.subject_type = 'Agenda'
     WHERE g.state <> 'DRAFT'
  )
  SELECT 'CHANGED' AS part, 'CHANGED' AS kind, subject_type AS "subjectType", subject_id AS "subjectId", title,
         NULL AS "on", verbs AS details, roles, NULL AS audiences,
         CASE WHEN NOT of_all THEN array_remove(organization_ids, NULL) END AS "organizationIds", NULL AS "personIds",
         true AS "ofBackbone", by,
         key || ARRAY(SELECT 'Goal ' || g.code FROM goal g
                       WHERE g.coalition_id = $1 AND g.id = ANY (goal_ids)) AS keys
    FROM changed
   ORDER BY at DESC, subject_id
   LIMIT 2000`;
