import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  faultOf,
  Forbidden,
  InvalidState,
  isBackbone,
  isDatabaseAway,
  newId,
  NotFound,
  Queues,
  record,
  run,
  type Actor,
  type Attempt,
} from '@keelson/platform';
import { In } from 'typeorm';
import { Report } from './report.entity.js';
import { reproduceReportJob, type ReproduceReport } from './reproduce-report.job.js';
import { noWatermark, ReportReproducer } from './reproduce-report.js';
import { Reproduction } from './reproduction.entity.js';
import { requesterNow } from './requester.js';

/** Which reproductions are waited for? Columns: as the job's. Across coalitions, for the worker. */
const unfinished = `
SELECT id AS "reproductionId", coalition_id AS "coalitionId", request_id AS "requestId" FROM report_reproduction
WHERE state = 'REQUESTED' ORDER BY requested_at`;

/** Takes a reproduction that is still waited for, for the length of the transaction. $1 its id. */
const take = `SELECT 1 FROM report_reproduction WHERE id = $1::uuid AND state = 'REQUESTED' FOR UPDATE SKIP LOCKED`;

/** Has reports compiled once more, by the worker, to prove that the same comes of it. */
@Injectable()
export class ReproductionsService {
  private readonly log = new Logger('Reports');

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(ReportReproducer) private readonly reproducer: ReportReproducer,
  ) {}

  /** Asks for it; while an earlier request waits, that one is the answer. */
  async requestReproduction(actor: Actor, reportId: string): Promise<Report> {
    const { report, reproduction } = await this.database.work(actor, async (manager) => {
      const where = { id: reportId, coalitionId: In(coalitionIdsOf(actor)) };
      const report = await manager.findOne(Report, { where, lock: { mode: 'pessimistic_write' } });
      if (!report || !isBackbone(actor, report.coalitionId)) throw new NotFound('report', ['id']);
      if (report.state !== 'COMPILED' || !report.header?.basis) throw noWatermark(['id']);
      const { coalitionId } = report;
      const waiting = await manager.findOneBy(Reproduction, { reportId, coalitionId, state: 'REQUESTED' });
      if (waiting) return { report, reproduction: waiting };
      const reproduction = manager.create(Reproduction, {
        ...{ id: newId(), coalitionId, reportId, requestedById: actor.personId, requestedAt: new Date() },
        ...{ requestId: actor.requestId, state: 'REQUESTED' },
      });
      await manager.insert(Reproduction, reproduction);
      await record(manager, actor, {
        coalitionId,
        verb: 'reproduceReport',
        subjectType: 'Report',
        subjectId: reportId,
      });
      return { report, reproduction };
    });
    const { id: reproductionId, coalitionId } = reproduction;
    await this.queues.enqueue(reproduceReportJob, { reproductionId, coalitionId, requestId: actor.requestId });
    return report;
  }

  /** The newest first; none for those who are not backbone staff of a report's coalition. */
  async reproductionsOf(actor: Actor, reportIds: readonly string[]): Promise<Reproduction[]> {
    const coalitionIds = coalitionIdsOf(actor).filter((id) => isBackbone(actor, id));
    const where = { reportId: In([...reportIds]), coalitionId: In(coalitionIds) };
    return this.database.read(actor, (manager) => manager.find(Reproduction, { where, order: { id: 'DESC' } }));
  }

  /** Enqueues those whose job was lost. */
  async enqueueUnfinished(): Promise<boolean> {
    const jobs = await this.database.identify({}, (manager) => run<ReproduceReport>(manager, unfinished));
    return this.queues.enqueue(reproduceReportJob, ...jobs);
  }

  /** In the worker: compiles, as whoever asked is now, and keeps what came of it. Quietly nothing where it has ended. */
  async runReproduction({ reproductionId: id, coalitionId }: ReproduceReport, attempt: Attempt): Promise<void> {
    const { reproduction, actor } = await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      const reproduction = await manager.findOneBy(Reproduction, { id, coalitionId });
      if (!reproduction) throw new NotFound(`reproduction ${id} in coalition ${coalitionId}`);
      const { requestedById: personId, requestId } = reproduction;
      const request = { coalitionId, personId, keyId: null, requestId: requestId ?? `reproduce ${id}` };
      return { reproduction, actor: await requesterNow(manager, request) };
    });
    if (reproduction.state !== 'REQUESTED') return;
    try {
      const came = await this.reproducer.reproduceReport(actor, reproduction.reportId);
      await this.end(coalitionId, id, { state: 'DONE', ...came });
    } catch (error) {
      const failure = sentenceFor(error, attempt);
      if (failure) {
        const { message, ...fault } = faultOf(error, actor.requestId);
        this.log.error({ message: `Reproduction ${id} failed: ${message}`, ...fault });
        await this.end(coalitionId, id, { state: 'FAILED', failure });
      }
      throw error;
    }
  }

  /** Whoever asked may have no role left by which a unit of work would see it. */
  private async end(coalitionId: string, id: string, outcome: Partial<Reproduction>): Promise<void> {
    await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      if ((await run(manager, take, [id])).length === 0) return;
      await manager.update(Reproduction, { id }, { ...outcome, endedAt: new Date() });
    });
  }
}

function sentenceFor(error: unknown, attempt: Attempt): string | null {
  if (error instanceof Forbidden || error instanceof NotFound) {
    return 'Whoever asked for it may not have reports of this coalition compiled again any more.';
  }
  if (error instanceof InvalidState) return `It could not be compiled. ${error.message}`;
  if (isDatabaseAway(error) || !attempt.last) return null;
  return 'It could not be compiled, for a reason on our side. Ask again, and tell us if it stays.';
}
