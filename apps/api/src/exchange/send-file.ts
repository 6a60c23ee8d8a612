import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { writeRefusalsCsv, type BulkOperationsService } from '@keelson/exchange';
import { encodeId, type Actor } from '@keelson/platform';

/** A CSV as an attachment, never as a page of this address; portion by portion. */
export async function sendCsv(reply: FastifyReply, name: string, parts: AsyncIterable<string>): Promise<void> {
  void reply
    .header('content-type', 'text/csv; charset=utf-8')
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
  await sendCsv(reply, `refused-${encodeId('BulkOperation', id)}.csv`, writeRefusalsCsv(refusals));
}
