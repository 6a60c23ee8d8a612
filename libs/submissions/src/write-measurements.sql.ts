import type { Frequency } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { CheckedValue, Slot } from './check-measurements.js';
import type { SubmissionState } from './submission.entity.js';

/**
 * Question: which submission does each organization's period have? Missing ones are made; all are locked.
 * Parameters: $1 coalition; $2 organizations, $3 frequencies, $4 first days, side by side; $5 the state of new ones,
 * DRAFT or SUBMITTED; $6 who submits.
 * Columns: id, organization_id, frequency, period_start, before (its state until now; NULL when it is new).
 * Why: the lock, taken in one order, makes writers of the same submission wait instead of deadlock. A new one gets its
 * state here, because a bulk of first submissions is the usual case and a later UPDATE would write each row twice.
 */
const ensureSubmissions = `
  INSERT INTO submission (id, coalition_id, organization_id, frequency, period_start, state, first_submitted_at, submitted_at, submitted_by)
  SELECT uuidv7(), $1, organization_id, frequency, period_start, $5, submitted_at, submitted_at,
         CASE WHEN submitted_at IS NOT NULL THEN $6::uuid END
    FROM unnest($2::uuid[], $3::text[], $4::date[]) AS wanted (organization_id, frequency, period_start),
         (SELECT CASE WHEN $5 = 'SUBMITTED' THEN now() END AS submitted_at) AS moment
   ORDER BY organization_id, frequency, period_start
      ON CONFLICT (coalition_id, organization_id, frequency, period_start) DO UPDATE SET state = submission.state
  RETURNING id, organization_id, frequency, period_start::text, old.state AS before`;

/**
 * Question: which of these cells hold exactly this already?
 * Parameters: $1 … $8 side by side: index, submission, measure, combination, number, denominator, non-value, reason.
 * Columns: index.
 * Why: who sends an approved period again unchanged is not refused. The reason is part of what a non-value says.
 */
const unchangedCells = `
  SELECT i.index
    FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::numeric[], $6::numeric[], $7::text[], $8::text[])
         AS i (index, submission_id, measure_id, combination_id, number, denominator, non_value, reason)
    JOIN measurement m USING (submission_id, measure_id, combination_id)
   WHERE (m.number, m.denominator, m.non_value, m.reason) IS NOT DISTINCT FROM (i.number, i.denominator, i.non_value, i.reason)`;

/**
 * Question: how many of these cells are new, how many change? All are written, with a revision each that is not equal.
 * Parameters: $1 coalition; $2 batch; $3 … $9 side by side: submission, measure, combination, number, denominator,
 * non-value, reason.
 * Columns: created, changed.
 * Why: one statement for the upsert and its revisions; an equal number makes no revision. RETURNING feeds the
 * revisions directly, because joining it to the old rows costs a nested loop.
 */
const writeCells = `
  WITH written AS (
    INSERT INTO measurement AS m
           (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator, non_value, reason)
    SELECT submission_id, measure_id, combination_id, $1, $2, 1, number, denominator, non_value, reason
      FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::numeric[], $7::numeric[], $8::text[], $9::text[])
           AS i (submission_id, measure_id, combination_id, number, denominator, non_value, reason)
        ON CONFLICT (submission_id, measure_id, combination_id) DO UPDATE
       SET batch_id = excluded.batch_id, revision = m.revision + 1, number = excluded.number,
           denominator = excluded.denominator, non_value = excluded.non_value, reason = excluded.reason
     WHERE (m.number, m.denominator, m.non_value, m.reason)
           IS DISTINCT FROM (excluded.number, excluded.denominator, excluded.non_value, excluded.reason)
    RETURNING *
  ), revised AS (
    INSERT INTO measurement_revision
           (submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator, non_value, reason)
    SELECT submission_id, measure_id, combination_id, coalition_id, batch_id, revision, number, denominator, non_value, reason
      FROM written
  )
  SELECT count(*) FILTER (WHERE revision = 1)::int AS created, count(*) FILTER (WHERE revision > 1)::int AS changed
    FROM written`;

/**
 * Question: none; these submissions, which were there already, are SUBMITTED again.
 * Parameters: $1 submissions; $2 person.
 * Why: the first submission decides whether it was timely, a later one does not erase it.
 */
const markSubmitted = `
  UPDATE submission
     SET state = 'SUBMITTED', reason = NULL, submitted_at = now(), submitted_by = $2,
         first_submitted_at = coalesce(first_submitted_at, now())
   WHERE id = ANY ($1::uuid[]) AND state <> 'APPROVED'`;

export interface SubmissionRow {
  id: string;
  organization_id: string;
  frequency: Frequency;
  period_start: string;
  /** Its state until now; null when it is new. */
  before: SubmissionState | null;
}

/** Where checked values go: the submission of every slot, the combination of every key. */
export interface Places {
  submissions: Map<Slot, SubmissionRow>;
  combinations: Map<string, string>;
}

/** The submission of every slot, found or made, and locked. */
export async function findOrMakeSubmissions(
  manager: EntityManager,
  coalitionId: string,
  slots: Slot[],
  { state, personId }: { state: 'DRAFT' | 'SUBMITTED'; personId: string },
): Promise<Map<Slot, SubmissionRow>> {
  const keyOf = ({ organizationId, period }: Slot) => `${organizationId} ${period.frequency} ${period.start}`;
  const wanted = [...new Map(slots.map((slot) => [keyOf(slot), slot])).values()];
  const rows = await run<SubmissionRow>(manager, ensureSubmissions, [
    coalitionId,
    wanted.map((slot) => slot.organizationId),
    wanted.map((slot) => slot.period.frequency),
    wanted.map((slot) => slot.period.start),
    state,
    personId,
  ]);
  const found = new Map(rows.map((row) => [`${row.organization_id} ${row.frequency} ${row.period_start}`, row]));
  return new Map(
    slots.map((slot) => {
      const row = found.get(keyOf(slot));
      if (!row) throw new Error('A slot has no submission.');
      return [slot, row];
    }),
  );
}

export async function findUnchanged(
  manager: EntityManager,
  values: CheckedValue[],
  places: Places,
): Promise<Set<number>> {
  const rows = await run<{ index: number }>(manager, unchangedCells, [
    values.map((value) => value.index),
    ...columnsOf(values, places),
  ]);
  return new Set(rows.map(({ index }) => index));
}

export async function writeCellsOf(
  manager: EntityManager,
  coalitionId: string,
  batchId: string,
  values: CheckedValue[],
  places: Places,
) {
  const columns = [coalitionId, batchId, ...columnsOf(values, places)];
  const [counts] = await run<{ created: number; changed: number }>(manager, writeCells, columns);
  return counts ?? { created: 0, changed: 0 };
}

export async function submitAgain(manager: EntityManager, submissionIds: string[], personId: string): Promise<void> {
  await run(manager, markSubmitted, [submissionIds, personId]);
}

function columnsOf(values: CheckedValue[], { submissions, combinations }: Places): unknown[][] {
  return [
    values.map((value) => submissions.get(value.slot)?.id),
    values.map((value) => value.measureId),
    values.map((value) => combinations.get(value.combinationKey)),
    values.map((value) => value.number),
    values.map((value) => value.denominator),
    values.map((value) => value.nonValue),
    values.map((value) => value.reason),
  ];
}
