import { findFacts } from './find-facts.js';

/**
 * Question: which joint commitments are more than 7 days overdue?
 * Parameters and columns: as findFacts.
 * Why: the due date is the present one; a renegotiation moves it, and closes the item.
 */
export const findOverdueCommitments = findFacts(`
  SELECT c.id AS subject_id, c.title, c.due_on + 8 AS since, '' AS detail,
         jsonb_build_object('day', c.due_on, 'holders', (
           SELECT string_agg(o.name, ', ' ORDER BY o.name) FROM organization o
            WHERE o.coalition_id = c.coalition_id AND o.id = ANY (c.holder_organization_ids))) AS facts
    FROM moment
    JOIN commitment c ON c.coalition_id = moment.coalition_id AND c.is_joint
     AND c.state IN ('OFFERED', 'ACCEPTED', 'IN_PROGRESS') AND c.due_on < moment.today - 7`);
