import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** How an archive is laid out; a later layout gets another name. */
export const archiveFormat = 'keelson-archive-1';
export const manifestName = 'manifest.json';

export interface ArchivedFile {
  /** From the archive's folder, with slashes. */
  path: string;
  bytes: number;
  /** Of its content, in hex. */
  sha256: string;
}

/** What says whether an archive is whole. It holds no time and no place of its making: two archives of the same are the same. */
export interface Manifest {
  format: string;
  coalition: { id: string; code: string; name: string };
  /** The last step of the database's version; it can be read into exactly this one. */
  version: string;
  /** Rows by table, in the order in which they are read in. */
  tables: Record<string, number>;
  files: ArchivedFile[];
}

/** Counts and hashes what passes. */
export class Measured extends Transform {
  private readonly hash = createHash('sha256');
  bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

/** The files of an archive in the making; each is hashed as it is written. */
export class ArchiveFolder {
  readonly files: ArchivedFile[] = [];

  constructor(readonly folder: string) {}

  async write(path: string, content: Readable | string): Promise<void> {
    const target = join(this.folder, path);
    await mkdir(dirname(target), { recursive: true });
    const measured = new Measured();
    const source = typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content;
    await pipeline(source, measured, createWriteStream(target, { flags: 'wx' }));
    this.files.push({ path, bytes: measured.bytes, sha256: measured.sha256() });
  }

  /** Written last: a folder without it is no archive. Its own hash. */
  async seal(manifest: Omit<Manifest, 'files' | 'format'>): Promise<string> {
    const files = this.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const text = `${JSON.stringify({ format: archiveFormat, ...manifest, files }, null, 1)}\n`;
    await pipeline(Readable.from([text]), createWriteStream(join(this.folder, manifestName), { flags: 'wx' }));
    return createHash('sha256').update(text).digest('hex');
  }
}

export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const measured = new Measured();
  await pipeline(createReadStream(path), measured.resume());
  return { bytes: measured.bytes, sha256: measured.sha256() };
}

/** Every path below a folder, with slashes; null for what is neither a file nor a folder, such as a link. */
export async function listFiles(folder: string): Promise<{ path: string; isFile: boolean }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({
      path: relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'),
      isFile: entry.isFile(),
    }));
}
