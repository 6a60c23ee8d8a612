import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  InvalidState,
  isBackbone,
  NotFound,
  pageOf,
  Queues,
  record,
  run,
  type Actor,
  type Page,
  type PageArguments,
  type Snapshot,
} from '@keelson/platform';
import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { compileReportJob, type CompileReport } from './compile-report.job.js';
import { insertReport } from './insert-report.js';
import { publishedTo } from './publications.service.js';
import { standsPublished } from './publications.sql.js';
import { tellAgreements } from './report-agreements.js';
import { nextFigures } from './report-figures.sql.js';
import type { ReportFigure } from './report-figure.entity.js';
import type { ReportHeader } from './report-header.js';
import { ReportLogo } from './report-logo.entity.js';
import { ReportProgress } from './report-progress.entity.js';
import type { Audience } from './report-publication.entity.js';
import { hashFor, readerOf, readHashes } from './report-readers.js';
import { Report, type ReportState } from './report.entity.js';
import { audiencesOf, canOpenReport, canRequestReport, canSeeReport, canSeeReports } from './reports.policy.js';
import type { NewReport } from './request-report.js';
import { headerFor } from './show-header.js';
import { unfinishedReports } from './take-report.sql.js';

/** A report whose figures stand for good, as somebody sees it. */
export type CompiledReport = Report & {
  header: ReportHeader;
  compiledAt: Date;
  /** Of all that they see of it; null for reports of an older version. */
  sha256: string | null;
  /** The bytes of the picture on it. */
  logo: Uint8Array | null;
};

/** Figures are read in portions of this many, so that memory stays flat whatever the report holds. */
const portion = 2_000;

@Injectable()
export class ReportsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Queues) private readonly queues: Queues,
  ) {}

  /** Asks for a report. It stands from the moment of the answer, whether or not the queue can be reached. */
  async requestReport(actor: Actor, input: NewReport): Promise<Report> {
    const report = await this.database.work(actor, (manager) => insertReport(manager, actor, input));
    const { id: reportId, coalitionId } = report;
    await this.queues.enqueue(compileReportJob, { reportId, coalitionId, requestId: actor.requestId });
    return report;
  }

  /** Enqueues the reports whose job was lost; run every few seconds by every worker. Returns whether the queue answered. */
  async enqueueUnfinished(): Promise<boolean> {
    const jobs = await this.database.identify({}, (manager) => run<CompileReport>(manager, unfinishedReports));
    return this.queues.enqueue(compileReportJob, ...jobs);
  }

  async loadReports(actor: Actor, ids: readonly string[]): Promise<Report[]> {
    const where = { id: In([...ids]), coalitionId: In(coalitionIdsOf(actor)) };
    return this.database.read(actor, async (manager) => {
      const reports = await reportsIn(manager).where(where).getMany();
      const audiences = await publishedTo(manager, reports);
      return reports.filter((report) => canSeeReport(actor, report, audiences(report.id)));
    });
  }

  listReports(
    actor: Actor,
    coalitionId: string,
    filter: { states?: ReportState[] | null },
    page: PageArguments,
  ): Promise<Page<Report>> {
    if (!canSeeReports(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = reportsIn(manager).where({ coalitionId });
      if (!isBackbone(actor, coalitionId)) onlyVisible(builder, actor, coalitionId);
      return filter.states ? builder.andWhere({ state: In(filter.states) }) : builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'reports', by: ['id'], descending: true });
  }

  /** A report to be read: compiled, and the actor's to open. */
  async openReport(actor: Actor, id: string): Promise<CompiledReport> {
    const [report] = await this.loadReports(actor, [id]);
    if (!report) throw new NotFound('report');
    const standing = await this.database.read(actor, async (manager) => (await publishedTo(manager, [report]))(id));
    if (report.state === 'FAILED')
      throw new InvalidState('report.failed', report.failure ?? 'It could not be compiled.');
    if (report.state === 'CANCELLED') throw new InvalidState('report.cancelled', 'This report was cancelled.');
    if (!isCompiled(report)) throw new InvalidState('report.notCompiled', 'This report is not compiled yet.');
    if (!canOpenReport(actor, report.coalitionId, standing)) {
      const message = 'This report is compiled, but not published to you yet: ask backbone staff to publish it.';
      throw new InvalidState('report.notPublished', message);
    }
    return this.database.read(actor, async (manager) => {
      const reader = readerOf(actor, report, standing);
      const header = tellAgreements(await headerFor(manager, id, report.header, reader), reader);
      const sha256 = hashFor(await readHashes(manager, [id]), id, reader);
      return Object.assign(report, { header, sha256, logo: await readLogo(manager, report) });
    });
  }

  /** Opens a report to hand it out, and writes that down. `byLink`: without a credential. */
  downloadReport(actor: Actor, id: string, format: string, byLink = false): Promise<CompiledReport> {
    return this.openRecorded(actor, id, 'downloadReport', { format, byLink });
  }

  /** Opens a report to make a link to it, and writes that down: by the link others may have the file too. */
  signDownload(actor: Actor, id: string, format: string): Promise<CompiledReport> {
    return this.openRecorded(actor, id, 'signDownload', { format });
  }

  /** All figures of a report in the order of their positions, in portions. */
  async *figuresOf(actor: Actor, report: CompiledReport): AsyncGenerator<ReportFigure[]> {
    for (let position = 0; position < report.header.figures;) {
      const figures = await this.database.read(actor, async (manager) =>
        run<ReportFigure>(manager, nextFigures, [
          report.id,
          position,
          portion,
          await this.readerNow(manager, actor, report),
        ]),
      );
      const last = figures.at(-1);
      if (!last) throw new Error(`Report ${report.id} has no figure after position ${position}.`);
      position = last.position;
      yield figures;
    }
  }

  private async readerNow(manager: EntityManager, actor: Actor, report: Report): Promise<Audience[] | null> {
    return readerOf(actor, report, (await publishedTo(manager, [report]))(report.id));
  }

  private async openRecorded(actor: Actor, id: string, verb: string, after: Snapshot): Promise<CompiledReport> {
    const report = await this.openReport(actor, id);
    const change = { coalitionId: report.coalitionId, verb, subjectType: 'Report', subjectId: id, after } as const;
    await this.database.work(actor, (manager) => record(manager, actor, change));
    return report;
  }
}

function reportsIn(manager: EntityManager) {
  return manager
    .createQueryBuilder(Report, 'report')
    .leftJoinAndMapOne('report.progress', ReportProgress, 'progress', 'progress.reportId = report.id');
}

/** As `canSeeReport`, for a list. */
function onlyVisible(builder: SelectQueryBuilder<Report>, actor: Actor, coalitionId: string): void {
  const own = ['report.requestedById = :personId', ...(actor.keyId ? ['report.requestedByKeyId = :keyId'] : [])];
  const visible = [standsPublished, ...(canRequestReport(actor, coalitionId) ? [`(${own.join(' AND ')})`] : [])];
  const { personId, keyId } = actor;
  builder.andWhere(`(${visible.join(' OR ')})`, { audiences: audiencesOf(actor, coalitionId), personId, keyId });
}

async function readLogo(manager: EntityManager, { coalitionId, logoId: id }: Report): Promise<Uint8Array | null> {
  if (id === null) return null;
  const found = await manager.findOneOrFail(ReportLogo, { where: { id, coalitionId }, select: { bytes: true } });
  return found.bytes ?? null;
}

function isCompiled(report: Report): report is Omit<CompiledReport, 'sha256' | 'logo'> {
  return report.state === 'COMPILED' && report.header !== null && report.compiledAt !== null;
}
