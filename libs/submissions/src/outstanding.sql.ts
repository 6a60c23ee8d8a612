import type { Frequency } from '@keelson/measures';
import { answeredSql } from './answered.sql.js';
import { expectedCellsSql } from './expected.sql.js';
import type { SubmissionState } from './submission.entity.js';
import { slotWindowSql, todaySql } from './windows.sql.js';

/**
 * Question: which cells does somebody still owe?
 * Parameters: $1 coalition; $2 organizations, $3 measures, $4 frequency, each NULL for all; $5 first day, NULL for one
 * year before the end; $6 first day after, NULL for tomorrow; $7 the moment that decides what is due, NULL for now.
 * Columns of `owed`: organization_id, measure_id, frequency, start, until, opens_on, due_on, closes_on, decided_on (the
 * due date or, without one, the period's last day), state, days_late, submission_id, submission_state.
 * Why: every period with a day in the span, of every measure that still takes values, unless its total is answered in
 * a submission that was received. A draft is not, and a returned submission is owed again as a whole. Years start in
 * the coalition's month.
 */
export const owedSql = `
  ${todaySql('$7').trim()}, span AS (
    SELECT coalesce($5::date, (until - interval '1 year')::date) AS first, until
      FROM (SELECT coalesce($6::date, day + 1) AS until FROM today) AS ends
  ), requested AS (
    SELECT id AS measure_id, frequency FROM measure
     WHERE coalition_id = $1 AND retired_at IS NULL AND NOT calculated AND ($3::uuid[] IS NULL OR id = ANY ($3))
       AND ($4::text IS NULL OR frequency = $4)
  ), calendar AS (
    SELECT f.frequency, start::date, (start + f.step)::date AS until, start::date AS period_start
      FROM span s
     CROSS JOIN LATERAL (
             VALUES ('WEEK', interval '7 days', date_trunc('week', s.first::timestamp)),
                    ('MONTH', interval '1 month', date_trunc('month', s.first::timestamp)),
                    ('QUARTER', interval '3 months', date_trunc('quarter', s.first::timestamp)),
                    ('HALF_YEAR', interval '6 months', date_trunc('year', s.first::timestamp)),
                    ('YEAR', interval '1 year', date_trunc('year', s.first::timestamp) - interval '1 year'
                       + (SELECT year_start_month - 1 FROM coalition WHERE id = $1) * interval '1 month')
           ) AS f (frequency, step, earliest)
     CROSS JOIN LATERAL generate_series(f.earliest, s.until - interval '1 day', f.step) AS start
     WHERE f.frequency IN (SELECT frequency FROM requested) AND start + f.step > s.first
  ), ${expectedCellsSql.trim()}, ${slotWindowSql.trim()}, ${answeredSql.trim()}, owed AS (
    SELECT e.organization_id, e.measure_id, e.frequency, e.start, e.until, w.opens_on, w.due_on, w.closes_on,
           coalesce(w.due_on, e.until - 1) AS decided_on,
           CASE WHEN t.day > coalesce(w.due_on, e.until - 1) THEN 'MISSING' ELSE 'NOT_DUE' END AS state,
           greatest(t.day - w.due_on, 0) AS days_late, s.id AS submission_id, s.state AS submission_state
      FROM expected_cell e
      JOIN slot_window w ON w.organization_id = e.organization_id AND w.frequency = e.frequency AND w.start = e.start
     CROSS JOIN today t
      LEFT JOIN submission s ON s.coalition_id = $1 AND s.organization_id = e.organization_id
       AND s.frequency = e.frequency AND s.period_start = e.start
     WHERE NOT EXISTS (SELECT 1 FROM answered a
                        WHERE a.organization_id = e.organization_id AND a.start = e.start AND a.measure_id = e.measure_id)
  )`;

const daysLate = `CASE WHEN due_on IS NOT NULL THEN days_late END`;

/**
 * Question: one page of what is owed, the earliest first.
 * Parameters: as `owedSql`; $8 the due date before which it falls, NULL for all; $9 … $12 the cursor, or NULL; $13 limit.
 * Why: compared as text, so that a cursor which somebody made up is no date or id that PostgreSQL refuses.
 */
