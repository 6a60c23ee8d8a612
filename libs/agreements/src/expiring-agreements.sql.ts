/** Whoever has an agreement that ends within so many days is told of it. */
export const noticeDays = 30;

/**
 * Question: in which coalitions may agreements end soon of which nobody was told yet?
 * Parameters: none. Asked by a worker for all coalitions; its policy shows it such agreements only.
 * Columns: coalition_id.
 */
export const coalitionsWithExpiring = `
  SELECT DISTINCT coalition_id AS "coalitionId" FROM agreement
   WHERE expiry_announced_at IS NULL AND revoked_at IS NULL AND signed_at IS NOT NULL AND to_date <= current_date + 31`;

/**
 * Question: which agreements of a coalition end within these days? From now on it counts as told.
 * Parameters: $1 coalition; $2 days.
 * Columns: id, to, organization_ids.
 * Why: marked and announced in one transaction, so that of several workers one tells it, once. What is over, or has a
 * successor that takes its place by then, ends nothing.
 */
export const takeExpiring = `
  UPDATE agreement a SET expiry_announced_at = now()
    FROM (SELECT (now() AT TIME ZONE time_zone)::date AS today FROM coalition WHERE id = $1) AS day
   WHERE a.coalition_id = $1 AND a.expiry_announced_at IS NULL AND a.revoked_at IS NULL AND a.signed_at IS NOT NULL
     AND a.to_date BETWEEN day.today AND day.today + $2::int
     AND (a.superseded_from IS NULL OR a.superseded_from > a.to_date + 1)
  RETURNING a.id, a.to_date::text AS "to",
            ARRAY(SELECT organization_id FROM agreement_party p
                   WHERE p.coalition_id = a.coalition_id AND p.agreement_id = a.id AND organization_id IS NOT NULL
                   ORDER BY organization_id) AS "organizationIds"`;
