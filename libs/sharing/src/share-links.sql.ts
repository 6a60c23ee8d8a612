/**
 * Question: which publication of a report stands for an audience?
 * Parameters: $1 coalition_id uuid; $2 report_id uuid; $3 audience.
 * Columns: id.
 * Why: locked, so that it isn't withdrawn while a link to it is being made.
 */
export const standingPublication = `
  SELECT id FROM report_publication
   WHERE coalition_id = $1::uuid AND report_id = $2::uuid AND audience = $3 AND withdrawn_at IS NULL FOR SHARE`;

/**
 * Question: which of these publications were withdrawn?
 * Parameters: $1 coalition ids uuid[]; $2 publication ids uuid[].
 * Columns: id.
 * Why: one statement for the links of a page.
 */
export const withdrawnPublications = `
  SELECT id FROM report_publication
   WHERE coalition_id = ANY ($1::uuid[]) AND id = ANY ($2::uuid[]) AND withdrawn_at IS NOT NULL`;

/**
 * Question: none; counts a use of a link and keeps that it happened.
 * Parameters: $1 coalition_id uuid; $2 link id uuid; $3 content; $4 network.
 * Why: the counts stand in the link, so that a list of links reads no log.
 */
export const recordUse = `
  WITH counted AS (
    UPDATE share_link SET uses = uses + 1, last_used_at = now() WHERE coalition_id = $1::uuid AND id = $2::uuid)
  INSERT INTO share_link_use (id, coalition_id, share_link_id, content, network)
  VALUES (uuidv7(), $1::uuid, $2::uuid, $3, $4)`;
