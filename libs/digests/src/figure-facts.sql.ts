/**
 * Question: of which measures were numbers approved in a while, for which periods?
 * Parameters: $1 coalition; $2 from and $3 until, moments.
 * Columns: as DigestFact; `details` are `FREQUENCY first-day`.
 * Why: that there are new figures, never a number: what of it somebody sees, the figures themselves decide. Live figures
 * are for backbone staff and partners; others read what is published to them.
 */
export const figureFacts = `
  WITH approved AS (
    SELECT id, frequency || ' ' || period_start AS period FROM submission
     WHERE coalition_id = $1 AND state = 'APPROVED' AND approved_at >= $2 AND approved_at < $3
  ), fresh AS (
    SELECT m.measure_id, array_agg(DISTINCT a.period ORDER BY a.period) AS periods
      FROM approved a
     CROSS JOIN LATERAL (
            SELECT DISTINCT measure_id FROM measurement WHERE coalition_id = $1 AND submission_id = a.id) AS m
     GROUP BY m.measure_id
  )
  SELECT 'FIGURES' AS part, 'NEW_FIGURES' AS kind, 'Measure' AS "subjectType", m.id AS "subjectId",
         left(m.name, 300) AS title, NULL AS "on", f.periods AS details, '{BACKBONE,PARTNER}'::text[] AS roles,
         NULL AS audiences, NULL AS "organizationIds", NULL AS "personIds", true AS "ofBackbone", '{}'::text[] AS keys,
         '{}'::uuid[] AS by
    FROM fresh f JOIN measure m ON m.coalition_id = $1 AND m.id = f.measure_id
   ORDER BY m.name, m.id
   LIMIT 500`;
