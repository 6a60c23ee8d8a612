import { copyRows, run, type Actor, type UserErrorCode } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { judgeMeasurements, newVocabulary, type CheckedValue, type Judged } from './check-measurements.js';
import { countStaged, dropRefused, stageTables } from './import-measurements.sql.js';
import { loadVocabulary } from './load-vocabulary.sql.js';
import type { MeasurementInput } from './measurement-input.js';
import { halfTable, keepHalves, pairHalves, type ImportHalf, type PlacedRow } from './pair-halves.sql.js';

/** As in a batch; see `Batch`. */
export interface ImportOptions {
  coalitionId: string;
  partial: boolean;
  dryRun: boolean;
  draft: boolean;
  reason: string | null;
}

/** What is wrong with a row of a file, or, where `row` is null, with the whole file. */
export interface ImportProblem {
  row: number | null;
  /** The path in a value of a batch, or the file's own word for the place. */
  field: string | null;
  code: UserErrorCode;
  message: string;
}

/** Some thousand rows of a file in its order, and those that could not be read as one. */
export interface ImportShare {
  rows: { row: number; input: MeasurementInput }[];
  /** Rows that are half a cell; see `pairHalves`. */
  halves?: ImportHalf[];
  faults: ImportProblem[];
}

const cellColumns = [
  ...['place', 'row', 'sound', 'organization_id', 'frequency', 'period_start', 'measure_id', 'key'],
  ...['number', 'denominator', 'non_value', 'reason'],
];
const problemColumns = ['place', 'row', 'field', 'code', 'message'];

/** The cells of a file as they come in: judged share by share, kept in temporary tables of the unit of work. */
export class Stage {
  private places = 0;
  private halved = false;
  private readonly vocabulary = newVocabulary();

  constructor(
    private readonly manager: EntityManager,
    private readonly actor: Actor,
    private readonly options: Pick<ImportOptions, 'coalitionId' | 'reason'>,
  ) {}

  async open(): Promise<void> {
    await this.manager.query(stageTables);
    // One hash over a million cells does not fit the usual 4 MB.
    await this.manager.query(`SET LOCAL work_mem = '64MB'`);
  }

  /** Takes all shares, one being read while the one before it is stored. False when the file cannot be read to its end. */
  async fill(shares: AsyncIterable<ImportShare>, tell: (rows: number) => Promise<void>): Promise<boolean> {
    const reader = shares[Symbol.asyncIterator]();
    let rows = 0;
    let next = reader.next();
    try {
      for (;;) {
        const { done, value: share } = await next;
        if (done) break;
        next = reader.next();
        next.catch(() => undefined); // awaited above, once this share is stored
        await this.take(share);
        if (share.faults.some(({ row }) => row === null)) return false;
        rows += share.rows.length + (share.halves?.length ?? 0);
        await tell(rows);
      }
    } finally {
      await next.catch(() => undefined);
      await reader.return?.();
    }
    if (!this.halved) return true;
    for await (const pairs of pairHalves(this.manager)) {
      await this.judge(pairs);
      await tell(rows);
    }
    return true;
  }

  /** Runs a statement that finds problems, and takes the cells away that have one. */
  async settle(refuse: string, parameters: unknown[] = []): Promise<{ cells: number; refused: number }> {
    await run(this.manager, refuse, parameters);
    const counted = await this.count();
    if (counted.refused === 0) return counted;
    await run(this.manager, dropRefused);
    return this.count();
  }

  async count(): Promise<{ cells: number; refused: number }> {
    const [counted] = await run<{ cells: number; refused: number }>(this.manager, countStaged);
    return counted!;
  }

  private async take({ rows, halves = [], faults }: ImportShare): Promise<void> {
    const problems = this.placeFaults(faults);
    await this.judge(rows.map((row) => ({ ...row, place: ++this.places })));
    if (halves.length > 0) {
      if (!this.halved) await this.manager.query(halfTable);
      this.halved = true;
      await keepHalves(this.manager, halves, this.places);
      this.places += halves.length;
    }
    if (problems.length > 0) await copyRows(this.manager, 'import_problem', problemColumns, problems);
  }

  private async judge(rows: PlacedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { manager, actor } = this;
    const { coalitionId, reason } = this.options;
    const inputs = rows.map(({ input }) => input);
    const known = await loadVocabulary(manager, actor, coalitionId, inputs, reason, this.vocabulary);
    const judged = judgeMeasurements(inputs, known);
    const cells: (string | number | null)[][] = [];
    const problems: (string | number | null)[][] = [];
    judged.forEach((one, i) => {
      const row = rows[i]!;
      if (one.value) cells.push(rowOf(one.value, row, one.problems.length === 0));
      if (one.problems.length > 0) problems.push(...problemsOf(one, row));
    });
    await copyRows(manager, 'import_cell', cellColumns, cells);
    if (problems.length > 0) await copyRows(manager, 'import_problem', problemColumns, problems);
  }

  /** A row that could not be read has a place too: it counts as one that was refused. */
  private placeFaults(faults: ImportProblem[]): (string | number | null)[][] {
    let last: number | null = null;
    return faults.map(({ row, field, code, message }) => {
      if (row !== null && row !== last) this.places += 1;
      last = row ?? last;
      return [row === null ? null : this.places, row, field, code, message];
    });
  }
}

/** Also for a refused cell that is known, because one that says the same cell again is refused beside it. */
function rowOf(value: CheckedValue, { row, place }: PlacedRow, sound: boolean): (string | number | null)[] {
  const { organizationId, period } = value.slot;
  const { measureId, combinationKey, number, denominator, nonValue, reason } = value;
  const { frequency, start } = period;
  // A refused number may be none that the column takes.
  return sound
    ? [
        place,
        row,
        't',
        organizationId,
        frequency,
        start,
        measureId,
        combinationKey,
        number,
        denominator,
        nonValue,
        reason,
      ]
    : [place, row, 'f', organizationId, frequency, start, measureId, combinationKey, null, null, null, null];
}

function problemsOf(
  { problems }: Judged,
  { row, denominatorRow, input, place }: PlacedRow,
): (string | number | null)[][] {
  return problems.map(({ code, field, message }) => {
    const [, , name = '', index, ...rest] = field;
    const dimension =
      name === 'categories' && index !== undefined ? input.categories?.[Number(index)]?.dimension : null;
    const path = dimension ? `categories.${dimension}` : [name, ...(index ? [index] : []), ...rest].join('.');
    const told = path === 'number.ratio.denominator' ? (denominatorRow ?? row) : row;
    return [place, told, path, code, message];
  });
}
