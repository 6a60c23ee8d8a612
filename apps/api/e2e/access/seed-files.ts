import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { dataOf, type Ask } from '../scenario.js';
import { tellerOf, type Tenant } from './tenant.scenario.js';

/** A file of the tenant's words, as one of its people sends it. */
export async function uploadMarked(ask: Ask, { coalitionId, mark }: Tenant): Promise<{ Upload: string }> {
  const file = `organization,measure,period,value\n${mark.text}-a,${mark.text}-nothing,2024-01,${mark.number}\n`;
  const answer = await ask.upload(`/coalitions/${coalitionId}/uploads`, file);
  const { id } = (await answer.json()) as { id?: string };
  if (!id) throw new Error(`The upload answered ${answer.status}.`);
  return { Upload: id };
}

/** A partner's file, and its import, of which a row was refused. A worker must run. */
export async function seedFiles(tenant: Tenant): Promise<{ Upload: string; BulkOperation: string }> {
  const { partner, coalitionId, mark } = tenant;
  const { Upload: uploadId } = await uploadMarked(partner, tenant);
  const input = { coalitionId, uploadId, format: 'CSV', idempotencyKey: randomUUID(), reason: `${mark.text} reason` };
  const { operation } = await tellerOf(partner).tell('importMeasurements', 'operation { id }', input);
  const id = operation!.id;
  const query = 'query($id: ID!) { bulkOperation(id: $id) { state } }';
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(50)) {
    const { state } = dataOf(await partner<{ bulkOperation: { state: string } }>(query, { id })).bulkOperation;
    if (state === 'REFUSED') return { Upload: uploadId, BulkOperation: id };
  }
  throw new Error('The file was not imported within 30 s: is a worker running?');
}
