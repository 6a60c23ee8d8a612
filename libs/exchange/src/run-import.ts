import { Inject, Injectable, Logger } from '@nestjs/common';
import { RoleGrant } from '@keelson/coalitions';
import {
  Conflict,
  Database,
  faultOf,
  InvalidState,
  isDatabaseAway,
  NotFound,
  record,
  run,
  type Actor,
  type Attempt,
} from '@keelson/platform';
import { importMeasurements } from '@keelson/submissions';
import type { EntityManager } from 'typeorm';
import { BulkOperation, hasEnded } from './bulk-operation.entity.js';
import { endOperation, keepRefusals, markRunning, takeOperation } from './bulk-operations.sql.js';
import { canImport } from './exchange.policy.js';
import { findDhis2Reading } from './dhis2-codes.sql.js';
import { importFormats } from './file-formats.js';
import type { Headings } from './file-row.js';
import type { RunImport } from './import-measurements.job.js';
import { ImportProgress, Cancelled } from './tell-progress.js';
import { readUpload } from './read-upload.js';
import { headingsOfFields, sharesOfImport } from './shares-of-import.js';
import { Upload } from './upload.entity.js';

/** Runs imports, in the worker. Any number of workers may be told of the same one: one runs it. */
@Injectable()
export class ImportRunner {
  private readonly log = new Logger('Imports');

  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Runs an import once: what it writes and that it has ended are one transaction, so a worker that is killed leaves
   * nothing and the next one starts anew. The worker has whoever asked for it before it as the actor, with the roles of
   * this moment in this coalition. When it can never be run the operation says why; what nobody foresaw counts as that
   * after the last attempt, unless the database was away.
   */
  async runImport({ operationId, coalitionId }: RunImport, attempt: Attempt): Promise<void> {
    const { operation, actor } = await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      const operation = await manager.findOneBy(BulkOperation, { id: operationId, coalitionId });
      if (!operation) throw new NotFound(`bulk operation ${operationId} in coalition ${coalitionId}`);
      const { requestedById: personId } = operation;
      return { operation, actor: actorOf(operation, await manager.findBy(RoleGrant, { coalitionId, personId })) };
    });
    if (hasEnded(operation)) return;
    try {
      if (!canImport(actor, coalitionId)) {
        throw new InvalidState('import.notAllowed', 'Whoever asked for it may not submit in this coalition any more.');
      }
      await this.database.work(actor, (manager) => run(manager, markRunning, [operationId]));
      await this.database.work(actor, (manager) => this.import(manager, actor, operation));
    } catch (error) {
      if (error instanceof Cancelled) return this.end(actor, operation, 'CANCELLED', null);
      const failure = sentenceFor(error, attempt);
      if (failure) {
        const { message, ...fault } = faultOf(error, actor.requestId);
        this.log.error({ message: `Import ${operation.id} failed: ${message}`, ...fault });
        await this.end(actor, operation, 'FAILED', failure);
      }
      throw error;
    }
  }

  private async import(manager: EntityManager, actor: Actor, operation: BulkOperation): Promise<void> {
    const { id, coalitionId, uploadId, dryRun, partial, draft, reason } = operation;
    if ((await run(manager, takeOperation, [id])).length === 0) return;
    // When this process is killed, its statement and with it the hold on the operation end soon too. Between two
    // statements it asks whether somebody cancelled.
    await manager.query(`SET LOCAL client_connection_check_interval = '1s'; SET LOCAL statement_timeout = '10min'`);
    const upload = await manager.findOneBy(Upload, { id: uploadId, coalitionId });
    if (!upload?.bytes) throw new InvalidState('import.forgotten', 'Its file is not kept any more: send it again.');
    const progress = new ImportProgress(this.database, actor, operation.id, Number(upload.bytes));
    let headings: Headings = {};
    const file = progress.counting(readUpload(this.database, actor, upload));
    const { read, foreign } = importFormats[operation.format];
    const context = { coalitionId, dhis2: foreign ? await findDhis2Reading(manager, coalitionId) : {} };
    const onHeadings = (found: Headings) => (headings = found);
    const shares = sharesOfImport(read(file, context), { onHeadings, dropComments: foreign });
    const options = { coalitionId, dryRun, partial, draft, reason };
    const { kept, ...counts } = await importMeasurements(manager, actor, options, shares, (one) => progress.tell(one));
    await run(manager, keepRefusals, [id, coalitionId, JSON.stringify(headingsOfFields(headings)), foreign ?? false]);
    const state = kept ? 'COMPLETED' : 'REFUSED';
    await manager.update(BulkOperation, { id }, { state, ...counts, endedAt: new Date() });
    const change = { coalitionId, subjectType: 'BulkOperation', subjectId: id, reason } as const;
    await record(manager, actor, { ...change, verb: 'endImport', after: { state, dryRun, ...counts } });
    await progress.end();
  }

  private async end(
    actor: Actor,
    { id, coalitionId }: BulkOperation,
    state: 'FAILED' | 'CANCELLED',
    failure: string | null,
  ) {
    // The actor may have no role left by which a unit of work would see the operation.
    await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      if ((await run(manager, endOperation, [id, state, failure])).length === 0) return;
      const change = { coalitionId, subjectType: 'BulkOperation', subjectId: id } as const;
      await record(manager, actor, { ...change, verb: 'endImport', reason: failure, after: { state } });
    });
  }
}

/** Whoever asked, as they are now in the operation's coalition. */
function actorOf({ id, requestedById, requestedByKeyId, requestId }: BulkOperation, grants: RoleGrant[]): Actor {
  return {
    personId: requestedById,
    keyId: requestedByKeyId,
    administrator: false,
    scopes: ['SUBMIT'],
    roles: grants.map(({ coalitionId, role, organizationId }) => ({ coalitionId, role, organizationId })),
    requestId: requestId ?? `import ${id}`,
  };
}

function sentenceFor(error: unknown, attempt: Attempt): string | null {
  if (error instanceof InvalidState) return `It could not be imported. ${error.message}`;
  if (isDatabaseAway(error) || error instanceof Conflict || !attempt.last) return null;
  return 'It could not be imported, for a reason on our side. Ask for it again, and tell us if it stays.';
}
