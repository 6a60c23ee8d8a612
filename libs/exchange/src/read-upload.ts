import { run, type Actor, type Database } from '@keelson/platform';
import type { Upload } from './upload.entity.js';
import { readChunk } from './uploads.sql.js';

/** The bytes of a file that has come, chunk by chunk, each in a unit of its own. */
export async function* readUpload(
  database: Database,
  actor: Actor,
  { id }: Pick<Upload, 'id'>,
): AsyncGenerator<Uint8Array> {
  for (let position = 1; ; position++) {
    const [chunk] = await database.read(actor, (manager) => run<{ bytes: Buffer }>(manager, readChunk, [id, position]));
    if (!chunk) return;
    yield chunk.bytes;
  }
}
