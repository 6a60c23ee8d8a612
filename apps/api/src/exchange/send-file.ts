import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { exportFormats, writeRefusalsCsv, type BulkOperationsService } from '@keelson/exchange';
import { encodeId, type Actor } from '@keelson/platform';

/** A file as an attachment, never as a page of this address; portion by portion. */
export async function sendFile(
  reply: FastifyReply,
  { name, type }: { name: string; type: string },
  parts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<void> {
  void reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .send(Readable.from(parts, { objectMode: false }));
  await reply;
}

export async function sendRefusals(
  operations: BulkOperationsService,
  actor: Actor,
  id: string,
  reply: FastifyReply,
  byLink = false,
): Promise<void> {
  const refusals = await operations.exportRefusals(actor, id, byLink);
  const name = `refused-${encodeId('BulkOperation', id)}.csv`;
  await sendFile(reply, { name, type: exportFormats.csv.type }, writeRefusalsCsv(refusals));
}
