/**
 * Question: whose series does an organization continue, however many mergers back?
 * Parameters: $1 coalition. Needs WITH RECURSIVE.
 * Columns of `lineage`: organization_id; member_id (whom it continues); until (periods of the member that start before
 * this day are part of the series); since (the first day from which the organization continues it).
 * Why: nothing is re-keyed by a merger, so whoever reads a series over one joins it by this. The days of a chain only
 * grow (see MergersService), so that the last merger on the way is the latest.
 */
export const lineageSql = `
  lineage AS (
    SELECT successor_id AS organization_id, predecessor_id AS member_id, date AS until, date AS since
      FROM organization_merger
     WHERE coalition_id = $1 AND reversed_at IS NULL
    UNION ALL
    SELECT l.organization_id, m.predecessor_id, m.date, l.since
      FROM lineage l
      JOIN organization_merger m ON m.coalition_id = $1 AND m.reversed_at IS NULL AND m.successor_id = l.member_id
  )`;
