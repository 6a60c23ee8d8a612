import type { UserErrorCode } from '@keelson/platform';
import type { FileFault, FileRow, FileShare } from './file-row.js';
import { readRecords, Unreadable, type FileRecord } from './read-records.js';
import {
  headingOf,
  nonValueOf,
  readHeader,
  readText,
  statuses,
  type TidyField,
  type TidyHeader,
} from './tidy-columns.js';

/** Cells of one share: some megabytes. */
const shareSize = 10_000;

/** Tidy rows: one cell a line, one column per dimension, its number or a status that says why there is none. */
export async function* readTidyCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileShare> {
  let reader: TidyReader | null = null;
  let share: FileShare = { rows: [], faults: [] };
  let read = 0;
  try {
    for await (const records of readRecords(bytes)) {
      for (const record of records) {
        if (!reader) {
          const { header, faults } = readHeader(record.cells);
          if (faults.length > 0) return yield unreadable(...faults);
          reader = new TidyReader(header);
          share.headings = header.headings;
          continue;
        }
        reader.read(record, share);
        if (++read % shareSize !== 0) continue;
        yield share;
        share = { rows: [], faults: [] };
      }
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    yield share;
    return yield unreadable(error.message);
  }
  if (!reader) return yield unreadable('This file is empty: its first line names the columns.');
  if (read === 0) return yield unreadable('This file has a header and no row: there is nothing to import.');
  yield share;
}

function unreadable(...sentences: string[]): FileShare {
  return { rows: [], faults: sentences.map((message) => ({ row: null, column: null, code: 'INVALID', message })) };
}

class TidyReader {
  private readonly width: number;

  constructor(private readonly header: TidyHeader) {
    this.width = Object.keys(header.headings).length;
  }

  read({ row, cells }: FileRecord, share: FileShare): void {
    if (cells.length !== this.width) {
      const message = `This row has ${cells.length} fields, the header has ${this.width}.`;
      share.faults.push({ row, column: null, code: 'INVALID', message });
      return;
    }
    const faults: FileFault[] = [];
    const refuse = (field: TidyField, code: UserErrorCode, message: string) =>
      faults.push({ row, column: this.headingOf(field), code, message });
    const number = this.readNumber(cells, refuse);
    const categories = this.readCategories(cells, row, faults);
    if (number && faults.length === 0) {
      const text = (field: TidyField) => readText(this.cell(cells, field));
      share.rows.push({
        row,
        organization: text('organization'),
        measure: text('measure'),
        period: text('period'),
        categories,
        ...number,
      });
    }
    share.faults.push(...faults);
  }

  private readCategories(cells: string[], row: number, faults: FileFault[]): string {
    let pairs: string[] | null = null;
    for (const { code, column } of this.header.dimensions) {
      const category = cells[column]!;
      if (category === '') continue;
      const text = readText(category);
      if (/[,=]/.test(text)) {
        const message = `"${text.slice(0, 80)}" is not the code of a category.`;
        faults.push({
          row,
          column: this.header.headings[`categories.${code}`] ?? code,
          code: 'UNKNOWN_CATEGORY',
          message,
        });
      }
      (pairs ??= []).push(`${code}=${text}`);
    }
    if (!pairs) return '';
    return pairs.length === 1 ? pairs[0]! : pairs.sort().join(',');
  }

  private readNumber(
    cells: string[],
    refuse: Refuse,
  ): Pick<FileRow, 'number' | 'denominator' | 'nonValue' | 'reason'> | null {
    const status = this.cell(cells, 'nonValue').trim();
    const [value, numerator] = [this.cell(cells, 'value'), this.cell(cells, 'numerator')];
    const denominator = this.cell(cells, 'denominator') || null;
    if (status === 'conflict') {
      refuse(
        'nonValue',
        'DUPLICATE',
        'This row says itself that another one contradicts it: decide which of them holds.',
      );
      return null;
    }
    const nonValue = nonValueOf(status);
    if (nonValue === undefined) {
      refuse('nonValue', 'INVALID', `"${status.slice(0, 80)}" is none of ${statuses.join(', ')}.`);
      return null;
    }
    const reason = readText(this.cell(cells, 'reason')) || null;
    if (nonValue) {
      for (const [field, text] of [
        ['value', value],
        ['numerator', numerator],
      ] as const) {
        if (text !== '') refuse(field, 'WRONG_KIND', `The status is "${status}": this cell stays blank.`);
      }
      return { number: null, denominator, nonValue, reason };
    }
    if (value !== '' && (numerator !== '' || denominator)) {
      refuse('value', 'WRONG_KIND', 'A row has a value, or a numerator and a denominator: not both.');
    } else if (value === '' && numerator === '' && !denominator) {
      const message =
        'Give a number, or say in "status" why there is none, or leave the row out: a blank is not a zero.';
      refuse(this.header.fields.value === undefined ? 'numerator' : 'value', 'REQUIRED', message);
    } else if (value === '' && (numerator === '' || !denominator)) {
      refuse(numerator === '' ? 'numerator' : 'denominator', 'REQUIRED', 'A ratio has a numerator and a denominator.');
    }
    return { number: value || numerator, denominator, nonValue: null, reason: null };
  }

  private cell(cells: string[], field: TidyField): string {
    const column = this.header.fields[field];
    return column === undefined ? '' : cells[column]!;
  }

  private headingOf(field: TidyField): string {
    return this.header.headings[field] ?? headingOf(field);
  }
}

type Refuse = (field: TidyField, code: UserErrorCode, message: string) => void;
