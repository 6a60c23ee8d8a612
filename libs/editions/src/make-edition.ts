import { Coalition } from '@keelson/coalitions';
import { record, run, type Actor } from '@keelson/platform';
import { insertReport, type Report } from '@keelson/reports';
import type { EntityManager } from 'typeorm';
import { publishedBefore } from './published-before.sql.js';
import { ReportDefinitionVersion } from './report-definition-version.entity.js';
import { ReportDefinition } from './report-definition.entity.js';
import { ReportEdition } from './report-edition.entity.js';
import { dayIn, rollPeriods } from './roll-periods.js';

/** Which schedule makes an edition, and for which moment; none when a person asks. */
export interface Due {
  scheduleId: string;
  dueAt: Date;
}

/** Asks for the next edition of a definition that is held, by its latest version. */
export async function makeEdition(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId, code, version: number, editions }: ReportDefinition,
  due: Due | null,
): Promise<Report> {
  const version = await manager.findOneByOrFail(ReportDefinitionVersion, { definitionId: id, number });
  const { timeZone } = await manager.findOneByOrFail(Coalition, { id: coalitionId });
  const { title, measureIds, frequency, breakdowns, narrative, comparisons, language } = version;
  const { logoId, logoAlternative: alternative } = version;
  const logo = logoId && alternative ? { id: logoId, alternative } : null;
  const periods = rollPeriods(version, dayIn(timeZone, due?.dueAt ?? new Date()));
  const said = { title, measureIds, frequency, breakdowns, narrative, comparisons, language, logo };
  const content = { coalitionId, ...said, ...periods };
  const [restated] = await run<{ id: string }>(manager, publishedBefore, [coalitionId, id]);
  const report = await insertReport(manager, actor, { ...content, restatesId: restated?.id ?? null });
  const edition = { definitionId: id, number: editions + 1, coalitionId, version: number, reportId: report.id };
  await manager.insert(ReportEdition, {
    ...edition,
    scheduleId: due?.scheduleId ?? null,
    dueAt: due?.dueAt ?? null,
  });
  await manager.update(ReportDefinition, { id }, { editions: edition.number });
  await record(manager, actor, {
    ...{ coalitionId, verb: 'requestEdition', subjectType: 'ReportDefinition', subjectId: id },
    after: { code, edition: edition.number, version: number, dueAt: due?.dueAt.toISOString() ?? null },
  });
  return report;
}
