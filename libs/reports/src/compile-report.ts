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
import type { EntityManager } from 'typeorm';
import { compileContent, keepSystem } from './compile-content.js';
import type { CompileReport } from './compile-report.job.js';
import { watermarkOf } from './report-basis.js';
import { hashContent } from './report-content.js';
import { keepHash } from './report-hashes.sql.js';
import { ReportProgress } from './report-progress.entity.js';
import { Report } from './report.entity.js';
import { canRequestReport } from './reports.policy.js';
import { markCompiling, markFailed, takeReport } from './take-report.sql.js';

/** Compiles reports, in the worker. Any number of workers may be told of the same report: one compiles it. */
@Injectable()
export class ReportCompiler {
  private readonly log = new Logger('Reports');

  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Compiles a report once, from one snapshot of the data. Quietly does nothing when it is done or another worker has
   * it. When it can never be compiled the report says why; what nobody foresaw counts as that after the last attempt,
   * unless the database was away.
   *
   * The worker has whoever asked for it before it as the actor, with the roles of this moment in this coalition: who may
   * not request reports here any more gets none compiled. A revoked API key does not count, as long as its person may.
   */
  async compileReport({ reportId, coalitionId }: CompileReport, attempt: Attempt): Promise<void> {
    const { report, actor } = await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      const report = await manager.findOneBy(Report, { id: reportId, coalitionId });
      if (!report) throw new NotFound(`report ${reportId} in coalition ${coalitionId}`);
      const { requestedById: personId } = report;
      return { report, actor: actorOf(report, await manager.findBy(RoleGrant, { coalitionId, personId })) };
    });
    if (report.state === 'COMPILED' || report.state === 'FAILED') return;
    try {
      if (!canRequestReport(actor, coalitionId)) {
        const message = 'Whoever asked for it may not request reports of this coalition any more.';
        throw new InvalidState('report.notAllowed', message);
      }
      await this.database.work(actor, (manager) => run(manager, markCompiling, [reportId]));
      await this.database.work(actor, (manager) => this.compile(manager, actor, report), 'REPEATABLE READ');
    } catch (error) {
      const failure = sentenceFor(error, attempt);
      if (failure) await this.fail(actor, report, failure, error);
      throw overtaken(error) ? new Conflict('report.taken', 'Another worker has just finished this report.') : error;
    }
  }

  private async compile(manager: EntityManager, actor: Actor, report: Report): Promise<void> {
    if ((await run(manager, takeReport, [report.id])).length === 0) return;
    // When this process is killed, its statement and with it the hold on the report end soon too.
    await manager.query(`SET LOCAL client_connection_check_interval = '1s'`);
    const { id, coalitionId } = report;
    const header = await compileContent(manager, report, {
      watermark: await watermarkOf(manager),
      tell: (done, total) => this.tellProgress(actor, id, done, total),
    });
    await keepSystem(manager, report, header.basis!.policies.figuresFrom);
    const compiledAt = new Date();
    await manager.update(Report, { id }, { state: 'COMPILED', compiledAt, header: header as never });
    const sha256 = await hashContent(manager, Object.assign(report, { compiledAt }), header, null);
    await run(manager, keepHash, [coalitionId, id, null, sha256]);
    const subject = { coalitionId, verb: 'compileReport', subjectType: 'Report', subjectId: id } as const;
    await record(manager, actor, { ...subject, after: { figures: header.figures, sha256 } });
  }

  /** Outside the compiling transaction, so that others see it; nobody's report fails because of it. */
  private async tellProgress(actor: Actor, reportId: string, done: number, total: number): Promise<void> {
    try {
      await this.database.work(actor, (manager) => manager.update(ReportProgress, { reportId }, { done, total }));
    } catch (error) {
      const { message } = faultOf(error);
      this.log.warn({
        message: `The progress of report ${reportId} was not told: ${message}`,
        requestId: actor.requestId,
      });
    }
  }

  private async fail(actor: Actor, report: Report, failure: string, error: unknown): Promise<void> {
    const { coalitionId, id } = report;
    const { message, ...fault } = faultOf(error, actor.requestId);
    this.log.error({ message: `Report ${id} failed: ${message}`, ...fault });
    // The actor may have no role left by which a unit of work would see the report.
    await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      if ((await run(manager, markFailed, [id, failure])).length === 0) return;
      const change = { coalitionId, verb: 'failReport', subjectType: 'Report', subjectId: id } as const;
      await record(manager, actor, { ...change, reason: failure });
    });
  }
}

/** Whoever asked, as they are now in the report's coalition. */
function actorOf({ id, requestedById, requestedByKeyId, requestId }: Report, grants: RoleGrant[]): Actor {
  return {
    personId: requestedById,
    keyId: requestedByKeyId,
    administrator: false,
    scopes: ['REPORT'],
    roles: grants.map(({ coalitionId, role, organizationId }) => ({ coalitionId, role, organizationId })),
    requestId: requestId ?? `compile ${id}`,
  };
}

function sentenceFor(error: unknown, attempt: Attempt): string | null {
  if (error instanceof InvalidState) return `It could not be compiled. ${error.message}`;
  if (isDatabaseAway(error) || overtaken(error) || !attempt.last) return null;
  return 'It could not be compiled, for a reason on our side. Request it again, and tell us if it stays.';
}

/** PostgreSQL's 40001: the report was finished by another worker between our snapshot and our hold on it. */
function overtaken(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === '40001';
}
