import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** A share with what it was made of; value null = not assessable. */
export interface CommitmentFigure {
  formula: string;
  numerator: number;
  denominator: number;
  value: string | null;
  reason: 'NOT_ASSESSABLE' | null;
  /** Both included. */
  from: string;
  to: string;
}

export interface CommitmentFigures {
  followThrough: CommitmentFigure;
  jointShare: CommitmentFigure;
}

/** Fewer promises than these say nothing about those who made them. */
export const leastFollowed = 5;

const formulas = {
  followThrough:
    'commitments confirmed on or before their due date, which was never moved after it had passed / ' +
    'commitments whose due date has passed; RELEASED left out, shown from 5',
  jointShare: 'joint commitments / commitments',
};
type FigureName = keyof typeof formulas;

/*
 * Question: how were the commitments of a coalition kept that fell due in a period, and how many of those offered in it
 * are joint?
 * Parameters: $1 coalition, $2 first day, $3 last day, $4 the least denominator of follow-through.
 * Columns: name of the figure, numerator, denominator, value (four places; NULL below the least denominator).
 * Why: one statement, so that both speak of the same moment. A due date has passed on the day after it, in the coalition's
 * time zone. What was OFFERED and never accepted counts as not kept: RELEASED is the way out. Follow-through goes by the
 * date that holds, the joint share by when it was offered: what falls due next year was promised today.
 */
const text = `
WITH day AS (
  SELECT time_zone, (now() AT TIME ZONE time_zone)::date AS today FROM coalition WHERE id = $1
), counted AS (
  SELECT
    count(*) FILTER (WHERE due AND state = 'CONFIRMED' AND confirmed_on <= due_on AND NOT renegotiated_late) AS kept,
    count(*) FILTER (WHERE due) AS due,
    count(*) FILTER (WHERE offered AND is_joint) AS joint,
    count(*) FILTER (WHERE offered) AS offered
  FROM commitment
  CROSS JOIN day
  CROSS JOIN LATERAL (SELECT
    state <> 'RELEASED' AND due_on < today AND due_on BETWEEN $2::date AND $3::date AS due,
    (created_at AT TIME ZONE time_zone)::date BETWEEN $2::date AND $3::date AS offered
  ) AS one
  WHERE coalition_id = $1
)
SELECT name, numerator::int, denominator::int,
  CASE WHEN denominator >= least THEN trim_scale(round(numerator / denominator::numeric, 4))::text END AS value
FROM counted
CROSS JOIN LATERAL (VALUES
  ('followThrough', kept, due, $4::int),
  ('jointShare', joint, offered, 1)
) AS figure (name, numerator, denominator, least)`;

export async function countCommitments(
  manager: EntityManager,
  coalitionId: string,
  { from, to }: { from: string; to: string },
): Promise<CommitmentFigures> {
  const rows = await run<{ name: FigureName; numerator: number; denominator: number; value: string | null }>(
    manager,
    text,
    [coalitionId, from, to, leastFollowed],
  );
  const figureOf = (name: FigureName): CommitmentFigure => {
    const { numerator = 0, denominator = 0, value = null } = rows.find((row) => row.name === name) ?? {};
    const reason = value === null ? 'NOT_ASSESSABLE' : null;
    return { formula: formulas[name], numerator, denominator, value, reason, from, to };
  };
  return { followThrough: figureOf('followThrough'), jointShare: figureOf('jointShare') };
}
