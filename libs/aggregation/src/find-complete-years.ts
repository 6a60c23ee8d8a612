import {
  anchorOf,
  endOf,
  formatPeriod,
  nextPeriod,
  parsePeriod,
  type Frequency,
  type MeasureVersion,
  type Period,
} from '@keelson/measures';
import type { Figure } from './figure.js';

/** Years further back are another time; weeks of 10 years are within what one request for figures may ask for. */
export const mostYearsBack = 10;

/** The span of collected periods that make up years: a week belongs to the year of its Thursday. */
export function subPeriodsOf(first: Period, last: Period, frequency: Frequency) {
  const [from, until] = [first.start, endOf(last)];
  let period: Period = { frequency, start: frequency === 'WEEK' ? mondayOf(from) : from };
  if (anchorOf(period) < from) period = nextPeriod(period);
  const firstPeriod = formatPeriod(period);
  // The loop ends at the last period that still lies in the last year.
  for (let next = nextPeriod(period); anchorOf(next) < until; next = nextPeriod(next)) period = next;
  return { firstPeriod, lastPeriod: formatPeriod(period) };
}

/** The last period of a frequency that lies in a period of the same or a longer one. */
export function lastCollected(code: string, frequency: Frequency): string {
  const period = parsePeriod(code);
  return period ? subPeriodsOf(period, period, frequency).lastPeriod : code;
}

/**
 * The years with a number in which something was reported for every collected period: a sum over eleven months would
 * look like a fall. How many partners reported is another question, which the figures' coverage answers.
 */
export function findCompleteYears(
  years: readonly Figure[],
  parts: readonly Figure[],
): { start: string; figure: Figure }[] {
  const totals = (figures: readonly Figure[]) => figures.filter(({ cell }) => Object.keys(cell).length === 0);
  const empty = totals(parts)
    // A calculated one may have a number where nobody reported: something counts as zero there.
    .filter(({ organizationsReported, value }) => organizationsReported === 0 && value === null)
    .map(({ period }) => anchorOf(parsePeriod(period)!));
  return totals(years)
    .map((figure) => ({ period: parsePeriod(figure.period)!, figure }))
    .filter(({ period, figure }) => {
      return figure.value !== null && !empty.some((day) => day >= period.start && day < endOf(period));
    })
    .map(({ period, figure }) => ({ start: period.start, figure }))
    .sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** From which day on figures can be compared with those just before `until`; null: from ever. */
export function lastBreakBefore(
  versions: readonly Pick<MeasureVersion, 'comparability' | 'firstPeriodStart'>[],
  until: string,
): string | null {
  const starts = versions.flatMap(({ comparability, firstPeriodStart: start }) => {
    return comparability === 'BREAK' && start !== null && start < until ? [start] : [];
  });
  return starts.sort().at(-1) ?? null;
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
