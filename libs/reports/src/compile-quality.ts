import type { Frequency } from '@keelson/measures';
import { run } from '@keelson/platform';
import { countOpenFindings } from '@keelson/quality';
import { prepareReporting, reportingRatesSql, type ReportingRates } from '@keelson/submissions';
import type { EntityManager } from 'typeorm';
import type { Compiled } from './compile-headlines.js';
import { activitiesToward, steppedOver } from './headline-figures.sql.js';
import type { QualityRates, ReportActivity, ReportQuality } from './headline.js';

/** More are for the pages of the platform. */
const mostActivities = 500;

/** How far the data behind a report can be relied on, and what is done towards its measures. */
export async function compileQuality(
  manager: EntityManager,
  compiled: Compiled,
  at: string,
): Promise<{ quality: ReportQuality; activities: ReportActivity[] }> {
  const { report, measures, until } = compiled;
  const { coalitionId, id, firstPeriodStart: first } = report;
  const collected = measures.filter(({ expression }) => expression === undefined);
  const frequencies = [...new Set(collected.flatMap(({ method }) => method?.frequency ?? []))].sort();
  const rates: QualityRates[] = [];
  const warnings: ReportQuality['warnings'] = [];
  for (const frequency of frequencies) {
    const measureIds = collected.filter(({ method }) => method?.frequency === frequency).map((one) => one.id);
    const warned = await warningsOf(manager, compiled, frequency, measureIds);
    warnings.push(warned);
    // 600,000 cells took ten seconds; then it is the last period that is told of.
    const from = warned.cells === null ? report.lastPeriodStart : first;
    await prepareReporting(manager, null);
    const values = [coalitionId, null, frequency, from, until, 'COALITION', at, measureIds];
    const [found] = await run<ReportingRates & Record<string, unknown>>(manager, reportingRatesSql, values);
    if (found) rates.push({ ...ratesOf(found), ...(warned.cells === null ? { since: report.lastPeriod } : {}) });
  }
  const stepped = await run<{ measure: string; kinds: Record<string, number> }>(manager, steppedOver, [id]);
  const ids = measures.map((one) => one.id);
  const asked = [coalitionId, ids, first, until, mostActivities];
  const activities = await run<ReportActivity & Record<string, unknown>>(manager, activitiesToward, asked);
  return { quality: { rates, warnings, nonValues: stepped }, activities };
}

async function warningsOf(
  manager: EntityManager,
  { report, until }: Compiled,
  frequency: Frequency,
  measureIds: string[],
): Promise<ReportQuality['warnings'][number]> {
  const { coalitionId, firstPeriod, lastPeriod, firstPeriodStart: from } = report;
  const scope = { coalitionId, frequency, measureIds, organizationIds: null, from, until };
  const found = await countOpenFindings(manager, scope);
  return { frequency, firstPeriod, lastPeriod, ...(found ?? { cells: null, open: [], explained: 0 }) };
}

function ratesOf({
  organizationId: _,
  periodStart: __,
  submissionsNotDue: ___,
  ...rates
}: ReportingRates): QualityRates {
  return rates;
}
