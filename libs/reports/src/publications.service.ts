import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  isBackbone,
  NotFound,
  record,
  run,
  type Actor,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { publish, standing, withdraw } from './publications.sql.js';
import { ReportPublication, type Audience } from './report-publication.entity.js';
import { keepHashes } from './report-readers.js';
import { Report } from './report.entity.js';
import { audiencesOf, canPublishReport, canSeeReport } from './reports.policy.js';
import { headerFor } from './show-header.js';
import { isOvertaken, suppressReport } from './suppress-report.js';

const mostAttempts = 5;

/** Shows compiled reports to those who do not see them of themselves. */
@Injectable()
export class PublicationsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * What stands published to an audience already stays as it was published. What the audience does not see of it, as
   * small numbers of people, is decided now and for good.
   */
  async publishReport(actor: Actor, id: string, to: Audience[]): Promise<Report> {
    return this.workAgain(actor, async (manager) => {
      const report = await takeReport(manager, actor, id);
      const { coalitionId, state } = report;
      if (to.length === 0) throw InvalidInput.at('audiences', 'REQUIRED', 'Say to whom: COALITION, FUNDERS or PUBLIC.');
      if (state !== 'COMPILED') {
        const message = `This report is ${state}: only a COMPILED one is published.`;
        throw new InvalidState('report.notCompiled', message, 'INVALID_STATE', ['id']);
      }
      const fresh = await run<{ audience: Audience }>(manager, publish, [coalitionId, id, to, actor.personId]);
      if (fresh.length === 0) return report;
      const audiences = fresh.map(({ audience }) => audience).sort();
      await suppressReport(manager, report, audiences);
      await keepHashes(manager, report, (await publishedTo(manager, [report]))(id), audiences);
      const change = { coalitionId, verb: 'publishReport', subjectType: 'Report', subjectId: id } as const;
      const announce = { event: 'report.published', facts: { title: report.title, audiences } } as const;
      await record(manager, actor, { ...change, announce, after: { audiences } });
      await tellRestatement(manager, actor, report, audiences);
      return report;
    });
  }

  /** By one snapshot, and again by a new one when somebody else told the audience something meanwhile. */
  private async workAgain<T>(actor: Actor, verb: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.work(actor, verb, 'REPEATABLE READ');
      } catch (error) {
        if (!isOvertaken(error) || attempt === mostAttempts) throw error;
      }
    }
  }

  /** Ends all publications of a report; whoever has downloaded it has it. */
  async withdrawReport(actor: Actor, id: string, reason: string): Promise<Report> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the report is withdrawn.');
    return this.database.work(actor, async (manager) => {
      const report = await takeReport(manager, actor, id);
      const { coalitionId } = report;
      const ended = await run<{ audience: Audience }>(manager, withdraw, [coalitionId, id, actor.personId, reason]);
      if (ended.length === 0) {
        const message = 'This report is published to nobody.';
        throw new InvalidState('report.notPublished', message, 'INVALID_STATE', ['id']);
      }
      const before = { audiences: ended.map(({ audience }) => audience).sort() };
      const change = { coalitionId, verb: 'withdrawReport', subjectType: 'Report', subjectId: id } as const;
      const announce = { event: 'report.withdrawn', facts: before } as const;
      await record(manager, actor, { ...change, announce, reason, before, after: { audiences: [] } });
      return report;
    });
  }

  /** The publications of reports, the first one first: all for backbone staff, for others those that stand for them. */
  async publicationsOf(actor: Actor, reportIds: readonly string[]): Promise<ReportPublication[]> {
    const where = { reportId: In([...reportIds]), coalitionId: In(coalitionIdsOf(actor)) };
    const found = await this.database.read(actor, (manager) =>
      manager.find(ReportPublication, { where, order: { id: 'ASC' } }),
    );
    return found.filter(({ coalitionId, audience, withdrawnAt }) => {
      return isBackbone(actor, coalitionId) || (!withdrawnAt && audiencesOf(actor, coalitionId).includes(audience));
    });
  }
}

/** To which audiences each of these reports stands published. */
export async function publishedTo(
  manager: EntityManager,
  reports: readonly Pick<Report, 'id' | 'coalitionId'>[],
): Promise<(reportId: string) => Audience[]> {
  if (reports.length === 0) return () => [];
  const coalitionIds = [...new Set(reports.map(({ coalitionId }) => coalitionId))];
  const values = [coalitionIds, reports.map(({ id }) => id)];
  const rows = await run<{ reportId: string; audiences: Audience[] }>(manager, standing, values);
  const byReport = new Map(rows.map(({ reportId, audiences }) => [reportId, audiences]));
  return (reportId) => byReport.get(reportId) ?? [];
}

/** Says that a report's numbers changed, to those who are shown a change by the one that is published to them now. */
async function tellRestatement(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId, header, restatesId }: Report,
  audiences: readonly Audience[],
): Promise<void> {
  if (!header || restatesId === null) return;
  const told: Audience[] = [];
  for (const audience of audiences) {
    const { restatement } = await headerFor(manager, id, header, [audience]);
    if (restatement?.changes.length) told.push(audience);
  }
  if (told.length === 0) return;
  const { title } = await manager.findOneByOrFail(Report, { id: restatesId, coalitionId });
  const announce = { event: 'report.restated', facts: { title, audiences: told, byReportId: id } } as const;
  const subject = { subjectType: 'Report', subjectId: restatesId } as const;
  await record(manager, actor, {
    ...{ coalitionId, verb: 'restateReport', ...subject, announce },
    after: { audiences: told, byReport: id },
  });
}

async function takeReport(manager: EntityManager, actor: Actor, id: string): Promise<Report> {
  const report = await manager.findOneBy(Report, { id, coalitionId: In(coalitionIdsOf(actor)) });
  const audiencesOfReport = report ? (await publishedTo(manager, [report]))(id) : [];
  if (!report || !canSeeReport(actor, report, audiencesOfReport)) throw new NotFound('report', ['id']);
  if (!canPublishReport(actor, report.coalitionId)) throw new Forbidden('Backbone staff publish and withdraw reports.');
  return report;
}
