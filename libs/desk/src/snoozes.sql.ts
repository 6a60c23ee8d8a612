import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** A snooze that holds. */
export interface HeldSnooze {
  rule: string;
  subjectId: string;
  occurrence: string;
  until: string;
  reason: string;
  byId: string;
  at: Date;
}

/**
 * Question: which snoozes hold in a coalition at a moment?
 * Parameters: $1 coalition; $2 the moment.
 * Columns: those of HeldSnooze.
 * Why: `until` is a whole day in the coalition's time zone. Whether the item is still open is not asked here: a snooze
 * of a fact that closed matches nothing.
 */
const heldSnoozes = `
  SELECT s.rule, s.subject_id AS "subjectId", s.occurrence, s.until::text, s.reason, s.snoozed_by AS "byId", s.snoozed_at AS at
    FROM coalition c
    JOIN attention_snooze s ON s.coalition_id = c.id AND s.ended_at IS NULL
     AND s.until >= ($2::timestamptz AT TIME ZONE c.time_zone)::date
   WHERE c.id = $1`;

export function findSnoozes(manager: EntityManager, coalitionId: string, moment: Date): Promise<HeldSnooze[]> {
  return run<HeldSnooze & Record<string, unknown>>(manager, heldSnoozes, [coalitionId, moment]);
}
