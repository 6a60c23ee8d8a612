import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { beginFor } from '../archive/copy-tables.js';
import { listCoalitions } from '../archive/find-coalition.js';
import type { Manifest } from '../archive/manifest.js';
import { readCatalogue } from '../archive/read-catalogue.js';
import { ownVersion } from '../archive/read-version.js';
import { StartError } from '../postgres-programs.js';
import { readTables } from './read-tables.js';

/** Refuses an archive that this database cannot hold; nothing is changed by asking. */
export async function requireRoom(client: Client, manifest: Manifest): Promise<void> {
  if (manifest.version !== ownVersion) {
    throw new StartError(
      `The archive is of the version ${manifest.version}, this program of ${ownVersion}: restore it with the program that wrote it, then upgrade.`,
    );
  }
  const there = await listCoalitions(client);
  if (there.length > 0) {
    const codes = there.map(({ code }) => code).join(', ');
    throw new StartError(`The installation is not empty (${codes}): an archive is read into an empty one only.`);
  }
}

/** All of an archive or nothing; `administratorId` then holds the one role in it. */
export async function restoreArchive(
  client: Client,
  from: string,
  manifest: Manifest,
  administratorId: string,
): Promise<void> {
  const { id } = manifest.coalition;
  await beginFor(client, id, 'READ WRITE');
  try {
    await client.query(`SET LOCAL lock_timeout = '20s'`);
    const tables = await readCatalogue(client);
    const asWritten = Object.keys(manifest.tables);
    if (asWritten.join() !== tables.map(({ name }) => name).join()) {
      throw new StartError('The archive does not hold the tables of this version.');
    }
    await readTables(client, from, manifest, tables);
    await client.query(
      `INSERT INTO role_grant (id, coalition_id, person_id, role) VALUES (uuidv7(), $1, $2, 'BACKBONE')`,
      [id, administratorId],
    );
    // Kept figures are none of an archive: the worker computes them again.
    await client.query('INSERT INTO figure_queue (coalition_id) VALUES ($1)', [id]);
    // Nor is what search finds, which the triggers would have made.
    await client.query(
      `INSERT INTO search_entry (coalition_id, kind, subject_id, audience, title, name, open_text, closed_text, at)
       SELECT coalition_id, kind, subject_id, audience, title, name, open_text, closed_text, at FROM search_source
        WHERE coalition_id = $1`,
      [id],
    );
    // Of the installation and not of the coalition, whose record stays as it was.
    await client.query(
      `INSERT INTO audit_event (id, person_id, verb, subject_type, subject_id, after, request_id)
       VALUES (uuidv7(), $1, 'restoreArchive', 'Coalition', $2, $3, $4)`,
      [administratorId, id, { code: manifest.coalition.code, version: manifest.version }, randomUUID()],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
  await client.query('ANALYZE');
}
