import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  coalitionIdsOf,
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  isBackbone,
  isIn,
  newId,
  NotFound,
  once,
  pageOf,
  Queues,
  record,
  run,
  type Actor,
  type Page,
  type PageArguments,
  type Snapshot,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { BulkOperation, hasEnded, type BulkState } from './bulk-operation.entity.js';
import { askToEnd, endOperation, firstRefusals, nextRefusals, unfinishedOperations } from './bulk-operations.sql.js';
import { BulkProgress } from './bulk-progress.entity.js';
import { canImport, canSeeOperation, canUseUpload } from './exchange.policy.js';
import { fileFormats, type FileFormat } from './file-formats.js';
import { importMeasurementsJob, type RunImport } from './import-measurements.job.js';
import { Upload } from './upload.entity.js';

export interface NewImport {
  coalitionId: string;
  uploadId: string;
  format: FileFormat;
  idempotencyKey: string;
  /** Says what would happen, and changes nothing. */
  dryRun?: boolean | null;
  /** Writes what is right and refuses the rest, instead of all or nothing. */
  partial?: boolean | null;
  /** Keeps the submissions as DRAFT. */
  draft?: boolean | null;
  /** Why these values come; it stands in the history. With it, backbone staff may import after the window closed. */
  reason?: string | null;
}

/** One thing to correct in a file. */
export interface Refusal {
  position: number;
  /** Null: the whole file. */
  row: number | null;
  /** Null: the whole row. */
  column: string | null;
  code: string;
  message: string;
}

const portion = 5_000;

