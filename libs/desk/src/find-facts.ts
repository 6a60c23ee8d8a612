import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** A fact that needs attention: what it is about, and since which day it has been on the desk. */
export interface OpenFact {
  subjectId: string;
  /** What the subject is called. */
  title: string;
  /** The first day on the desk, in the coalition's time zone. */
  since: string;
  /** Which of several facts about one subject it is; empty where there can be only one. */
  detail: string;
  /** What the words of the rule name, e.g. a day or a number. */
  facts: Record<string, string>;
}

/** Finds what is open in a coalition at a moment. */
export type FindFacts = (manager: EntityManager, coalitionId: string, moment: Date) => Promise<OpenFact[]>;

/**
 * A rule of one statement. Its SELECT reads `moment`, one row: coalition_id, now, today and time_zone of the coalition;
 * its columns are subject_id, title, since (date), detail and facts (an object of texts).
 */
export function findFacts(select: string): FindFacts {
  const text = `
  WITH moment AS MATERIALIZED (
    SELECT id AS coalition_id, time_zone, $2::timestamptz AS now, ($2::timestamptz AT TIME ZONE time_zone)::date AS today
      FROM coalition WHERE id = $1
  )
  SELECT subject_id AS "subjectId", title, since::text, detail, facts FROM (${select.trim()}) AS open`;
  return (manager, coalitionId, moment) =>
    run<OpenFact & Record<string, unknown>>(manager, text, [coalitionId, moment]);
}
