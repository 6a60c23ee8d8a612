import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** What a coalition heard, and what it still owes an answer. */
export interface HearingFacts {
  /** Most-impacted groups, by name. */
  impacted: string[];
  /** Those among them without an input in the last twelve months. */
  unheard: string[];
  /** Inputs without a disposition. */
  pending: number;
}

/*
 * Question: which most-impacted groups has the coalition heard, and how many inputs are without a disposition?
 * Parameters: $1 coalition id.
 * Columns: one row.
 * Why: an input of longer than twelve months ago says little about the text of today.
 */
const hearing = `
  WITH impacted AS (
    SELECT g.name, EXISTS (
      SELECT FROM community_input i
      JOIN coalition c ON c.id = i.coalition_id
      WHERE i.coalition_id = g.coalition_id AND i.group_id = g.id
        AND i.received_on > (now() AT TIME ZONE c.time_zone)::date - interval '12 months') AS heard
    FROM stakeholder_group g
    WHERE g.coalition_id = $1 AND g.most_impacted AND g.retired_at IS NULL
  )
  SELECT coalesce(array_agg(name ORDER BY name), '{}') AS impacted,
    coalesce(array_agg(name ORDER BY name) FILTER (WHERE NOT heard), '{}') AS unheard,
    (SELECT count(*)::int FROM community_input WHERE coalition_id = $1 AND disposition IS NULL) AS pending
  FROM impacted
`;

export async function hearingOf(manager: EntityManager, coalitionId: string): Promise<HearingFacts> {
  const [facts] = await run<HearingFacts & Record<string, unknown>>(manager, hearing, [coalitionId]);
  if (!facts) throw new Error('An aggregate without a group gives one row.');
  return facts;
}
