import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DatabaseError, type Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { hashPassword } from '@keelson/identity';
import { hashTable, tablePath } from '../archive/copy-tables.js';
import type { Manifest } from '../archive/manifest.js';
import type { ArchivedTable } from '../archive/read-catalogue.js';
import { StartError } from '../postgres-programs.js';

/**
 * Reads every table in, in the caller's unit, and compares what is then there with the archive. By a table of its own
 * for each file, since COPY into a table with policies is refused to an owner who is no superuser.
 */
export async function readTables(
  client: Client,
  from: string,
  manifest: Manifest,
  tables: ArchivedTable[],
): Promise<void> {
  const noPassword = await hashPassword(randomBytes(32).toString('hex'));
  for (const table of tables) {
    try {
      await readTable(client, from, table, manifest.tables[table.name], noPassword);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      const where = error.where ? ` (${error.where.split('\n')[0]})` : '';
      throw new StartError(
        `${tablePath(table.name)} cannot be read in: ${error.message}${where}. Nothing was restored.`,
      );
    }
  }
  for (const table of tables) {
    const expected = manifest.files.find(({ path }) => path === tablePath(table.name))?.sha256;
    if ((await hashTable(client, table, tables, manifest.coalition.id)) !== expected) {
      throw new StartError(`${table.name} is not in the database as it stands in the archive: nothing was restored.`);
    }
  }
}

async function readTable(
  client: Client,
  from: string,
  table: ArchivedTable,
  rows: number | undefined,
  noPassword: string,
): Promise<void> {
  // What triggers would make of the rows (search words, queues, refusals to change what is adopted) is in the archive already.
  await client.query(`ALTER TABLE "${table.name}" DISABLE TRIGGER USER`);
  const columns = table.columns.map(({ name }) => `"${name}"`).join(', ');
  await client.query(
    `CREATE TEMP TABLE arriving ON COMMIT DROP AS SELECT ${columns} FROM "${table.name}" WITH NO DATA`,
  );
  const copy = client.query(copyFrom(`COPY arriving (${columns}) FROM STDIN WITH (FORMAT csv, HEADER match)`));
  await pipeline(createReadStream(join(from, tablePath(table.name))), copy);
  if (copy.rowCount !== rows) {
    throw new StartError(
      `${tablePath(table.name)} has ${copy.rowCount} rows, the manifest says ${rows}. Nothing was restored.`,
    );
  }
  await (table.name === 'person' ? insertPersons(client, noPassword) : insertRows(client, table.name, columns));
  await client.query('DROP TABLE arriving');
  await client.query(`ALTER TABLE "${table.name}" ENABLE TRIGGER USER`);
}

function insertRows(client: Client, table: string, columns: string) {
  return client.query(`INSERT INTO "${table}" (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM arriving`);
}

/** Names of the record: nobody has their address, and nobody their password. */
function insertPersons(client: Client, noPassword: string) {
  return client.query(
    `INSERT INTO person (id, name, email, password_hash) SELECT id, name, id || '@archive.invalid', $1 FROM arriving
     ON CONFLICT (id) DO NOTHING`,
    [noPassword],
  );
}
