import { anchorOf, endOf, nextPeriod, type Frequency, type Period } from '@keelson/measures';

/** The first day of the coalition's year that holds a period; a period that is a year is its own. */
export function yearOf(period: Period, yearStartMonth: number): string {
  if (period.frequency === 'YEAR') return period.start;
  const anchor = anchorOf(period);
  const year = Number(anchor.slice(0, 4)) - (Number(anchor.slice(5, 7)) < yearStartMonth ? 1 : 0);
  return `${year}-${String(yearStartMonth).padStart(2, '0')}-01`;
}

/** Whole years around a span, in periods of a frequency: first day, and first day after. */
export function wholeYears(first: Period, until: string, frequency: Frequency, yearStartMonth: number) {
  if (frequency === 'YEAR') return { first: first.start, until };
  // No period that is asked for reaches further than its own year, and what lies beside it is not read into it.
  const from = yearOf(first.frequency === 'YEAR' ? { frequency: 'MONTH', start: first.start } : first, yearStartMonth);
  let end = from;
  while (end < until) end = endOf({ frequency: 'YEAR', start: end });
  if (frequency !== 'WEEK') return { first: from, until: end };
  return { first: firstWeekOf(from), until: firstWeekOf(end) };
}

/** The Monday of the first week whose Thursday lies on or after a day. */
function firstWeekOf(start: string): string {
  const date = new Date(`${start}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  const week: Period = { frequency: 'WEEK', start: date.toISOString().slice(0, 10) };
  return anchorOf(week) < start ? nextPeriod(week).start : week.start;
}

/**
 * The longer periods that a period adds up to, each within the one after it, up to the coalition's year. A quarter or a
 * half-year that lies in two of its years is none of them.
 */
export function longerPeriods(period: Period, yearStartMonth: number): Period[] {
  if (period.frequency === 'YEAR') return [];
  const anchor = anchorOf(period);
  const year = anchor.slice(0, 4);
  const month = Number(anchor.slice(5, 7));
  const longer = (
    [
      ['MONTH', 1],
      ['QUARTER', 3],
      ['HALF_YEAR', 6],
    ] as const
  )
    .filter(([frequency, months]) => {
      return order.indexOf(frequency) > order.indexOf(period.frequency) && (yearStartMonth - 1) % months === 0;
    })
    .map(([frequency, months]): Period => {
      const first = Math.floor((month - 1) / months) * months + 1;
      return { frequency, start: `${year}-${String(first).padStart(2, '0')}-01` };
    });
  return [...longer, { frequency: 'YEAR', start: yearOf(period, yearStartMonth) }];
}

const order: readonly Frequency[] = ['WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'];
