import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which most-impacted groups has the coalition answered since a day?
 * Parameters: $1 coalition id, $2 first day on which an input may have come.
 * Columns: id, name, answered.
 * Why: answered is what the closure rate counts as closed: a disposition and, where there is a contact, a reply.
 */
const answered = `
  SELECT g.id, g.name, EXISTS (
    SELECT FROM community_input i
    WHERE i.coalition_id = g.coalition_id AND i.group_id = g.id AND i.received_on >= $2::date
      AND i.disposition IS NOT NULL AND (i.contact IS NULL OR i.reply IS NOT NULL)) AS answered
  FROM stakeholder_group g
  WHERE g.coalition_id = $1 AND g.most_impacted AND g.retired_at IS NULL
  ORDER BY g.name, g.id
`;

export function groupsAnswered(
  manager: EntityManager,
  coalitionId: string,
  from: string,
): Promise<{ id: string; name: string; answered: boolean }[]> {
  return run(manager, answered, [coalitionId, from]);
}
