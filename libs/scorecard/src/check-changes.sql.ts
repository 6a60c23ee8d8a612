import type { CheckName, CheckState } from './check-names.js';
import type { KeptFinding } from './scorecard-check.entity.js';

/** That a check came into another state, by the worker's evaluation of a day. */
export interface CheckChange {
  check: CheckName;
  /** The coalition's day. */
  on: string;
  evaluatedAt: Date;
  /** Null where it was evaluated for the first time. */
  before: CheckState | null;
  after: CheckState;
  finding: KeptFinding;
}

const changes = `
  SELECT found->>'check' AS "check", evaluated_on::text AS "on", evaluated_at AS "evaluatedAt",
    lag(found->>'state') OVER history AS before, found->>'state' AS after, found AS finding
  FROM scorecard_evaluation
  CROSS JOIN LATERAL jsonb_array_elements(checks) AS found
  WHERE coalition_id = $1 AND ($2::text[] IS NULL OR found->>'check' = ANY ($2))
  WINDOW history AS (PARTITION BY found->>'check' ORDER BY evaluated_on)`;

/**
 * Question: when did checks of a coalition come into another state?
 * Parameters: $1 coalition id, $2 checks text[] or null for all, $3 and $4 day and check after which the page starts, $5
 * how many.
 * Columns: those of CheckChange.
 * Why: every day's evaluation is kept as a whole, so a change is a difference of two days: 25 checks in 365 days.
 */
export const changesPage = (descending: boolean) => `
  SELECT * FROM (${changes}) AS change
  WHERE before IS DISTINCT FROM after
    AND ($3::text IS NULL OR ("on", "check") ${descending ? '<' : '>'} ($3::text, $4::text))
  ORDER BY "on" ${descending ? 'DESC' : 'ASC'}, "check" ${descending ? 'DESC' : 'ASC'}
  LIMIT $5`;

/** Question: how many such changes are there? Parameters: $1 and $2 as above. Columns: n. */
export const changesCount = `SELECT count(*)::int AS n FROM (${changes}) AS change WHERE before IS DISTINCT FROM after`;
