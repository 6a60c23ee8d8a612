import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** A share with what it was made of and the days that count; value null = not assessable. */
export interface QuestionFigure {
  formula: string;
  numerator: number;
  denominator: number;
  value: string | null;
  from: string;
  to: string;
}

const formula = 'questions answered on or before their due date / questions whose due date lies in the period';

/**
 * Question: which share of a coalition's questions was answered on time?
 * Parameters: $1 coalition, $2 first day, $3 last day (NULL: the twelve months until today).
 * Columns: numerator, denominator, value (four places, NULL when nothing was due), from, to.
 * Why: what is not answered counts from the day after its due date; until then it is not late. A question that was taken
 * back in time without an answer was none; one taken back later stays late, so that nobody mends the share by hiding it.
 */
const text = `
WITH period AS (
  SELECT today, coalesce($2::date, (coalesce($3::date, today) - interval '1 year' + interval '1 day')::date) AS "from",
    coalesce($3::date, today) AS "to"
  FROM (SELECT (now() AT TIME ZONE time_zone)::date AS today FROM coalition WHERE id = $1) AS day
), due AS (
  SELECT coalesce(q.answered_on <= q.due_on, false) AS on_time
  FROM question q, period
  WHERE q.coalition_id = $1 AND q.due_on BETWEEN period."from" AND period."to"
    AND (q.answered_on IS NOT NULL OR q.due_on < period.today)
    AND (q.answered_on IS NOT NULL OR q.withdrawn_on IS NULL OR q.withdrawn_on > q.due_on)
), counted AS (
  SELECT count(*) FILTER (WHERE on_time) AS numerator, count(*) AS denominator FROM due
)
SELECT numerator::int, denominator::int,
  trim_scale(round(numerator / nullif(denominator, 0)::numeric, 4))::text AS value, "from"::text, "to"::text
FROM counted, period`;

/** Questions whose due date lies in a period, the twelve months until today unless told. */
export async function answeredOnTime(
  manager: EntityManager,
  coalitionId: string,
  { from, to }: { from?: string | null; to?: string | null } = {},
): Promise<QuestionFigure> {
  const rows = await run<Omit<QuestionFigure, 'formula'>>(manager, text, [coalitionId, from ?? null, to ?? null]);
  const [row] = rows;
  if (!row) throw new Error(`No coalition ${coalitionId}.`);
  return { formula, ...row };
}
