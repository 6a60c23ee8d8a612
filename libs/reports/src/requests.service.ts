import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  NotFound,
  Queues,
  record,
  run,
  type Actor,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { compileReportJob } from './compile-report.job.js';
import { publishedTo } from './publications.service.js';
import { ReportProgress } from './report-progress.entity.js';
import { hasEnded, Report } from './report.entity.js';
import { canRequestReport, canSeeReport, canSteerReport } from './reports.policy.js';
import { askToEnd, endReport } from './take-report.sql.js';

/** What becomes of a request for a report after it was made. */
@Injectable()
export class RequestsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Queues) private readonly queues: Queues,
  ) {}

  /** Ends a report that is not compiled: at once, or within a moment where a worker is at it. Nothing of it stays. */
  cancelReport(actor: Actor, id: string, reason: string | null = null): Promise<Report> {
    if ((reason?.length ?? 0) > 2000) {
      throw InvalidInput.at('reason', 'TOO_LONG', 'Say why in at most 2,000 characters.');
    }
    return this.database.work(actor, async (manager) => {
      const report = await findVisible(manager, actor, id);
      const { coalitionId, state } = report;
      if (hasEnded(report)) {
        throw new InvalidState('report.ended', `This report is ${state} already.`, 'INVALID_STATE', ['id']);
      }
      requireOwn(actor, report);
      await run(manager, askToEnd, [id]);
      const [ended] = await run(manager, endReport, [id, 'CANCELLED', null]);
      await record(manager, actor, {
        ...{ coalitionId, verb: 'cancelReport', subjectType: 'Report', subjectId: id },
        ...{ before: { state }, after: { state: ended ? 'CANCELLED' : state }, reason: reason?.trim() || null },
      });
      return findVisible(manager, actor, id);
    });
  }

  /** Asks for a FAILED report again. Why it failed stays in the history. Who may have it is still decided by who asked first. */
  async retryReport(actor: Actor, id: string): Promise<Report> {
    const report = await this.database.work(actor, async (manager) => {
      const report = await findVisible(manager, actor, id, true);
      const { coalitionId, state, failure } = report;
      if (state !== 'FAILED') {
        const message = `This report is ${state}: only a FAILED one is tried again.`;
        throw new InvalidState('report.notFailed', message, 'INVALID_STATE', ['id']);
      }
      requireOwn(actor, report);
      await manager.update(Report, { id }, { state: 'REQUESTED', failure: null, requestId: actor.requestId });
      await manager.update(ReportProgress, { reportId: id }, { done: 0, cancelledAt: null });
      await record(manager, actor, {
        ...{ coalitionId, verb: 'retryReport', subjectType: 'Report', subjectId: id },
        ...{ before: { state, failure }, after: { state: 'REQUESTED', failure: null } },
      });
      return findVisible(manager, actor, id);
    });
    const { id: reportId, coalitionId } = report;
    await this.queues.enqueue(compileReportJob, { reportId, coalitionId, requestId: actor.requestId });
    return report;
  }
}

/** With its progress; `held` until the unit ends, so that two who ask at once are not both told yes. */
async function findVisible(manager: EntityManager, actor: Actor, id: string, held = false): Promise<Report> {
  const builder = manager.createQueryBuilder(Report, 'report');
  builder.where({ id, coalitionId: In(coalitionIdsOf(actor)) });
  const report = await (held ? builder.setLock('pessimistic_write') : builder).getOne();
  const seen = report && canSeeReport(actor, report, (await publishedTo(manager, [report]))(id));
  if (!seen) throw new NotFound('report', ['id']);
  if (!canRequestReport(actor, report.coalitionId)) throw new Forbidden('Backbone staff and funders request reports.');
  const progress = await manager.findOneBy(ReportProgress, { reportId: id, coalitionId: report.coalitionId });
  return Object.assign(report, progress ? { progress } : {});
}

function requireOwn(actor: Actor, report: Report): void {
  if (!canSteerReport(actor, report)) throw new Forbidden('It is for backbone staff and whoever asked for it.');
}
