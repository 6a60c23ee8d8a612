import { todayOf } from '@keelson/backbone';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** A share with what it was made of; value null = not assessable, as there is nothing to divide by. */
export interface CommunicationFigure {
  formula: string;
  numerator: number;
  denominator: number;
  /** Four places. */
  value: string | null;
}

/** Four places; NULL when there is nothing to divide by. */
export const valueOf = (numerator: string, denominator: string) =>
  `trim_scale(round(${numerator} / nullif(${denominator}, 0)::numeric, 4))::text AS value`;

/**
 * Question: of the notes that fell due in the last 90 days, how many were there in time?
 * Parameters: $1 coalition, $2 today.
 * Columns: numerator, denominator, value.
 * Why: notes are due seven days after the conversation, in its own time zone. What falls due today is still in time, so that
 * the window ends yesterday.
 */
const notesInTime = `
WITH due AS (
  SELECT (held_at AT TIME ZONE time_zone)::date + 7 AS due_on, (notes_at AT TIME ZONE time_zone)::date AS noted_on
  FROM conversation
  WHERE coalition_id = $1 AND held_at <= now() AND cancelled_at IS NULL
), counted AS (
  SELECT count(*) FILTER (WHERE noted_on <= due_on)::int AS numerator, count(*)::int AS denominator
  FROM due WHERE due_on BETWEEN $2::date - 90 AND $2::date - 1
)
SELECT numerator, denominator, ${valueOf('numerator', 'denominator')} FROM counted`;

export async function notesOnTime(manager: EntityManager, coalitionId: string): Promise<CommunicationFigure> {
  const formula = 'notes that were there within 7 days of the conversation / notes that fell due in the last 90 days';
  return { formula, ...(await shareOf(manager, notesInTime, coalitionId)) };
}

/**
 * Question: of the sense-making conversations of the last 180 days, how many led to a decision or to a changed activity?
 * Parameters: $1 coalition, $2 today.
 * Columns: numerator, denominator, value.
 * Why: what a conversation was about is no change yet: somebody says which activities it changed.
 */
const senseMade = `
WITH held AS (
  SELECT coalition_id, id
  FROM conversation
  WHERE coalition_id = $1 AND kind = 'SENSEMAKING' AND held_at <= now() AND cancelled_at IS NULL
    AND (held_at AT TIME ZONE time_zone)::date >= $2::date - 180
), counted AS (
  SELECT count(*) FILTER (WHERE
      EXISTS (SELECT FROM decision d WHERE d.coalition_id = held.coalition_id AND d.conversation_id = held.id)
      OR EXISTS (
        SELECT FROM conversation_activity a
        WHERE a.coalition_id = held.coalition_id AND a.conversation_id = held.id AND a.changed)
    )::int AS numerator, count(*)::int AS denominator
  FROM held
)
SELECT numerator, denominator, ${valueOf('numerator', 'denominator')} FROM counted`;

export async function senseMakingThatLed(manager: EntityManager, coalitionId: string): Promise<CommunicationFigure> {
  const formula =
    'sense-making conversations that led to a decision or a changed activity / those held in the last 180 days';
  return { formula, ...(await shareOf(manager, senseMade, coalitionId)) };
}

async function shareOf(
  manager: EntityManager,
  statement: string,
  coalitionId: string,
): Promise<Omit<CommunicationFigure, 'formula'>> {
  const today = await todayOf(manager, coalitionId);
  const [found] = await run<Omit<CommunicationFigure, 'formula'>>(manager, statement, [coalitionId, today]);
  if (!found) throw new Error('A statement without GROUP BY answers with one row.');
  return found;
}
