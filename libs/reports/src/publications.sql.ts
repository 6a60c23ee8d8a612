/**
 * Question: none; publishes a report to the audiences that it does not stand published to.
 * Parameters: $1 coalition_id uuid; $2 report_id uuid; $3 audiences text[]; $4 person_id uuid.
 * Columns: audience, of the new publications only.
 * Why: two people who publish at once make one publication, the first one's.
 */
export const publish = `
  INSERT INTO report_publication (id, coalition_id, report_id, audience, published_by)
  SELECT uuidv7(), $1::uuid, $2::uuid, audience, $4::uuid FROM unnest($3::text[]) AS audience
  ON CONFLICT (coalition_id, report_id, audience) WHERE withdrawn_at IS NULL DO NOTHING
  RETURNING audience`;

/**
 * Question: none; ends every publication of a report that stands.
 * Parameters: $1 coalition_id uuid; $2 report_id uuid; $3 person_id uuid; $4 reason.
 * Columns: audience, of those that ended.
 * Why: the row stays, so that what an audience once saw can be told.
 */
export const withdraw = `
  UPDATE report_publication SET withdrawn_at = now(), withdrawn_by = $3::uuid, withdrawal_reason = $4
   WHERE coalition_id = $1::uuid AND report_id = $2::uuid AND withdrawn_at IS NULL
  RETURNING audience`;

/**
 * Question: to which audiences do these reports stand published?
 * Parameters: $1 coalition ids uuid[]; $2 report ids uuid[].
 * Columns: report_id, audiences text[].
 * Why: asked beside the reports of a page, by the key that the unique index has.
 */
export const standing = `
  SELECT report_id AS "reportId", array_agg(audience) AS audiences
    FROM report_publication
   WHERE coalition_id = ANY ($1::uuid[]) AND report_id = ANY ($2::uuid[]) AND withdrawn_at IS NULL
   GROUP BY report_id`;

/** A condition on `report` for lists: it stands published to one of `:audiences`. */
export const standsPublished = `EXISTS (
  SELECT 1 FROM report_publication p
   WHERE p.coalition_id = report.coalition_id AND p.report_id = report.id
     AND p.withdrawn_at IS NULL AND p.audience = ANY (:audiences))`;
