import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/*
 * Question: which goals, of any version, go on in the adopted agenda?
 * Parameters: $1 coalition.
 * Columns: id, code, statement, adopted (whether the goal stands in the adopted version itself).
 * Why: a goal has the same code in every version, so that what serves a goal follows it into the next one.
 */
const text = `
SELECT goal.id, goal.code, adopted.statement, goal.id = adopted.id AS adopted
FROM agenda
JOIN goal adopted ON adopted.coalition_id = $1 AND adopted.agenda_id = agenda.id
JOIN goal ON goal.coalition_id = $1 AND goal.code = adopted.code
WHERE agenda.coalition_id = $1 AND agenda.state = 'ADOPTED'
ORDER BY adopted.position, goal.id`;

export interface CurrentGoal {
  id: string;
  code: string;
  statement: string;
  adopted: boolean;
}

export function currentGoalsOf(manager: EntityManager, coalitionId: string): Promise<CurrentGoal[]> {
  return run<CurrentGoal>(manager, text, [coalitionId]);
}