export const outstandingPage = (descending: boolean) => {
  const direction = descending ? 'DESC' : 'ASC';
  return `
  WITH ${owedSql.trim()}, owed_cell AS (
    SELECT decided_on::text AS "decidedOn", organization_id::text AS "organizationId", measure_id::text AS "measureId",
           start::text AS "periodStart", frequency, opens_on::text AS "opensOn", due_on::text AS "dueOn",
           closes_on::text AS "closesOn", state, ${daysLate} AS "daysLate", submission_id AS "submissionId",
           submission_state AS "submissionState"
      FROM owed
     WHERE $8::date IS NULL OR decided_on < $8
  )
  SELECT * FROM owed_cell
   WHERE $9::text IS NULL
      OR ("decidedOn" COLLATE "C", "organizationId" COLLATE "C", "measureId" COLLATE "C", "periodStart" COLLATE "C")
         ${descending ? '<' : '>'} ($9, $10::text, $11::text, $12::text)
   ORDER BY "decidedOn" COLLATE "C" ${direction}, "organizationId" COLLATE "C" ${direction},
            "measureId" COLLATE "C" ${direction}, "periodStart" COLLATE "C" ${direction}
   LIMIT $13`;
};

/** Question: how many cells are owed? Parameters: as `owedSql`; $8 the due date before which they fall, NULL for all. */
export const outstandingCount = `
  WITH ${owedSql.trim()}
  SELECT count(*)::int AS n FROM owed WHERE $8::date IS NULL OR decided_on < $8`;

/** Of each organization, what it owes by submission. */
const reminderSql = `
  ${owedSql.trim()}, owed_submission AS (
    SELECT organization_id, frequency, start, decided_on, due_on, closes_on, state, ${daysLate} AS days_late,
           submission_state, array_agg(measure_id ORDER BY measure_id) AS measure_ids
      FROM owed
     WHERE decided_on <= (SELECT day FROM today) + $8::int
     GROUP BY organization_id, frequency, start, decided_on, due_on, closes_on, state, days_late, submission_state
  ), reminder AS (
    SELECT organization_id::text AS "organizationId", (count(*) FILTER (WHERE state = 'MISSING'))::int AS late,
           (count(*) FILTER (WHERE state = 'NOT_DUE'))::int AS due,
           jsonb_agg(jsonb_build_object('frequency', frequency, 'periodStart', start, 'dueOn', due_on,
             'closesOn', closes_on, 'state', state, 'daysLate', days_late, 'submissionState', submission_state,
             'measureIds', measure_ids) ORDER BY decided_on, start, frequency) AS submissions
      FROM owed_submission
     GROUP BY organization_id
  )`;

/**
 * Question: one page of organizations that owe something late or due soon, each with its submissions.
 * Parameters: as `owedSql`; $8 days; $9 the cursor, or NULL; $10 limit.
 */
export const remindersPage = (descending: boolean) => `
  WITH ${reminderSql.trim()}
  SELECT * FROM reminder
   WHERE $9::text IS NULL OR "organizationId" COLLATE "C" ${descending ? '<' : '>'} $9
   ORDER BY "organizationId" COLLATE "C" ${descending ? 'DESC' : 'ASC'}
   LIMIT $10`;

/** Question: how many organizations have a reminder? Parameters: as `owedSql`; $8 days. */
export const remindersCount = `
  WITH ${reminderSql.trim()}
  SELECT count(*)::int AS n FROM reminder`;

export type OwedState = 'NOT_DUE' | 'MISSING';

/** A cell that is due from an organization and has not been answered. */
export interface OutstandingCell {
  /** The due date or, without one, the period's last day. */
  decidedOn: string;
  organizationId: string;
  measureId: string;
  frequency: Frequency;
  periodStart: string;
  opensOn: string | null;
  dueOn: string | null;
  closesOn: string | null;
  state: OwedState;
  /** 0 while it is not late; null without a due date. */
  daysLate: number | null;
  submissionId: string | null;
  submissionState: SubmissionState | null;
}

/** A period's submission that an organization owes, with the measures that lack. */
export type OwedSubmission = Omit<
  OutstandingCell,
  'decidedOn' | 'organizationId' | 'measureId' | 'opensOn' | 'submissionId'
> & { measureIds: string[] };

/** What one organization should be reminded of. */
export interface Reminder {
  organizationId: string;
  late: number;
  due: number;
  submissions: OwedSubmission[];
}
