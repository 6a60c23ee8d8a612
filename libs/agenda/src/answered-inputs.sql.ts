import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Disposition, InputKind } from './community-input.entity.js';

/** What was said in words that everybody may read, and what was done. */
export interface Answered {
  id: string;
  kind: InputKind;
  group: string | null;
  youSaid: string;
  disposition: Disposition;
  weDid: string;
  on: string;
}

/*
 * Question: which answered inputs of a coalition may everybody read?
 * Parameters: $1 coalition id, $2 the id of the last one read, or null, $3 how many at most.
 * Columns: those of Answered, by their disposition, the latest first.
 * Why: only words that were written for the public leave the coalition: neither the input's own text nor its contact.
 */
const answered = `
  SELECT i.id, i.kind, g.name AS "group", i.you_said AS "youSaid", i.disposition, i.reason AS "weDid",
    (i.disposed_at AT TIME ZONE c.time_zone)::date::text AS "on"
  FROM community_input i
  JOIN coalition c ON c.id = i.coalition_id
  LEFT JOIN stakeholder_group g ON g.coalition_id = i.coalition_id AND g.id = i.group_id
  WHERE i.coalition_id = $1 AND i.you_said IS NOT NULL AND i.disposed_at IS NOT NULL
    AND ($2::uuid IS NULL OR (i.disposed_at, i.id) < (
      SELECT last.disposed_at, last.id FROM community_input last WHERE last.coalition_id = $1 AND last.id = $2))
  ORDER BY i.disposed_at DESC, i.id DESC
  LIMIT $3
`;

export function answeredInputs(
  manager: EntityManager,
  coalitionId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Answered[]> {
  return run<Answered & Record<string, unknown>>(manager, answered, [coalitionId, after, limit]);
}