@Injectable()
export class BulkOperationsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Queues) private readonly queues: Queues,
  ) {}

  /** Asks for an import. It stands from the moment of the answer; the same key with the same content returns the first. */
  async importMeasurements(actor: Actor, input: NewImport): Promise<{ operation: BulkOperation; replayed: boolean }> {
    requireSound(input);
    const { operation, replayed } = await this.database.work(actor, async (manager) => {
      const { id: coalitionId } = await findCoalition(manager, actor, input.coalitionId);
      if (!canImport(actor, coalitionId)) throw new Forbidden('You submit for no organization here.');
      const upload = await manager.findOneBy(Upload, { id: input.uploadId, coalitionId });
      if (!upload || !canUseUpload(actor, upload)) throw new NotFound('upload', ['uploadId']);
      if (!upload.sha256) {
        throw new InvalidState(
          'upload.incomplete',
          'This file has not come to its end: send it again.',
          'INVALID_STATE',
          ['uploadId'],
        );
      }
      const { idempotencyKey, uploadId: _, ...rest } = input;
      // By what it holds: who sends the same file again after a lost answer asks for the same import.
      const content = { ...rest, importMeasurements: upload.sha256.toString('hex') };
      const { answer, replayed } = await once(manager, actor, idempotencyKey, content, () =>
        this.make(manager, actor, input),
      );
      return { operation: await findOperation(manager, actor, answer.operationId), replayed };
    });
    const { id: operationId, coalitionId } = operation;
    if (!replayed) {
      await this.queues.enqueue(importMeasurementsJob, { operationId, coalitionId, requestId: actor.requestId });
    }
    return { operation, replayed };
  }

  /** Ends an import that has not ended: at once, or within a moment where a worker is at it. Nothing of it stays. */
  async cancelBulkOperation(actor: Actor, id: string): Promise<BulkOperation> {
    return this.database.work(actor, async (manager) => {
      const operation = await findOperation(manager, actor, id);
      if (hasEnded(operation)) {
        throw new InvalidState(
          'bulkOperation.ended',
          `This operation is ${operation.state} already.`,
          'INVALID_STATE',
          ['id'],
        );
      }
      await run(manager, askToEnd, [id]);
      const [ended] = await run(manager, endOperation, [id, 'CANCELLED', null]);
      const { coalitionId, state } = operation;
      await record(manager, actor, {
        coalitionId,
        verb: 'cancelBulkOperation',
        subjectType: 'BulkOperation',
        subjectId: id,
        before: { state },
        after: { state: ended ? 'CANCELLED' : state },
      });
      return findOperation(manager, actor, id);
    });
  }

  async loadOperations(actor: Actor, ids: readonly string[]): Promise<BulkOperation[]> {
    const where = { id: In([...ids]), coalitionId: In(coalitionIdsOf(actor)) };
    const found = await this.database.read(actor, (manager) => operationsIn(manager).where(where).getMany());
    return found.filter((operation) => canSeeOperation(actor, operation));
  }

  /** The latest first. */
  listOperations(
    actor: Actor,
    coalitionId: string,
    filter: { states?: BulkState[] | null },
    page: PageArguments,
  ): Promise<Page<BulkOperation>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!canImport(actor, coalitionId)) throw new Forbidden();
    const query = (manager: EntityManager) => {
      const builder = operationsIn(manager).where({ coalitionId });
      const { personId: requestedById, keyId: requestedByKeyId } = actor;
      if (!isBackbone(actor, coalitionId)) {
        builder.andWhere({ requestedById, ...(requestedByKeyId ? { requestedByKeyId } : {}) });
      }
      return filter.states ? builder.andWhere({ state: In(filter.states) }) : builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'bulkOperations', by: ['id'], descending: true });
  }

  /** The first refusals of operations, as far as the actor may see them. */
  async firstRefusals(
    actor: Actor,
    ids: readonly string[],
    most: number,
  ): Promise<(Refusal & { operationId: string })[]> {
    const visible = (await this.loadOperations(actor, ids)).filter(hasEnded).map(({ id }) => id);
    return this.database.read(actor, (manager) => run(manager, firstRefusals, [visible, most]));
  }

  /** All refusals of an operation in the file's order, to hand them out; that is written down. */
  async exportRefusals(actor: Actor, id: string, byLink = false): Promise<AsyncGenerator<Refusal[]>> {
    return this.portionsOf(actor, await this.findRecorded(actor, id, 'exportRefusals', { byLink }));
  }

  /** For a link to all refusals: by it others may have them too, which is written down. */
  signRefusals(actor: Actor, id: string): Promise<BulkOperation> {
    return this.findRecorded(actor, id, 'signRefusals', {});
  }

  /** Enqueues the imports whose job was lost; run every few seconds by every worker. Returns whether the queue answered. */
  async enqueueUnfinished(): Promise<boolean> {
    const jobs = await this.database.identify({}, (manager) => run<RunImport>(manager, unfinishedOperations));
    return this.queues.enqueue(importMeasurementsJob, ...jobs);
  }

  private findRecorded(actor: Actor, id: string, verb: string, after: Snapshot): Promise<BulkOperation> {
    return this.database.work(actor, async (manager) => {
      const operation = await findOperation(manager, actor, id);
      const subject = { coalitionId: operation.coalitionId, subjectType: 'BulkOperation', subjectId: id } as const;
      await record(manager, actor, { ...subject, verb, after });
      return operation;
    });
  }

  private async *portionsOf(actor: Actor, { id }: BulkOperation): AsyncGenerator<Refusal[]> {
    for (let position = 0; ;) {
      const from = position;
      const refusals = await this.database.read(actor, (manager) =>
        run<Refusal>(manager, nextRefusals, [id, from, portion]),
      );
      const last = refusals.at(-1);
      if (!last) return;
      position = last.position;
      yield refusals;
    }
  }

  private async make(manager: EntityManager, actor: Actor, input: NewImport): Promise<{ operationId: string }> {
    const { coalitionId, uploadId, format } = input;
    const operationId = newId();
    const [dryRun, partial, draft] = [!!input.dryRun, !!input.partial, !!input.draft];
    const reason = input.reason?.trim() || null;
    await manager.insert(BulkOperation, {
      ...{ id: operationId, coalitionId, uploadId, format, dryRun, partial, draft, reason, state: 'REQUESTED' },
      ...{ requestedById: actor.personId, requestedByKeyId: actor.keyId, requestId: actor.requestId },
    });
    await manager.insert(BulkProgress, { operationId, coalitionId });
    const subject = { coalitionId, subjectType: 'BulkOperation', subjectId: operationId, reason } as const;
    await record(manager, actor, {
      ...subject,
      verb: 'importMeasurements',
      after: { upload: uploadId, format, dryRun, partial, draft },
    });
    return { operationId };
  }
}

function requireSound({ idempotencyKey, reason, format }: NewImport): void {
  if (idempotencyKey.length < 8 || idempotencyKey.length > 200) {
    const message = 'An idempotency key has 8 to 200 characters; a UUID is a good one.';
    throw InvalidInput.at('idempotencyKey', 'INVALID', message);
  }
  if ((reason?.length ?? 0) > 2000) throw InvalidInput.at('reason', 'TOO_LONG', 'Say why in at most 2,000 characters.');
  if (!fileFormats.includes(format))
    throw InvalidInput.at('format', 'INVALID', `A file is one of ${fileFormats.join(', ')}.`);
}

function operationsIn(manager: EntityManager) {
  return manager
    .createQueryBuilder(BulkOperation, 'operation')
    .leftJoinAndMapOne('operation.progress', BulkProgress, 'progress', 'progress.operationId = operation.id');
}

async function findOperation(manager: EntityManager, actor: Actor, id: string): Promise<BulkOperation> {
  const operation = await operationsIn(manager)
    .where({ id, coalitionId: In(coalitionIdsOf(actor)) })
    .getOne();
  if (!operation || !canSeeOperation(actor, operation)) throw new NotFound('bulk operation', ['id']);
  return operation;
}
