import { findOrMakeCombinations } from '@keelson/measures';
import { Conflict, newId, record, run, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import * as sql from './import-measurements.sql.js';
import { Stage, type ImportOptions, type ImportShare } from './stage-measurements.js';
import type { SubmissionState } from './submission.entity.js';
import { requireSubmitter } from './submissions.policy.js';

export interface ImportProgress {
  phase: 'READING' | 'WRITING';
  /** Rows gone through in this phase. */
  rows: number;
  /** Known once all are read. */
  total: number | null;
}

export interface ImportResult {
  created: number;
  changed: number;
  unchanged: number;
  refused: number;
  /** All that was right stands, or would stand after a dry run; false: nothing was or would be written. */
  kept: boolean;
}

/** Cells of one statement of the merge: some seconds. Each statement reads all staged cells, so not too few. */
const cellsOfStep = 200_000;
const pageOfSubmissions = 5_000;
const pageOfKeys = 5_000;

/**
 * Writes a file's cells as `submitMeasurements` writes a batch, however many they are: the same rules and refusals, the
 * same history, `through` FILE. All inside the open unit of work. `tell` may end it by throwing.
 * Refused rows stay readable by `importProblemsSql` until the unit ends.
 */
export async function importMeasurements(
  manager: EntityManager,
  actor: Actor,
  options: ImportOptions,
  shares: AsyncIterable<ImportShare>,
  tell: (progress: ImportProgress) => Promise<void>,
): Promise<ImportResult> {
  const { coalitionId, partial, dryRun } = options;
  requireSubmitter(actor, coalitionId);
  const stage = new Stage(manager, actor, options);
  await stage.open();
  const readable = await stage.fill(shares, (rows) => tell({ phase: 'READING', rows, total: null }));
  if (!readable) return refusal(await stage.count());
  let staged = await stage.settle(sql.refuseDuplicates);
  if (staged.refused > 0 && !partial) return refusal(staged);
  await run(manager, sql.findSubmissions, [coalitionId]);
  await manager.query('ANALYZE import_cell, import_submission');
  staged = await stage.settle(sql.refuseFrozen, [coalitionId]);
  if (staged.refused > 0 && !partial) return refusal(staged);
  const counts = dryRun
    ? (await run<Counts>(manager, sql.foreseeMerge, [coalitionId]))[0]!
    : await merge(manager, actor, options, staged.cells, tell);
  return { ...counts, unchanged: staged.cells - counts.created - counts.changed, refused: staged.refused, kept: true };
}

interface Counts {
  created: number;
  changed: number;
}

async function merge(
  manager: EntityManager,
  actor: Actor,
  { coalitionId, draft, reason }: ImportOptions,
  cells: number,
  tell: (progress: ImportProgress) => Promise<void>,
): Promise<Counts> {
  const counts: Counts = { created: 0, changed: 0 };
  if (cells === 0) return counts;
  await makeCombinations(manager, coalitionId);
  const state = draft ? 'DRAFT' : 'SUBMITTED';
  const frozen = await run(manager, sql.ensureSubmissions, [coalitionId, state, actor.personId]);
  if (frozen.length > 0) {
    throw new Conflict('import.overtaken', 'A submission was approved while this file was read.');
  }
  const batchId = newId();
  await run(manager, insertBatch, [batchId, coalitionId, actor.personId, actor.keyId, reason, actor.requestId]);
  const [{ submissions } = { submissions: 0 }] = await run<{ submissions: number }>(manager, countSubmissions);
  const size = Math.ceil(submissions / Math.ceil(cells / cellsOfStep));
  for (let first = 1; first <= submissions; first += size) {
    await tell({ phase: 'WRITING', rows: Math.floor((cells * (first - 1)) / submissions), total: cells });
    const range = [coalitionId, batchId, first, first + size - 1];
    const [written] = await run<Counts>(manager, sql.mergeCells, range);
    counts.created += written?.created ?? 0;
    counts.changed += written?.changed ?? 0;
  }
  if (!draft) await submit(manager, actor, coalitionId, reason);
  await tell({ phase: 'WRITING', rows: cells, total: cells });
  return counts;
}

const insertBatch = `
  INSERT INTO measurement_batch (id, coalition_id, person_id, key_id, through, reason, request_id)
  VALUES ($1, $2, $3, $4, 'FILE', $5, $6)`;
const countSubmissions = 'SELECT count(*)::int AS submissions FROM import_submission';

/** Those that a cell of the file needs first; page by page, because each needs its margins too. */
async function makeCombinations(manager: EntityManager, coalitionId: string): Promise<void> {
  for (;;) {
    const unknown = await run<{ key: string }>(manager, sql.unknownKeys, [coalitionId, pageOfKeys]);
    if (unknown.length === 0) return;
    await findOrMakeCombinations(
      manager,
      coalitionId,
      unknown.map(({ key }) => key),
    );
  }
}

async function submit(manager: EntityManager, actor: Actor, coalitionId: string, reason: string | null): Promise<void> {
  await run(manager, sql.submitStaged, [actor.personId]);
  type Moved = { n: number; id: string; before: SubmissionState | null };
  const change = { coalitionId, verb: 'submitMeasurements', subjectType: 'Submission', reason } as const;
  for (let after = 0; ;) {
    const moved = await run<Moved>(manager, sql.movedSubmissions, [after, pageOfSubmissions]);
    const last = moved.at(-1);
    if (!last) return;
    const changes = moved.map(({ id, before }) => {
      return { ...change, subjectId: id, before: before && { state: before }, after: { state: 'SUBMITTED' } };
    });
    await record(manager, actor, ...changes);
    after = last.n;
  }
}

function refusal({ refused }: { refused: number }): ImportResult {
  return { created: 0, changed: 0, unchanged: 0, refused, kept: false };
}
