import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** A kind of conversation that falls due again and again. */
export interface ConversationClock {
  kind: 'SUSTAINING' | 'POWER';
  /** How many days lie between two of them. */
  everyDays: number;
  /** The last one that reset the clock. */
  lastConversationId: string | null;
  lastOn: string | null;
  dueOn: string;
  /** Until the due day; below zero when it has passed. */
  daysLeft: number;
  /** One reset the clock, and the next is not overdue. */
  kept: boolean;
}

/**
 * Question: when is a coalition's next conversation due about what sustains the work, and about power?
 * Parameters: $1 coalition.
 * Columns: kind, every_days, last_conversation_id, last_on, due_on, days_left, kept.
 * Why: only a conversation that was held and has its notes and what its kind adds resets a clock; documents that were
 * sent never do. Days are those of the conversation's time zone, today is the coalition's. Where none was held, the clock
 * runs since the coalition was set up.
 */
const text = `
WITH clock (kind, every_days) AS (
  VALUES ('SUSTAINING', 90), ('POWER', 180)
), counted AS (
  SELECT c.id, c.kind, (c.held_at AT TIME ZONE c.time_zone)::date AS held_on
  FROM conversation c
  WHERE c.coalition_id = $1 AND c.kind IN ('SUSTAINING', 'POWER')
    AND c.held_at <= now() AND c.cancelled_at IS NULL AND c.notes_at IS NOT NULL
    AND CASE c.kind
      WHEN 'SUSTAINING' THEN EXISTS (
        SELECT FROM sustaining_note n WHERE n.coalition_id = c.coalition_id AND n.conversation_id = c.id)
      ELSE EXISTS (SELECT FROM power_note n WHERE n.coalition_id = c.coalition_id AND n.conversation_id = c.id)
    END
), today AS (
  SELECT (now() AT TIME ZONE time_zone)::date AS day, (created_at AT TIME ZONE time_zone)::date AS founded_on
  FROM coalition WHERE id = $1
)
SELECT clock.kind, clock.every_days AS "everyDays", last.id AS "lastConversationId", last.held_on::text AS "lastOn",
  due.day::text AS "dueOn", due.day - today.day AS "daysLeft", last.id IS NOT NULL AND due.day >= today.day AS kept
FROM today
CROSS JOIN clock
LEFT JOIN LATERAL (
  SELECT id, held_on FROM counted WHERE counted.kind = clock.kind ORDER BY held_on DESC, id DESC LIMIT 1
) AS last ON true
CROSS JOIN LATERAL (SELECT coalesce(last.held_on, today.founded_on) + clock.every_days AS day) AS due
ORDER BY clock.every_days`;

/** In the order SUSTAINING, POWER. */
export function conversationClocks(manager: EntityManager, coalitionId: string): Promise<ConversationClock[]> {
  return run<ConversationClock>(manager, text, [coalitionId]);
}
