import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, Forbidden, InvalidInput, isIn, newId, NotFound, record, run, type Actor } from '@keelson/platform';
import { canImport } from './exchange.policy.js';
import { Upload } from './upload.entity.js';
import { insertChunk, lockUploads, openUploadBytes } from './uploads.sql.js';

/** What one row of the database holds of a file. */
const chunkSize = 1024 * 1024;
/** All files that a coalition's people have sent and that are still kept, in multiples of the largest file. */
const mostFiles = 20;

@Injectable()
export class UploadsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Keeps a file as it comes in, chunk by chunk: a slow sender holds no connection and no memory. What is cut off or too
   * large leaves nothing.
   */
  async receiveUpload(
    actor: Actor,
    coalitionId: string,
    source: AsyncIterable<Uint8Array>,
    most: number,
  ): Promise<Upload> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['id']);
    if (!canImport(actor, coalitionId)) throw new Forbidden('You submit for no organization here.');
    const { personId, keyId } = actor;
    const upload = await this.database.work(actor, async (manager) => {
      await run(manager, lockUploads, [coalitionId]);
      const [kept] = await run<{ bytes: string }>(manager, openUploadBytes, [coalitionId, most]);
      if (Number(kept?.bytes ?? 0) + most > mostFiles * most) {
        throw new Forbidden('This coalition has too many files that wait to be forgotten; try again tomorrow.');
      }
      return manager.save(
        manager.create(Upload, { id: newId(), coalitionId, personId, keyId, bytes: null, sha256: null }),
      );
    });
    try {
      const { bytes, sha256 } = await this.keep(actor, upload, source, most);
      return await this.database.work(actor, async (manager) => {
        await manager.update(Upload, { id: upload.id }, { bytes: String(bytes), sha256 });
        const subject = { coalitionId, subjectType: 'Upload', subjectId: upload.id } as const;
        await record(manager, actor, {
          ...subject,
          verb: 'uploadFile',
          after: { bytes, sha256: sha256.toString('hex') },
        });
        return manager.findOneByOrFail(Upload, { id: upload.id });
      });
    } catch (error) {
      await this.database.work(actor, (manager) => manager.delete(Upload, { id: upload.id })).catch(() => undefined);
      throw error;
    }
  }

  private async keep(actor: Actor, upload: Upload, source: AsyncIterable<Uint8Array>, most: number) {
    const hash = createHash('sha256');
    let [bytes, position, waiting] = [0, 0, 0];
    let parts: Uint8Array[] = [];
    const flush = async () => {
      const chunk = Buffer.concat(parts);
      [parts, waiting] = [[], 0];
      const values = [upload.id, ++position, upload.coalitionId, chunk];
      await this.database.work(actor, async (manager) => {
        // A megabyte takes longer than any query when the disk is busy.
        await manager.query(`SET LOCAL statement_timeout = '30s'`);
        await run(manager, insertChunk, values);
      });
    };
    for await (const part of source) {
      bytes += part.length;
      if (bytes > most) throw new TooLarge(most);
      hash.update(part);
      parts.push(part);
      waiting += part.length;
      if (waiting >= chunkSize) await flush();
    }
    if (waiting > 0) await flush();
    if (bytes === 0) throw InvalidInput.at('file', 'REQUIRED', 'This file is empty.');
    return { bytes, sha256: hash.digest() };
  }
}

/** More bytes than one file may have. */
export class TooLarge extends Error {
  constructor(most: number) {
    super(`A file has at most ${Math.floor(most / 1024 / 1024)} MB; send a longer one in parts.`);
  }
}
