import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which goals does an active measure show?
 * Parameters: $1 coalition id.
 * Columns: code, the same in every version of the agenda.
 * Why: a measure keeps the goal of the version that it was made for; the next version's goal with that code is the same one.
 */
const measuredGoals = `
  SELECT DISTINCT goal.code
  FROM measure
  JOIN goal ON goal.coalition_id = measure.coalition_id AND goal.id = ANY (measure.goal_ids)
  WHERE measure.coalition_id = $1 AND measure.retired_at IS NULL
`;

export async function measuredGoalsOf(manager: EntityManager, coalitionId: string): Promise<string[]> {
  return (await run<{ code: string }>(manager, measuredGoals, [coalitionId])).map(({ code }) => code);
}
