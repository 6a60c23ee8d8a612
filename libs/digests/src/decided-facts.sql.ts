/**
 * Question: what was decided in a while, by conversations and by bodies?
 * Parameters: $1 coalition; $2 from and $3 until, moments.
 * Columns: as DigestFact; `details` names the body.
 * Why: what was written into the register in this week, whenever it was decided: nobody misses what was written late.
 */
export const decidedFacts = `
  WITH decided AS (
    SELECT 'DECIDED' AS kind, 'Decision' AS subject_type, d.id, d.text, d.decided_on, '{}'::text[] AS details, d.created_at
      FROM decision d
     WHERE d.coalition_id = $1 AND d.created_at >= $2 AND d.created_at < $3
    UNION ALL
    SELECT 'BODY_DECIDED', 'BodyDecision', d.id, d.text, d.decided_on, ARRAY[b.name], d.created_at
      FROM body_decision d JOIN body b ON b.coalition_id = $1 AND b.id = d.body_id
     WHERE d.coalition_id = $1 AND d.created_at >= $2 AND d.created_at < $3
  )
  SELECT 'DECISIONS' AS part, kind, subject_type AS "subjectType", id AS "subjectId", left(text, 300) AS title,
         decided_on::text AS "on", details, NULL AS roles, NULL AS audiences, NULL AS "organizationIds",
         NULL AS "personIds", true AS "ofBackbone", '{}'::text[] AS keys, '{}'::uuid[] AS by
    FROM decided
   ORDER BY created_at DESC, id
   LIMIT 500`;
