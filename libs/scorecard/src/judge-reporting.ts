import { Coalition } from '@keelson/coalitions';
import { formatPeriod, frequencies, periodOf, previousPeriod, type Frequency } from '@keelson/measures';
import { run } from '@keelson/platform';
import { prepareReporting, reportingRatesSql, type ReportingRates } from '@keelson/submissions';
import type { EntityManager } from 'typeorm';
import { found, type Finding } from './finding.js';
import { judgeShare } from './judge-share.js';
import type { MeasureFacts } from './measure-facts.sql.js';
import type { Occasion } from './scorecard-clock.js';

/** How far back to look for a period that is full: further than due dates usually lie behind the end of a period. */
const mostPeriods: Record<Frequency, number> = { WEEK: 8, MONTH: 4, QUARTER: 3, HALF_YEAR: 2, YEAR: 2 };

/**
 * Timeliness of the last full period, as the rates of reporting count it, for all frequencies that are asked for
 * together. A period is full when it has ended and nothing that it expects can still come in time.
 */
export async function judgeReporting(
  manager: EntityManager,
  { coalitionId, today }: Occasion,
  measures: readonly MeasureFacts[],
): Promise<Finding> {
  const asked = new Set(measures.filter(({ calculated }) => !calculated).map(({ frequency }) => frequency));
  const { yearStartMonth } = await manager.findOneByOrFail(Coalition, { id: coalitionId });
  const full: ReportingRates[] = [];
  for (const frequency of frequencies.filter((one) => asked.has(one))) {
    const running = periodOf(frequency, today, yearStartMonth);
    const first = previousPeriod(running, mostPeriods[frequency]);
    await prepareReporting(manager, null);
    const values = [coalitionId, null, frequency, first.start, running.start, 'PERIOD', null, null];
    const rates = await run<ReportingRates & Record<string, unknown>>(manager, reportingRatesSql, values);
    const last = rates.findLast(({ submissionsNotDue, submissionsDecided }) => {
      return submissionsNotDue === 0 && submissionsDecided > 0;
    });
    if (last) full.push(last);
  }
  const sum = (count: (rates: ReportingRates) => number) => full.reduce((all, rates) => all + count(rates), 0);
  const periods = full.map(({ frequency, periodStart }) => formatPeriod({ frequency, start: periodStart ?? '' }));
  const starts = full.map(({ periodStart }) => periodStart ?? today).sort();
  const { figure, passes } = judgeShare(
    {
      formula: 'submissions of the last full period that first came on or before their due date / those that were due',
      numerator: sum(({ submissionsTimely }) => submissionsTimely),
      denominator: sum(({ submissionsDecided }) => submissionsDecided),
      ...{ from: starts[0] ?? null, to: today },
    },
    { atLeast: 80 },
  );
  return found('REPORTED_ON_TIME', passes, { figure, facts: { periods }, query: 'reportingRates' });
}
