import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Client } from 'pg';
import { beginFor, copyTables } from './copy-tables.js';
import { dataDictionary } from './data-dictionary.js';
import { findCoalition, type ArchivedCoalition } from './find-coalition.js';
import type { ArchiveOptions } from './options.js';
import { ArchiveFolder } from './manifest.js';
import { readCatalogue } from './read-catalogue.js';
import { ownVersion } from './read-version.js';
import { readMe } from './read-me.js';
import { writeReports } from './write-reports.js';
import { writeSite } from './write-site.js';

export interface WrittenArchive {
  coalition: ArchivedCoalition;
  rows: number;
  /** Published ones, once for each audience. */
  reports: number;
  files: number;
  bytes: number;
  /** Of manifest.json, and so of everything. */
  sha256: string;
}

/** Writes the archive beside its place and moves it there when it is whole. */
export async function writeArchive(client: Client, url: string, options: ArchiveOptions): Promise<WrittenArchive> {
  const coalition = await findCoalition(client, options.coalition);
  await mkdir(dirname(options.out), { recursive: true });
  const folder = `${options.out}.partial-${process.pid}`;
  try {
    await mkdir(folder);
    const written = await writeInto(client, url, coalition, new ArchiveFolder(folder));
    await rm(options.out, { recursive: true, force: true });
    await rename(folder, options.out);
    return written;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function writeInto(
  client: Client,
  url: string,
  coalition: ArchivedCoalition,
  archive: ArchiveFolder,
): Promise<WrittenArchive> {
  await beginFor(client, coalition.id, 'READ ONLY');
  const tables = await readCatalogue(client);
  const counts = await copyTables(client, tables, coalition.id, archive);
  await archive.write('tables/dictionary.csv', dataDictionary(tables));
  await writeSite(client, coalition, archive);
  const reports = await writeReports(client, url, coalition.id, archive);
  await archive.write('README.txt', readMe(coalition.name));
  await client.query('COMMIT');
  const sha256 = await archive.seal({ coalition, version: ownVersion, tables: counts });
  return {
    coalition,
    rows: Object.values(counts).reduce((sum, count) => sum + count, 0),
    reports,
    files: archive.files.length + 1,
    bytes: archive.files.reduce((sum, file) => sum + file.bytes, 0),
    sha256,
  };
}
