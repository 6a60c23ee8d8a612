import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';

const special = /[\\\n\r\t]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Appends some thousand rows to a table, on the unit's own connection, by COPY: a third of the time of an INSERT. The
 * names are the program's own, never anybody's input.
 */
export async function copyRows(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  if (!manager.queryRunner) throw new Error('A statement needs a unit of work.');
  if (rows.length === 0) return;
  const client = (await manager.queryRunner.connect()) as PoolClient;
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  stream.end(rows.map(lineOf).join(''));
  await finished(stream);
}

function lineOf(row: readonly (string | number | null)[]): string {
  let line = '';
  for (let i = 0; i < row.length; i++) {
    const field = row[i];
    if (i > 0) line += '\t';
    if (field === null || field === undefined) line += '\\N';
    else line += typeof field === 'string' && special.test(field) ? escaped(field) : field;
  }
  return `${line}\n`;
}

function escaped(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
}
