/**
 * Question: in which coalitions may commitments be overdue of which their holders were not told yet?
 * Parameters: none. Asked by a worker for all coalitions; its policy shows it such commitments only.
 * Columns: coalition_id.
 */
export const coalitionsWithOverdue = `
  SELECT DISTINCT coalition_id AS "coalitionId" FROM commitment
   WHERE state IN ('OFFERED', 'ACCEPTED', 'IN_PROGRESS') AND overdue_announced_for IS DISTINCT FROM due_on
     AND due_on <= current_date`;

/**
 * Question: which commitments of a coalition are overdue since its holders were last told? From now on it counts as told.
 * Parameters: $1 coalition.
 * Columns: id, title, due_on, organization_ids, organizations (the holders' names), of_backbone (one is the backbone).
 * Why: marked and announced in one transaction, so that of several workers one tells it, once per due date. The backbone's
 * staff are told where a backbone organization is among the holders: nobody is a partner for it.
 */
export const takeOverdue = `
  UPDATE commitment c SET overdue_announced_for = c.due_on
    FROM (SELECT (now() AT TIME ZONE time_zone)::date AS today FROM coalition WHERE id = $1) AS day
   WHERE c.coalition_id = $1 AND c.state IN ('OFFERED', 'ACCEPTED', 'IN_PROGRESS') AND c.due_on < day.today
     AND c.overdue_announced_for IS DISTINCT FROM c.due_on
  RETURNING c.id, c.title, c.due_on::text AS "dueOn", c.holder_organization_ids AS "organizationIds",
            ARRAY(SELECT o.name FROM organization o
                   WHERE o.coalition_id = c.coalition_id AND o.id = ANY (c.holder_organization_ids)
                   ORDER BY o.name COLLATE "C", o.id) AS organizations,
            EXISTS (SELECT FROM membership m
                     WHERE m.coalition_id = c.coalition_id AND m.organization_id = ANY (c.holder_organization_ids)
                       AND m.role = 'BACKBONE' AND day.today BETWEEN coalesce(m.from_date, '-infinity')
                       AND coalesce(m.to_date, 'infinity')) AS "ofBackbone"`;
