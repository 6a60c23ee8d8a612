import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** A share with what it was made of; value null = not assessable, as there is nothing to divide by. */
export interface ActivityFigure {
  formula: string;
  numerator: number;
  denominator: number;
  value: string | null;
}

export interface ActivityFigures {
  asOf: Date;
  alignmentRate: ActivityFigure;
  isolationRate: ActivityFigure;
  reinforcementDensity: ActivityFigure;
}

const formulas = {
  alignmentRate: 'active activities with a goal of the adopted agenda / active activities',
  isolationRate: 'active activities without a confirmed link to another one that is not stopped / active activities',
  reinforcementDensity:
    'ordered pairs of active activities with a confirmed link other than DUPLICATES / (n × (n − 1)), n = active activities',
};
type FigureName = keyof typeof formulas;

/**
 * Question: how well do a coalition's active activities fit together?
 * Parameters: $1 coalition.
 * Columns: name of the figure, numerator, denominator, value (four places, NULL when the denominator is 0).
 * Why: one statement, so that the three figures speak of the same moment. A goal counts by its code, which is the same in
 * every version of the agenda: adopting the next version does not cut activities off from a goal that goes on. Density
 * counts pairs, so that two links FEEDS and ENABLES between the same two never lift it above 1. A link counts once the lead
 * of the other activity has confirmed it.
 */
const text = `
WITH active AS (
  SELECT id, goal_ids FROM activity WHERE coalition_id = $1 AND status = 'ACTIVE'
), link AS (
  SELECT from_activity_id, to_activity_id, kind
  FROM reinforcement_link
  WHERE coalition_id = $1 AND unlinked_at IS NULL AND confirmed_at IS NOT NULL
), linked AS (
  SELECT from_activity_id AS id, to_activity_id AS other_id FROM link
  UNION
  SELECT to_activity_id, from_activity_id FROM link
), supported AS (
  SELECT linked.id
  FROM linked
  JOIN activity other ON other.coalition_id = $1 AND other.id = linked.other_id
  WHERE other.status <> 'STOPPED'
), current_goal AS (
  SELECT goal.id
  FROM agenda
  JOIN goal adopted ON adopted.coalition_id = $1 AND adopted.agenda_id = agenda.id
  JOIN goal ON goal.coalition_id = $1 AND goal.code = adopted.code
  WHERE agenda.coalition_id = $1 AND agenda.state = 'ADOPTED'
), aligned AS (
  SELECT DISTINCT active.id FROM active CROSS JOIN unnest(active.goal_ids) AS named (goal_id)
  JOIN current_goal ON current_goal.id = named.goal_id
), counted AS (
  SELECT
    (SELECT count(*) FROM active) AS n,
    (SELECT count(*) FROM aligned) AS aligned,
    (SELECT count(*) FROM active WHERE id NOT IN (SELECT id FROM supported)) AS isolated,
    (SELECT count(DISTINCT (from_activity_id, to_activity_id)) FROM link
      WHERE kind <> 'DUPLICATES'
        AND from_activity_id IN (SELECT id FROM active) AND to_activity_id IN (SELECT id FROM active)) AS pairs
)
SELECT name, numerator::int, denominator::int,
  trim_scale(round(numerator / nullif(denominator, 0)::numeric, 4))::text AS value
FROM counted
CROSS JOIN LATERAL (VALUES
  ('alignmentRate', aligned, n),
  ('isolationRate', isolated, n),
  ('reinforcementDensity', pairs, n * (n - 1))
) AS figure (name, numerator, denominator)`;

export async function countActivities(manager: EntityManager, coalitionId: string): Promise<ActivityFigures> {
  const rows = await run<Omit<ActivityFigure, 'formula'> & { name: FigureName }>(manager, text, [coalitionId]);
  const figureOf = (name: FigureName): ActivityFigure => {
    const { numerator = 0, denominator = 0, value = null } = rows.find((row) => row.name === name) ?? {};
    return { formula: formulas[name], numerator, denominator, value };
  };
  return {
    asOf: new Date(),
    alignmentRate: figureOf('alignmentRate'),
    isolationRate: figureOf('isolationRate'),
    reinforcementDensity: figureOf('reinforcementDensity'),
  };
}
