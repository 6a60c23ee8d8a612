import { endOf, formatPeriod, frequencies, isAtLeastAsFine, anchorOf, type Frequency, type Period } from '@keelson/measures';
import type { TidyFolder } from './tidy-folder.js';

export interface ReportSpan {
  /** What its files are called: report.csv, report-year.csv. */
  file: string;
  frequency: Frequency;
  firstPeriod: string;
  lastPeriod: string;
  /** Codes of the measures that can be told at this frequency. */
  measures: string[];
}

/**
 * The month in which the reporting year starts. Years in the data say it themselves. Shorter periods say it when they
 * make whole years from another month than January: 36 months from April 2016 are three years that start in April.
 */
export function yearStartOf(periods: Period[]): number {
  const year = periods.find(({ frequency }) => frequency === 'YEAR');
  if (year) return Number(year.start.slice(5, 7));
  const finest = periods.filter(({ frequency }) => frequency !== 'WEEK');
  const first = finest.map(({ start }) => start).sort()[0];
  const until = finest.map(endOf).sort().at(-1);
  if (!first || !until) return 1;
  return first.slice(5, 7) === until.slice(5, 7) ? Number(first.slice(5, 7)) : 1;
}

/** One report at the data's own frequency; where that is shorter than a year, one by year too. */
export function reportSpans(folder: TidyFolder, asked: Frequency | null, yearStart: number): ReportSpan[] {
  const reported = new Set(folder.values.map(({ measure }) => measure));
  const measures = folder.measures.filter(({ code }) => reported.has(code));
  const own = frequencies.find((one) => measures.some(({ frequency }) => frequency === one)) ?? 'YEAR';
  const frequency = asked ?? own;
  const spans = [spanOf(folder, 'report', frequency, yearStart)];
  if (!asked && own !== 'YEAR') spans.push(spanOf(folder, 'report-year', 'YEAR', yearStart));
  return spans.filter((span) => span.measures.length > 0);
}

function spanOf(folder: TidyFolder, file: string, frequency: Frequency, yearStart: number): ReportSpan {
  const measures = folder.measures.filter((measure) => isAtLeastAsFine(measure.frequency, frequency));
  const codes = new Set(measures.map(({ code }) => code));
  const days = folder.values.filter(({ measure }) => codes.has(measure)).map(({ period }) => anchorOf(period)).sort();
  const containing = (day: string | undefined) => formatPeriod(periodOn(day ?? '2000-01-01', frequency, yearStart));
  return { file, frequency, firstPeriod: containing(days[0]), lastPeriod: containing(days.at(-1)), measures: [...codes] };
}

/** The period of a frequency in which a day lies. */
function periodOn(day: string, frequency: Frequency, yearStart: number): Period {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const from = (y: number, m: number): Period => ({ frequency, start: `${y}-${String(m).padStart(2, '0')}-01` });
  switch (frequency) {
    case 'WEEK': {
      const date = new Date(`${day}T00:00:00Z`);
      date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
      return { frequency, start: date.toISOString().slice(0, 10) };
    }
    case 'MONTH':
      return from(year, month);
    case 'QUARTER':
      return from(year, month - ((month - 1) % 3));
    case 'HALF_YEAR':
      return from(year, month <= 6 ? 1 : 7);
    case 'YEAR':
      return from(month < yearStart ? year - 1 : year, yearStart);
  }
}
