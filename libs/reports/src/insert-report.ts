import { findCoalition } from '@keelson/coalitions';
import { Forbidden, InvalidInput, newId, record, requireLanguage, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { checkNarrative } from './narrative.js';
import { ReportProgress } from './report-progress.entity.js';
import { Report } from './report.entity.js';
import { canRequestReport } from './reports.policy.js';
import { readBreakdowns, readMeasures, readPeriods, type NewReport } from './request-report.js';

/** A new report, REQUESTED, in the open unit of work; whoever calls this enqueues it afterwards, or a sweep does. */
export async function insertReport(manager: EntityManager, actor: Actor, input: NewReport): Promise<Report> {
  const { id: coalitionId, language } = await findCoalition(manager, actor, input.coalitionId);
  if (!canRequestReport(actor, coalitionId)) throw new Forbidden('Backbone staff and funders request reports.');
  const { starts, problems } = readPeriods(input);
  const { measures, problems: ofMeasures } = await readMeasures(manager, input);
  const { keys, problems: ofBreakdowns } = await readBreakdowns(manager, input, measures);
  const measureIds = measures.map(({ id }) => id);
  problems.push(...ofMeasures, ...ofBreakdowns, ...(await checkNarrative(manager, { ...input, measureIds })));
  if (problems.length > 0 || !starts) throw new InvalidInput(problems);
  const report = manager.create(Report, {
    id: newId(),
    coalitionId,
    title: input.title,
    measureIds,
    frequency: input.frequency,
    firstPeriodStart: starts.first,
    lastPeriodStart: starts.last,
    breakdownKeys: keys,
    narrative: input.narrative ?? [],
    comparisons: input.comparisons ? [...new Set(input.comparisons)] : null,
    language: input.language ? requireLanguage(input.language) : language,
    logoId: input.logo?.id ?? null,
    logoAlternative: input.logo?.alternative ?? null,
    restatesId: input.restatesId ?? null,
    state: 'REQUESTED',
    failure: null,
    requestedById: actor.personId,
    requestedByKeyId: actor.keyId,
    requestId: actor.requestId,
    requestedAt: new Date(),
    compiledAt: null,
    header: null,
  });
  report.progress = manager.create(ReportProgress, {
    reportId: report.id,
    coalitionId,
    done: 0,
    total: measureIds.length,
    cancelledAt: null,
  });
  await manager.insert(Report, report as never);
  await manager.insert(ReportProgress, report.progress);
  const { title, firstPeriod, lastPeriod, breakdowns } = report;
  await record(manager, actor, {
    coalitionId,
    verb: 'requestReport',
    subjectType: 'Report',
    subjectId: report.id,
    after: { title, measures: measureIds.length, firstPeriod, lastPeriod, breakdowns },
  });
  return report;
}
