import { findOrMakeCombinations, formatPeriod } from '@keelson/measures';
import { newId, record, type Actor, type Problem } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { checkMeasurements, type CheckedValue } from './check-measurements.js';
import { loadVocabulary } from './load-vocabulary.sql.js';
import type { MeasurementInput } from './measurement-input.js';
import {
  findOrMakeSubmissions,
  findUnchanged,
  submitAgain,
  writeCellsOf,
  type Places,
  type SubmissionRow,
} from './write-measurements.sql.js';

export interface Batch {
  coalitionId: string;
  idempotencyKey: string;
  values: MeasurementInput[];
  /** Writes what is right and refuses the rest, instead of all or nothing. */
  partial?: boolean | null;
  /** Says what would happen, and changes nothing. */
  dryRun?: boolean | null;
  /** Keeps the submissions as DRAFT. */
  draft?: boolean | null;
  /** Why these values come; it stands in the history. With it, backbone staff may submit after the window closed. */
  reason?: string | null;
  /** The call that answers for a whole period, if it was one; it stands in the history. */
  call?: WholePeriodCall | null;
}

/** What writes a whole period at once: the last period's numbers, or why there are none. */
export type WholePeriodCall = 'CONFIRM_UNCHANGED' | 'DECLINE_TO_REPORT';

export interface BatchResult {
  created: number;
  changed: number;
  unchanged: number;
  refused: number;
  submissionIds: string[];
  problems: Problem[];
}

/** Ends the unit of work without keeping it: nothing of a refused batch or a dry run stays behind. */
export class NotKept extends Error {
  constructor(readonly result: BatchResult) {
    super('This batch is not kept.');
  }
}

/** Checks a batch, writes it and moves its submissions, inside the open unit of work. */
export async function submitBatch(manager: EntityManager, actor: Actor, batch: Batch): Promise<BatchResult> {
  const vocabulary = await loadVocabulary(manager, actor, batch.coalitionId, batch.values, batch.reason);
  const check = checkMeasurements(batch.values, vocabulary);
  if (check.problems.length > 0 && !batch.partial) throw new NotKept(refusal(check.problems));
  const places = await findPlaces(manager, actor, batch, check.accepted);
  const { values, problems } = await refuseFrozen(manager, check.accepted, places);
  const refused = [...check.problems, ...problems];
  if (refused.length > 0 && !batch.partial) throw new NotKept(refusal(refused));
  const result = await write(manager, actor, batch, values, places, refused);
  if (batch.dryRun) throw new NotKept({ ...result, submissionIds: [] });
  return result;
}

async function findPlaces(
  manager: EntityManager,
  { personId }: Actor,
  { coalitionId, draft }: Batch,
  accepted: CheckedValue[],
): Promise<Places> {
  const state = draft ? 'DRAFT' : 'SUBMITTED';
  const slots = [...new Set(accepted.map(({ slot }) => slot))];
  const keys = new Set(accepted.map((value) => value.combinationKey));
  const submissions = await findOrMakeSubmissions(manager, coalitionId, slots, { state, personId });
  return { submissions, combinations: await findOrMakeCombinations(manager, coalitionId, keys) };
}

/** Approval freezes: an equal value passes as unchanged, another one needs a correction. */
async function refuseFrozen(manager: EntityManager, accepted: CheckedValue[], places: Places) {
  const frozen = accepted.filter(({ slot }) => places.submissions.get(slot)?.before === 'APPROVED');
  if (frozen.length === 0) return { values: accepted, problems: [] };
  const unchanged = await findUnchanged(manager, frozen, places);
  const refused = new Set(frozen.map(({ index }) => index).filter((index) => !unchanged.has(index)));
  const problems = [...refused].map((index): Problem => {
    const message = 'This period is approved: propose a correction with its reason.';
    return { code: 'FROZEN', field: ['values', String(index)], message };
  });
  return { values: accepted.filter(({ index }) => !refused.has(index)), problems };
}

async function write(
  manager: EntityManager,
  actor: Actor,
  { coalitionId, draft, reason, call }: Batch,
  values: CheckedValue[],
  places: Places,
  problems: Problem[],
): Promise<BatchResult> {
  const refused = new Set(problems.map((problem) => problem.field[1])).size;
  const submissions = [...new Set(values.map(({ slot }) => slot))].flatMap(
    (slot) => places.submissions.get(slot) ?? [],
  );
  const submissionIds = submissions.map(({ id }) => id);
  if (values.length === 0) return { created: 0, changed: 0, unchanged: 0, refused, submissionIds, problems };
  const batchId = newId();
  await manager.query(
    `INSERT INTO measurement_batch (id, coalition_id, person_id, key_id, through, reason, request_id, call)
     VALUES ($1, $2, $3, $4, 'API', $5, $6, $7)`,
    [batchId, coalitionId, actor.personId, actor.keyId, reason?.trim() || null, actor.requestId, call ?? null],
  );
  const { created, changed } = await writeCellsOf(manager, coalitionId, batchId, values, places);
  if (!draft) await submit(manager, actor, { coalitionId, reason: reason?.trim() || null }, submissions);
  return { created, changed, unchanged: values.length - created - changed, refused, submissionIds, problems };
}

async function submit(
  manager: EntityManager,
  actor: Actor,
  { coalitionId, reason }: { coalitionId: string; reason: string | null },
  submissions: SubmissionRow[],
): Promise<void> {
  const earlier = submissions.filter(({ before }) => before !== null).map(({ id }) => id);
  if (earlier.length > 0) await submitAgain(manager, earlier, actor.personId);
  const change = { coalitionId, verb: 'submitMeasurements', subjectType: 'Submission', reason } as const;
  const changes = submissions
    .filter(({ before }) => before !== 'SUBMITTED' && before !== 'APPROVED')
    .map(({ id, before, ...slot }) => {
      const period = formatPeriod({ frequency: slot.frequency, start: slot.period_start });
      const facts = { organizationId: slot.organization_id, period };
      const announce = { event: 'submission.submitted', facts } as const;
      return { ...change, announce, subjectId: id, before: before && { state: before }, after: { state: 'SUBMITTED' } };
    });
  if (changes.length > 0) await record(manager, actor, ...changes);
}

function refusal(problems: Problem[]): BatchResult {
  const refused = new Set(problems.map((problem) => problem.field[1])).size;
  return { created: 0, changed: 0, unchanged: 0, refused, submissionIds: [], problems };
}
