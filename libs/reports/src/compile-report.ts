import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  chooseFiguresSql,
  loadMeasureRules,
  loadTerms,
  planNumbers,
  prepareFigures,
  throughMergers,
  type DisclosureTerms,
  type FigureParameters,
} from '@keelson/aggregation';
import { RoleGrant } from '@keelson/coalitions';
import { periodsBetween, formatPeriod, endOf, operandsOf } from '@keelson/measures';
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
import type { CompileReport } from './compile-report.job.js';
import { insertFigures } from './insert-figures.sql.js';
import { insertSystem } from './insert-system.sql.js';
import type { FrozenSection, NarrativeSection } from './narrative.js';
import { freezeAgreements } from './report-agreements.js';
import { reportCircumstances } from './report-circumstances.sql.js';
import type { ReportedMeasure, ReportHeader } from './report-header.js';
import { ReportProgress } from './report-progress.entity.js';
import { reportScope } from './report-scope.sql.js';
import { Report } from './report.entity.js';
import { canRequestReport } from './reports.policy.js';
import { markCompiling, markFailed, takeReport } from './take-report.sql.js';

/**
 * Steps that a waiting person sees; each is one statement over its share of the measures. A step reads all values, so
 * small reports have one: cut in five, 1 million values took 2.5 × as long as in one statement.
 */
const mostSteps = 5;
const cellsOfStep = 3_000_000;

type Scope = { dimensions: string[]; measures: (ReportedMeasure & { id: string })[]; cells: number };
type Circumstances = Pick<ReportHeader, 'coalition' | 'columns'> & {
  requested_by: string;
  organizations_expected: number;
};

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
    const header = await this.insertFigures(manager, actor, report);
    await manager.update(
      Report,
      { id: report.id },
      { state: 'COMPILED', compiledAt: new Date(), header: header as never },
    );
    await record(manager, actor, {
      coalitionId: report.coalitionId,
      verb: 'compileReport',
      subjectType: 'Report',
      subjectId: report.id,
      after: { figures: header.figures },
    });
  }

  private async insertFigures(manager: EntityManager, actor: Actor, report: Report): Promise<ReportHeader> {
    const { id, coalitionId, frequency } = report;
    const [scope] = await run<Scope>(manager, reportScope, [coalitionId, report.measureIds]);
    if (!scope?.measures.length) throw new InvalidState('report.empty', 'None of its measures exists any more.');
    const until = endOf({ frequency, start: report.lastPeriodStart });
    const periods = periodsBetween(frequency, report.firstPeriodStart, until);
    const starts = periods.map(({ start }) => start);
    const codes = periods.map(formatPeriod);
    const { figuresFrom } = await figureSourceOf(manager, coalitionId);
    const counts = new Map<string, number>();
    let inserted = 0;
    let intervals = 0;
    const steps = Math.min(mostSteps, Math.ceil(scope.cells / cellsOfStep));
    const size = Math.ceil(scope.measures.length / Math.max(1, steps));
    for (let done = 0; done < scope.measures.length; done += size) {
      await this.tellProgress(actor, id, done, scope.measures.length);
      const share = scope.measures.slice(done, done + size).map((measure) => measure.id);
      const asked: FigureParameters = [
        ...([coalitionId, share, frequency, report.firstPeriodStart, until] as const),
        ...([figuresFrom, report.breakdownKeys] as const),
      ];
      const text = insertFigures(await chooseFiguresSql(manager, asked));
      const rows = await run<{ code: string; figures: number; intervals: number }>(manager, text, [
        ...asked,
        ...[id, inserted, starts, codes, scope.dimensions],
      ]);
      for (const row of rows) {
        counts.set(row.code, row.figures);
        inserted += row.figures;
        intervals += row.intervals;
      }
    }
    const terms = await loadTerms(manager, coalitionId);
    await this.insertSystem(manager, report, until, { figuresFrom, ...terms });
    const [circumstances] = await run<Circumstances>(manager, reportCircumstances, [coalitionId, id]);
    if (!circumstances) throw new Error(`Report ${id} has no coalition.`);
    await this.tellProgress(actor, id, scope.measures.length, scope.measures.length);
    let first = 1;
    return {
      coalition: circumstances.coalition,
      requestedBy: circumstances.requested_by,
      periods: codes,
      columns: circumstances.columns,
      measures: scope.measures.map(({ id: _, ...measure }) => {
        const figures = counts.get(measure.code) ?? 0;
        first += figures;
        return { ...measure, first: first - figures, figures };
      }),
      organizationsExpected: circumstances.organizations_expected,
      figures: inserted,
      ...(intervals > 0 ? { intervals: true as const } : {}),
      ...(report.narrative.length > 0 ? { narrative: freezeNarrative(report.narrative, scope.measures) } : {}),
      ...(await freezeAgreements(manager, report, terms)),
    };
  }

  /** What small numbers of people are judged by when the report is published. */
  private async insertSystem(
    manager: EntityManager,
    report: Report,
    until: string,
    { figuresFrom, yearStartMonth }: DisclosureTerms & { figuresFrom: string },
  ): Promise<void> {
    const { id, coalitionId, frequency, measureIds, firstPeriodStart: start } = report;
    // Of a calculated measure, those that it is calculated from.
    const operands = await operandsOf(manager, coalitionId, measureIds);
    const behind = [...new Set([...operands.values()].flatMap((ids) => [...ids]))];
    const rules = (await loadMeasureRules(manager, coalitionId, behind)).filter(({ ofPeople }) => ofPeople);
    await prepareFigures(manager);
    const statement = await throughMergers(manager, coalitionId, insertSystem);
    for (const part of planNumbers(rules, { frequency, first: { frequency, start }, until }, yearStartMonth)) {
      const asked = [coalitionId, part.measureIds, part.frequency, part.first, part.until, figuresFrom, null];
      await run(manager, statement, [...asked, id, part.part, yearStartMonth]);
    }
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

async function figureSourceOf(manager: EntityManager, coalitionId: string): Promise<{ figuresFrom: string }> {
  const text = 'SELECT figures_from AS "figuresFrom" FROM coalition WHERE id = $1::uuid';
  const [source] = await run<{ figuresFrom: string }>(manager, text, [coalitionId]);
  if (!source) throw new NotFound('coalition');
  return source;
}

function freezeNarrative(sections: NarrativeSection[], measures: Scope['measures']): FrozenSection[] {
  const codes = new Map(measures.map(({ id, code }) => [id, code]));
  return sections.map(({ kind, measureId, text }) => ({ kind, measure: codes.get(measureId ?? '') ?? null, text }));
}
