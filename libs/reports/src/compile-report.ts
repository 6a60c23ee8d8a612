import { Inject, Injectable, Logger } from '@nestjs/common';
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
import { hasEnded, Report } from './report.entity.js';
import { canRequestReport } from './reports.policy.js';
import { requesterNow } from './requester.js';
import { headerFor } from './show-header.js';
import { endReport, markCompiling, nextInTurn, takeReport, takeTurn } from './take-report.sql.js';
import { Cancelled, CancelWatch } from './watch-cancelling.js';

/** Compiles reports, in the worker. Any number of workers may be told of the same report: one compiles it. */
@Injectable()
export class ReportCompiler {
  private readonly log = new Logger('Reports');

  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Compiles a report when it is its coalition's turn: before it, one of each coalition whose last turn is longer ago. So
   * an entry of the queue may compile several, and find its own one done. Whatever is wrong with another coalition's
   * report is for that one's own entry, which has its attempts.
   */
  async compileInTurn(job: CompileReport, attempt: Attempt): Promise<void> {
    const offered: string[] = [];
    for (let other; (other = await this.nextInTurn(job.coalitionId, offered));) {
      offered.push(other.reportId);
      try {
        await this.compileReport(other, { last: false });
      } catch (error) {
        const { message } = faultOf(error);
        const line = `Report ${other.reportId} was not compiled in its coalition's turn: ${message}`;
        this.log.warn({ message: line, requestId: other.requestId });
      }
    }
    await this.compileReport(job, attempt);
  }

  /**
   * Compiles a report once, from one snapshot of the data. Quietly does nothing when it is done or another worker has
   * it. When it can never be compiled the report says why; what nobody foresaw counts as that after the last attempt,
   * unless the database was away.
   *
   * The worker has whoever asked for it before it as the actor, with the roles of this moment in this coalition: who may
   * not request reports here any more gets none compiled. A revoked API key does not count, as long as its person may.
   */
  async compileReport({ reportId, coalitionId }: CompileReport, attempt: Attempt): Promise<void> {
    const { report, actor, cancelled } = await this.database.identify(
      { coalitionIds: [coalitionId] },
      async (manager) => {
        const report = await manager.findOneBy(Report, { id: reportId, coalitionId });
        if (!report) throw new NotFound(`report ${reportId} in coalition ${coalitionId}`);
        const { requestedById: personId, requestedByKeyId: keyId, requestId } = report;
        const progress = await manager.findOneBy(ReportProgress, { reportId, coalitionId });
        const request = { coalitionId, personId, keyId, requestId: requestId ?? `compile ${reportId}` };
        const actor = await requesterNow(manager, request);
        return { report, actor, cancelled: !!progress?.cancelledAt };
      },
    );
    if (hasEnded(report)) return;
    try {
      if (cancelled) throw new Cancelled();
      if (!canRequestReport(actor, coalitionId)) {
        const message = 'Whoever asked for it may not request reports of this coalition any more.';
        throw new InvalidState('report.notAllowed', message);
      }
      await this.database.work(actor, async (manager) => {
        await run(manager, markCompiling, [reportId]);
        await run(manager, takeTurn, [coalitionId]);
      });
      await this.database.work(actor, (manager) => this.compile(manager, actor, report), 'REPEATABLE READ');
    } catch (error) {
      if (error instanceof Cancelled) return this.end(actor, report, 'CANCELLED', null);
      const failure = sentenceFor(error, attempt);
      if (failure) await this.fail(actor, report, failure, error);
      throw overtaken(error) ? new Conflict('report.taken', 'Another worker has just finished this report.') : error;
    }
  }

  private async compile(manager: EntityManager, actor: Actor, report: Report): Promise<void> {
    if ((await run(manager, takeReport, [report.id])).length === 0) return;
    const watch = await CancelWatch.start(this.database, manager, report);
    try {
      await this.compileTaken(manager, actor, report, watch);
      await watch.requireWanted();
    } catch (error) {
      throw watch.cancelled ? new Cancelled() : error;
    } finally {
      await watch.end();
    }
  }

  private async compileTaken(manager: EntityManager, actor: Actor, report: Report, watch: CancelWatch): Promise<void> {
    // When this process is killed, its statement and with it the hold on the report end soon too.
    await manager.query(`SET LOCAL client_connection_check_interval = '1s'`);
    const { id, coalitionId } = report;
    const header = await compileContent(manager, report, {
      watermark: await watermarkOf(manager),
      tell: async (done, total) => {
        await this.tellProgress(actor, id, done, total);
        await watch.requireWanted();
      },
    });
    await keepSystem(manager, report, header.basis!.policies.figuresFrom);
    const compiledAt = new Date();
    await manager.update(Report, { id }, { state: 'COMPILED', compiledAt, header: header as never });
    const whole = await headerFor(manager, id, header, null);
    const sha256 = await hashContent(manager, Object.assign(report, { compiledAt }), whole, null);
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
    const { id } = report;
    const { message, ...fault } = faultOf(error, actor.requestId);
    this.log.error({ message: `Report ${id} failed: ${message}`, ...fault });
    await this.end(actor, report, 'FAILED', failure);
  }

  private async end(
    actor: Actor,
    { coalitionId, id }: Report,
    state: 'FAILED' | 'CANCELLED',
    failure: string | null,
  ): Promise<void> {
    const verb = state === 'FAILED' ? 'failReport' : 'stopReport';
    // The actor may have no role left by which a unit of work would see the report.
    await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      if ((await run(manager, endReport, [id, state, failure])).length === 0) return;
      await record(manager, actor, { coalitionId, verb, subjectType: 'Report', subjectId: id, reason: failure });
    });
  }

  private async nextInTurn(coalitionId: string, offered: string[]): Promise<CompileReport | undefined> {
    const found = await this.database.identify({}, (manager) =>
      run<CompileReport>(manager, nextInTurn, [coalitionId, offered]),
    );
    return found[0];
  }
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
