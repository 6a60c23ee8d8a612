import { parse } from 'csv-parse';

/** Many times what a value's longest texts may have together. */
export const longestRecord = 64 * 1024;

/**
 * A CSV text's records. Those of one piece are taken together: to await each of a million alone took three times as long.
 * Throws CsvError.
 */
export async function* recordsOf(text: AsyncIterable<string>): AsyncGenerator<string[]> {
  const parser = parse({ relax_column_count: true, max_record_size: longestRecord });
  // Whoever writes hears of it, too.
  parser.on('error', () => undefined);
  for await (const piece of text) {
    const written = new Promise<void>((done, fail) => parser.write(piece, (error) => (error ? fail(error) : done())));
    // It may fail while its records are still being read; it is heard below.
    written.catch(() => undefined);
    yield* taken(parser);
    await written;
  }
  const ended = new Promise<void>((done, fail) => {
    parser.once('error', fail);
    parser.end(done);
  });
  ended.catch(() => undefined);
  yield* taken(parser);
  await ended;
  yield* taken(parser);
}

function* taken(parser: ReturnType<typeof parse>): Generator<string[]> {
  for (let record = parser.read() as string[] | null; record; record = parser.read() as string[] | null) yield record;
}

/** Line ends inside a record's texts. */
export function linesWithin(record: string[]): number {
  let lines = 0;
  for (const field of record) {
    for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) lines++;
  }
  return lines;
}
