/**
 * Question: none; keeps the hash of a report's content as an audience sees it.
 * Parameters: $1 coalition_id uuid; $2 report_id uuid; $3 audience, or NULL for all of it; $4 SHA-256 in hex.
 * Columns: none.
 * Why: one per audience, because the hash of what is not suppressed would let a reader try out small numbers until one
 * fits. What an audience was shown once stays as it was, so a second publication finds its hash.
 */
export const keepHash = `
INSERT INTO report_hash (coalition_id, report_id, audience, sha256) VALUES ($1::uuid, $2::uuid, $3, $4)
ON CONFLICT DO NOTHING`;

/**
 * Question: which hashes were kept of these reports?
 * Parameters: $1 report ids uuid[].
 * Columns: report_id, audience, sha256.
 */
export const hashesOf = `
SELECT report_id AS "reportId", audience, sha256 FROM report_hash WHERE report_id = ANY ($1::uuid[])`;
