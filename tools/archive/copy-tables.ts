import { once } from 'node:events';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { rowsOf, type ArchivedTable } from './read-catalogue.js';
import { Measured, type ArchiveFolder } from './manifest.js';

export const tablePath = (table: string) => `tables/${table}.csv`;

/** One text for a value, whatever the server and its person have set. */
const plainOutput = `
  SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'iso_8601';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0`;

/** Opens a unit that sees one snapshot and the rows of this coalition, also where the owner is no superuser. */
export async function beginFor(client: Client, coalitionId: string, mode: 'READ ONLY' | 'READ WRITE'): Promise<void> {
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ ${mode}`);
  await client.query(plainOutput);
  await client.query(`SELECT set_config('app.coalition_ids', $1, true)`, [coalitionId]);
}

/** The rows of a table as CSV: a header, then a line each; an empty field is NULL, "" an empty text. */
function csvOf(client: Client, table: ArchivedTable, tables: ArchivedTable[], coalitionId: string) {
  return client.query(copyTo(`COPY (${rowsOf(table, tables, coalitionId)}) TO STDOUT WITH (FORMAT csv, HEADER true)`));
}

/** Writes every table, and answers with the number of rows of each. */
export async function copyTables(
  client: Client,
  tables: ArchivedTable[],
  coalitionId: string,
  archive: ArchiveFolder,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const rows = csvOf(client, table, tables, coalitionId);
    await archive.write(tablePath(table.name), rows);
    counts[table.name] = rows.rowCount;
  }
  return counts;
}

/** What the file of a table would be, without writing it. */
export async function hashTable(
  client: Client,
  table: ArchivedTable,
  tables: ArchivedTable[],
  coalitionId: string,
): Promise<string> {
  const measured = csvOf(client, table, tables, coalitionId).pipe(new Measured());
  await once(measured.resume(), 'end');
  return measured.sha256();
}
