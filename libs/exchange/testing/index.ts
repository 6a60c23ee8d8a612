export * from './file-rows.js';
export * from './zip.js';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Actor } from '@keelson/platform';
import { openRooms, type TestRoom } from '@keelson/platform/testing';
import { exportMeasurements } from '@keelson/submissions';
import { Database } from '@keelson/platform';
import {
  BulkOperationsService,
  ExchangeModule,
  exportFormats,
  ImportRunner,
  UploadsService,
  type BulkOperation,
  type ExportFormat,
  type NewImport,
  type Refusal,
} from '../src/index.js';
import { buildDimensions, buildMeasure } from '@keelson/submissions/testing';
import { QueuesOfTest } from './queues.js';

const exchangeRoom = [QueuesOfTest, ExchangeModule];

export function openExchangeRoom(): Promise<TestRoom> {
  return openRooms(exchangeRoom, exchangeRoom);
}

const megabyte = 1024 * 1024;

export async function upload(room: TestRoom, actor: Actor, coalitionId: string, file: string | Uint8Array) {
  const chunks = Readable.from([typeof file === 'string' ? Buffer.from(file) : file]);
  return room.get(UploadsService).receiveUpload(actor, coalitionId, chunks, 200 * megabyte);
}

export interface Imported {
  operation: BulkOperation;
  refusals: Refusal[];
}

/** Sends a file and has the worker import it, as it would be told to. */
export async function importFile(
  room: TestRoom,
  actor: Actor,
  coalitionId: string,
  file: string | Uint8Array,
  options: Partial<NewImport> = {},
): Promise<Imported> {
  const { id: uploadId } = await upload(room, actor, coalitionId, file);
  const input = { coalitionId, uploadId, format: 'CSV', idempotencyKey: randomUUID(), ...options } as const;
  const { operation } = await room.get(BulkOperationsService).importMeasurements(actor, input);
  await room.getOfWorker(ImportRunner).runImport({ operationId: operation.id, coalitionId }, { last: true });
  return endOf(room, actor, operation.id);
}

export async function endOf(room: TestRoom, actor: Actor, id: string): Promise<Imported> {
  const [operation] = await room.get(BulkOperationsService).loadOperations(actor, [id]);
  if (!operation) throw new Error(`No bulk operation ${id}.`);
  const refusals: Refusal[] = [];
  for await (const portion of await room.get(BulkOperationsService).exportRefusals(actor, id))
    refusals.push(...portion);
  return { operation, refusals };
}

export async function exportFile(
  room: TestRoom,
  actor: Actor,
  coalitionId: string,
  format: ExportFormat = 'csv',
): Promise<Buffer> {
  const cells = await exportMeasurements(room.get(Database), actor, coalitionId, format);
  const parts: Uint8Array[] = [];
  for await (const part of exportFormats[format].write(cells)) parts.push(Buffer.from(part as string));
  return Buffer.concat(parts);
}

export function countsOf({ created, changed, unchanged, refused }: BulkOperation) {
  return { created, changed, unchanged, refused };
}

/** Partners a, b and, from 2030 on, late; deaths by sex and band, an amount, a rate and a retired measure, by month. */
export async function buildReporting(room: TestRoom): Promise<BuiltCoalition> {
  const made = await buildCoalition(room, [
    { code: 'a', name: 'A' },
    { code: 'b', name: 'B' },
    { code: 'late', name: 'Late', from: '2030-01-01' },
  ]);
  await buildDimensions(room, made, { sex: ['f', 'm'], band: ['young', 'old'], status: ['in', 'out'] });
  const breakdowns = [
    { dimensionCodes: ['band'], additive: true },
    { dimensionCodes: ['band', 'sex'], additive: true },
    { dimensionCodes: ['status'], additive: true },
  ];
  await buildMeasure(room, made, { code: 'deaths', breakdowns });
  await buildMeasure(room, made, { code: 'cost', numberKind: 'AMOUNT' });
  await buildMeasure(room, made, { code: 'rate', numberKind: 'RATIO', factor: 100 });
  return made;
}

/** Of files of that coalition. */
export const header = 'organization,measure,period,sex,band,value,numerator,denominator,status,reason\n';
