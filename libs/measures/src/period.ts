/** Periods: stored as first day + frequency, compared as dates, never as text. */
export const frequencies = ['WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'] as const;
export type Frequency = (typeof frequencies)[number];

export interface Period {
  frequency: Frequency;
  /** The first day, YYYY-MM-DD. A week starts on its Monday. */
  start: string;
}

const monthsOf = { MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12 } as const;
/** DHIS2's names of years that start in a month. */
const financialYearNames = ['Jan', 'Feb', 'March', 'April', 'May', 'June', 'July', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayLength = 86_400_000;

/**
 * Reads a period code: `2024-W05`, `2024-01`, `2024-Q1`, `2024-H1`, `2024`, `2016-Y04`, and DHIS2's `202401`, `2024Q1`,
 * `2024S1`, `2024W5`, `2016April`. Null for anything else, also for a 54th week or a 13th month.
 */
export function parsePeriod(code: string): Period | null {
  const match = /^(\d{4})(?:-?([WQHSY])(\d{1,2})|-?(\d{2})|([A-Z][a-z]{2,8}))?$/.exec(code);
  if (!match) return null;
  const [, year = '', letter, count, month, name] = match;
  if (year < '1000') return null;
  if (month) return fromMonth('MONTH', year, Number(month));
  if (name) return fromMonth('YEAR', year, financialYearNames.indexOf(name) + 1);
  if (!letter) return fromMonth('YEAR', year, 1);
  const number = Number(count);
  if (letter === 'Y') return fromMonth('YEAR', year, number);
  if (letter === 'Q') return number <= 4 ? fromMonth('QUARTER', year, number * 3 - 2) : null;
  if (letter === 'W') return fromWeek(year, number);
  return number <= 2 ? fromMonth('HALF_YEAR', year, number * 6 - 5) : null;
}

/** The one spelling of a period in every answer. */
export function formatPeriod({ frequency, start }: Period): string {
  const year = start.slice(0, 4);
  const month = Number(start.slice(5, 7));
  switch (frequency) {
    case 'WEEK': {
      const thursday = addDays(start, 3);
      const week = Math.floor((day(thursday) - day(`${thursday.slice(0, 4)}-01-01`)) / 7) + 1;
      return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
    }
    case 'MONTH':
      return start.slice(0, 7);
    case 'QUARTER':
      return `${year}-Q${(month + 2) / 3}`;
    case 'HALF_YEAR':
      return `${year}-H${(month + 5) / 6}`;
    case 'YEAR':
      return month === 1 ? year : `${year}-Y${start.slice(5, 7)}`;
  }
}

/** The first day after a period. */
export function endOf({ frequency, start }: Period): string {
  return frequency === 'WEEK' ? addDays(start, 7) : addMonths(start, monthsOf[frequency]);
}

/**
 * The period that a day lies in. A year starts in January unless told; a week lies where its days lie, whatever year or
 * month that is.
 */
export function periodOf(frequency: Frequency, date: string, yearStartsIn = 1): Period {
  if (frequency === 'WEEK') return { frequency, start: addDays(date, -((new Date(date).getUTCDay() + 6) % 7)) };
  const months = monthsOf[frequency];
  const first = frequency === 'YEAR' ? yearStartsIn - 1 : 0;
  const month = Number(date.slice(5, 7)) - 1;
  const back = (month - first + 12) % months;
  return { frequency, start: addMonths(`${date.slice(0, 7)}-01`, -back) };
}

/** The period that lies so many before this one. */
export function previousPeriod({ frequency, start }: Period, count = 1): Period {
  const days = frequency === 'WEEK' ? addDays(start, -7 * count) : addMonths(start, -monthsOf[frequency] * count);
  return { frequency, start: days };
}

export function nextPeriod(period: Period): Period {
  return { frequency: period.frequency, start: endOf(period) };
}

/** The periods of a frequency from the one that starts on `from` to the last that starts before `until`. */
export function periodsBetween(frequency: Frequency, from: string, until: string): Period[] {
  const periods: Period[] = [];
  for (let period: Period = { frequency, start: from }; period.start < until; period = nextPeriod(period)) {
    periods.push(period);
  }
  return periods;
}

/**
 * The day that decides to which longer period a period belongs: a week lies where its Thursday lies, everything else
 * where it starts.
 */
export function anchorOf({ frequency, start }: Period): string {
  return frequency === 'WEEK' ? addDays(start, 3) : start;
}

/** True when `fine` periods make up `coarse` ones. */
export function isAtLeastAsFine(fine: Frequency, coarse: Frequency): boolean {
  return frequencies.indexOf(fine) <= frequencies.indexOf(coarse);
}

function fromMonth(frequency: Frequency, year: string, month: number): Period | null {
  if (month < 1 || month > 12) return null;
  return { frequency, start: `${year}-${String(month).padStart(2, '0')}-01` };
}

function fromWeek(year: string, week: number): Period | null {
  // 4 January always lies in the first ISO week.
  const january4 = `${year}-01-04`;
  const weekday = (new Date(`${january4}T00:00:00Z`).getUTCDay() + 6) % 7;
  const period: Period = { frequency: 'WEEK', start: addDays(january4, (week - 1) * 7 - weekday) };
  return week >= 1 && formatPeriod(period).startsWith(`${year}-W`) ? period : null;
}

function day(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayLength;
}

function addDays(date: string, days: number): string {
  return new Date((day(date) + days) * dayLength).toISOString().slice(0, 10);
}

function addMonths(date: string, months: number): string {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + months);
  return next.toISOString().slice(0, 10);
}
