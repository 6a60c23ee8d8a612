import type { TransformOptions } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';

/** One record of a CSV file; `row` is the line where it starts. */
export interface FileRecord {
  row: number;
  cells: string[];
}

/** Ends the reading of a file: from here on nothing in it can be trusted. */
export class Unreadable extends Error {}

/** A field of 2,000 characters and a hundred columns fit well; a million columns do not. */
const longestRecord = 100_000;
/** Bytes that are records at the same time: some thousand of them. */
const pieceSize = 128 * 1024;
const dialect: Options & TransformOptions = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  max_record_size: longestRecord,
  // What a chunk holds is taken at once: the parser never waits for room.
  readableHighWaterMark: 2 ** 30,
};

/**
 * A CSV file's records, in shares as its bytes come in: strictly UTF-8 with or without a byte order mark, blank lines
 * left out. Throws Unreadable with the line where it cannot go on.
 */
export async function* readRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileRecord[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = parse(dialect);
  let next = 1;
  const decode = (chunk?: Uint8Array): string => {
    if (chunk?.includes(0)) throw new Unreadable(`After line ${next} stands the character U+0000: is this a CSV file?`);
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new Unreadable(`After line ${next} the file is not UTF-8: save it as UTF-8.`);
    }
  };
  const take = (): FileRecord[] => {
    const records: FileRecord[] = [];
    for (let cells = parser.read() as string[] | null; cells; cells = parser.read() as string[] | null) {
      const row = next;
      next += 1;
      // Counted here: the parser takes a CRLF inside quotes for two lines.
      for (const cell of cells)
        if (cell.includes('\n') || cell.includes('\r')) next += cell.split(lineBreak).length - 1;
      if (cells.length > 1 || cells[0] !== '') records.push({ row, cells });
    }
    return records;
  };
  parser.on('error', () => undefined); // told where it happens
  const feed = (text: string | null) =>
    new Promise<void>((done, fail) => {
      parser.once('error', fail);
      const fed = (error?: Error | null) => (parser.off('error', fail), error ? fail(error) : done());
      if (text === null) parser.end(fed);
      else parser.write(text, fed);
    });
  try {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length; at += pieceSize) {
        await feed(decode(chunk.subarray(at, at + pieceSize)));
        yield take();
      }
    }
    await feed(decode());
    await feed(null);
    yield take();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield take();
    throw new Unreadable(sentenceOf(error, next));
  }
}

const lineBreak = /\r\n|\n|\r/;

function sentenceOf({ code }: CsvError, line: number): string {
  const sentences: Record<string, string> = {
    CSV_QUOTE_NOT_CLOSED: 'a quote (") opens and is never closed.',
    INVALID_OPENING_QUOTE: 'a quote (") stands inside a field: put the field in quotes and double the quote.',
    CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote ("): double the quotes inside a quoted field.',
    CSV_MAX_RECORD_SIZE: `more than ${longestRecord} characters follow without an end: a quote (") is never closed, or this is no table.`,
  };
  return `In the row that starts in line ${line}, ${sentences[code] ?? 'the commas and quotes cannot be read.'}`;
}
