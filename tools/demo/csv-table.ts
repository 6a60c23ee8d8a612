import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { Faults } from './faults.js';

export interface Row {
  line: number;
  cells: string[];
}

/** One CSV file whose header and rows have been checked; a cell is found by its column's name. */
export class Table {
  private readonly indexes: Map<string, number>;

  constructor(
    readonly file: string,
    readonly header: string[],
    readonly rows: Row[],
    private readonly faults: Faults,
  ) {
    this.indexes = new Map(header.map((name, i) => [name, i]));
  }

  has(column: string): boolean {
    return this.indexes.has(column);
  }

  /** The cell's text; blank also when the file does not have the column. */
  cell(row: Row, column: string): string {
    return row.cells[this.indexes.get(column) ?? -1] ?? '';
  }

  fault(row: Row, column: string, sentence: string): void {
    this.faults.add(this.file, row.line, `${(this.indexes.get(column) ?? 0) + 1} (${column})`, sentence);
  }
}

/** Reads one file of a tidy folder, or says what is wrong with it and returns null when no row can be trusted. */
export function readTable(folder: string, file: string, required: string[], faults: Faults): Table | null {
  if (!existsSync(join(folder, file))) {
    faults.say(`${file} is missing from ${folder}.`);
    return null;
  }
  const text = decode(readFileSync(join(folder, file)), file, faults);
  const records = text === null ? null : parseRecords(text, file, faults);
  if (!records) return null;
  const [header, ...rows] = records;
  if (!header) {
    faults.add(file, 1, '1', 'The file is empty: its first line names the columns.');
    return null;
  }
  if (!isSoundHeader(file, header, required, faults)) return null;
  const whole = rows.filter((row) => {
    if (row.cells.length === header.cells.length) return true;
    const [found, expected] = [row.cells.length, header.cells.length];
    const column = found < expected ? `${found + 1} (${header.cells[found]})` : String(expected + 1);
    faults.add(file, row.line, column, `This row has ${found} fields, the header has ${expected}.`);
    return false;
  });
  return new Table(file, header.cells, whole, faults);
}

function isSoundHeader(file: string, header: Row, required: string[], faults: Faults): boolean {
  const before = faults.count;
  header.cells.forEach((name, i) => {
    const column = String(i + 1);
    if (name.trim() === '') faults.add(file, header.line, column, 'This column has no name.');
    else if (header.cells.indexOf(name) < i) {
      faults.add(file, header.line, column, `The column "${name}" stands twice.`);
    } else if (name !== name.trim()) {
      faults.add(file, header.line, column, `There are blanks around the column name "${name.trim()}": take them away.`);
    }
  });
  for (const name of required) {
    if (header.cells.includes(name)) continue;
    faults.add(file, header.line, String(header.cells.length + 1), `The column "${name}" is missing.`);
  }
  return faults.count === before;
}

/** Strictly UTF-8; a byte order mark at the start is not part of the text. */
function decode(bytes: Buffer, file: string, faults: Faults): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const nul = text.indexOf('\0');
    if (nul < 0) return text;
    const { line, column } = placeOf(text.slice(0, nul));
    faults.add(file, line, column, 'Here stands the character U+0000: is this a CSV file?');
  } catch {
    const { line, column } = placeOf(soundStart(bytes));
    faults.add(file, line, column, 'Here the file is not UTF-8: save it as UTF-8.');
  }
  return null;
}

/** The text up to the first byte that is not UTF-8. */
function soundStart(bytes: Buffer): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for (let i = 0; i < bytes.length; i++) text += decoder.decode(bytes.subarray(i, i + 1), { stream: true });
  } catch {
    // the byte that was looked for
  }
  return text;
}

function placeOf(before: string): { line: number; column: string } {
  const lines = before.split(lineBreak);
  const fields = (lines.at(-1) ?? '').replace(/"[^"]*"?/g, '').split(',');
  return { line: lines.length, column: String(fields.length) };
}

const lineBreak = /\r\n|\n|\r/;
const dialect = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true };

function parseRecords(text: string, file: string, faults: Faults): Row[] | null {
  // Counted here: csv-parse takes a CRLF inside quotes for two lines.
  let next = 1;
  const onRecord = (cells: string[]): Row | null => {
    const line = next;
    next += 1 + cells.reduce((breaks, cell) => breaks + cell.split(lineBreak).length - 1, 0);
    return cells.length === 1 && cells[0] === '' ? null : { line, cells };
  };
  try {
    return parse(text, { ...dialect, on_record: onRecord as never }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const sentences: Record<string, string> = {
      CSV_QUOTE_NOT_CLOSED: 'A quote (") opens in this row and is never closed.',
      INVALID_OPENING_QUOTE: 'A quote (") stands inside a field: put the field in quotes and double the quote.',
      CSV_INVALID_CLOSING_QUOTE: 'Text follows a closing quote ("): double the quotes inside a quoted field.',
    };
    const { column } = error as CsvError & { column: number };
    faults.add(file, next, String(column + 1), sentences[error.code] ?? error.message);
    return null;
  }
}
