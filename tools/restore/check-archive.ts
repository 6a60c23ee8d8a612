import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveFormat, hashFile, listFiles, manifestName, type Manifest } from '../archive/manifest.js';
import { StartError } from '../postgres-programs.js';
import { tablePath } from '../archive/copy-tables.js';
import type { RestoreOptions } from './options.js';

const mostShown = 20;

/** The manifest of an archive in which every byte is as it was written; else StartError with what is not. */
export async function checkArchive({ from, sha256 }: RestoreOptions): Promise<Manifest> {
  const manifest = readManifest(from, sha256);
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const faults: string[] = [];
  for (const { path, isFile } of await listFiles(from)) {
    if (path === manifestName) continue;
    const expected = listed.get(path);
    listed.delete(path);
    if (!expected || !isFile) faults.push(`${path} does not belong to the archive.`);
    else if ((await hashFile(join(from, path))).sha256 !== expected.sha256) faults.push(`${path} was changed.`);
  }
  faults.push(...[...listed.keys()].map((path) => `${path} is missing.`));
  const unlisted = Object.keys(manifest.tables).filter(
    (table) => !manifest.files.some(({ path }) => path === tablePath(table)),
  );
  faults.push(...unlisted.map((table) => `The table ${table} has no file.`));
  if (faults.length === 0) return manifest;
  const more = faults.length > mostShown ? [`… and ${faults.length - mostShown} more of these.`] : [];
  const shown = [...faults.sort().slice(0, mostShown), ...more];
  throw new StartError(`The archive is not as it was written:\n${shown.map((fault) => `  ${fault}`).join('\n')}`);
}

function readManifest(from: string, sha256: string | null): Manifest {
  const path = join(from, manifestName);
  if (!existsSync(path)) throw new StartError(`There is no archive in ${from}: ${manifestName} is missing.`);
  const text = readFileSync(path);
  const actual = createHash('sha256').update(text).digest('hex');
  if (sha256 !== null && actual !== sha256) {
    throw new StartError(`${path} is not the one you named: its SHA-256 is ${actual}.`);
  }
  const manifest = parsed(text.toString('utf8'));
  if (!manifest) throw new StartError(`${path} cannot be read.`);
  if (manifest.format !== archiveFormat) {
    throw new StartError(`${path} is of the format ${String(manifest.format)}; this program reads ${archiveFormat}.`);
  }
  return manifest;
}

function parsed(text: string): Manifest | null {
  try {
    const manifest = JSON.parse(text) as Partial<Manifest> | null;
    if (typeof manifest?.format !== 'string') return null;
    if (manifest.format !== archiveFormat) return manifest as Manifest;
    const { coalition, tables, files, version } = manifest;
    const whole =
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(coalition?.id)) &&
      typeof version === 'string' &&
      typeof tables === 'object' &&
      Array.isArray(files) &&
      files.every((file) => typeof file?.path === 'string' && typeof file.sha256 === 'string');
    return whole ? (manifest as Manifest) : null;
  } catch {
    return null;
  }
}
