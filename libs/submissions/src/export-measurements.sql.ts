/** Question: into what are values broken down? Parameters: $1 coalition. Columns: code. */
export const exportedDimensions = `SELECT code FROM dimension WHERE coalition_id = $1 ORDER BY code COLLATE "C"`;

/**
 * Question: which submissions come next?
 * Parameters: $1 coalition; $2 organizations, or NULL for all; $3 organization, $4 frequency and $5 first day of the last
 * one, or NULL; $6 at most so many.
 * Columns: id, organization_id, frequency, period_start.
 * Why: in the order of the unique key, so that a page costs the same wherever it lies.
 */
export const nextSubmissions = `
  SELECT id, organization_id, frequency, period_start::text FROM submission
   WHERE coalition_id = $1 AND ($2::uuid[] IS NULL OR organization_id = ANY ($2))
     AND ($3::uuid IS NULL OR (organization_id, frequency, period_start) > ($3, $4::text, $5::date))
   ORDER BY organization_id, frequency, period_start
   LIMIT $6`;

/**
 * Question: what do these submissions hold?
 * Parameters: $1 coalition; $2 submissions.
 * Columns: as ExportedCell.
 * Why: the order is the same on every server.
 */
export const exportedCells = `
  SELECT o.code AS organization, m.code AS measure, s.frequency, s.period_start::text AS "periodStart", k.cell AS categories,
         v.number, v.denominator, v.non_value AS "nonValue", v.reason
    FROM submission s
    JOIN organization o ON o.coalition_id = $1 AND o.id = s.organization_id
    JOIN measurement v ON v.submission_id = s.id
    JOIN measure m ON m.coalition_id = $1 AND m.id = v.measure_id
    JOIN combination k ON k.coalition_id = $1 AND k.id = v.combination_id
   WHERE s.coalition_id = $1 AND s.id = ANY ($2::uuid[])
   ORDER BY s.organization_id, s.frequency, s.period_start, m.code COLLATE "C", k.key COLLATE "C"`;
