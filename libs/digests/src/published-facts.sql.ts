/**
 * Question: which reports were published in a while, and to whom?
 * Parameters: $1 coalition; $2 from and $3 until, moments.
 * Columns: as DigestFact.
 * Why: what was withdrawn since is not told.
 */
export const publishedFacts = `
  SELECT 'REPORTS' AS part, 'PUBLISHED' AS kind, 'Report' AS "subjectType", r.id AS "subjectId",
         left(r.title, 300) AS title, NULL AS "on", '{}'::text[] AS details, NULL AS roles,
         array_agg(DISTINCT p.audience) AS audiences, NULL AS "organizationIds", NULL AS "personIds",
         true AS "ofBackbone", '{}'::text[] AS keys, '{}'::uuid[] AS by
    FROM report_publication p JOIN report r ON r.coalition_id = $1 AND r.id = p.report_id
   WHERE p.coalition_id = $1 AND p.published_at >= $2 AND p.published_at < $3 AND p.withdrawn_at IS NULL
   GROUP BY r.id
   ORDER BY max(p.published_at) DESC, r.id
   LIMIT 200`;
