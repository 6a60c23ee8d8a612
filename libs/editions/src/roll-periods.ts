import { formatPeriod, previousPeriod, periodOf } from '@keelson/measures';
import type { ReportDefinitionVersion } from './report-definition-version.entity.js';

type Periods = Pick<
  ReportDefinitionVersion,
  'frequency' | 'lastPeriods' | 'yearStartsIn' | 'firstPeriod' | 'lastPeriod'
>;

/** The periods that an edition of a day covers. Rolling: those that had ended by that day; a period ends with its last day. */
export function rollPeriods(version: Periods, day: string): { firstPeriod: string; lastPeriod: string } {
  const { frequency, lastPeriods, yearStartsIn, firstPeriod, lastPeriod } = version;
  if (lastPeriods === null) return { firstPeriod: firstPeriod ?? '', lastPeriod: lastPeriod ?? '' };
  const current = periodOf(frequency, day, yearStartsIn);
  return {
    firstPeriod: formatPeriod(previousPeriod(current, lastPeriods)),
    lastPeriod: formatPeriod(previousPeriod(current, 1)),
  };
}

/** The day that a moment falls on there, YYYY-MM-DD. */
export function dayIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment);
}
