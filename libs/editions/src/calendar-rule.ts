import { CronExpressionParser } from 'cron-parser';
import type { Problem } from '@keelson/platform';

/** When a schedule fires, as a person says it; in the coalition's time zone. */
export interface CalendarRule {
  /** `HH:MM`, 24 hours. */
  time: string;
  /** 1 (Monday) to 7 (Sunday); instead of days of the month. */
  weekdays?: number[] | null;
  /** 1 to 31, and -1 for the month's last day. */
  daysOfMonth?: number[] | null;
  /** 1 to 12; every month unless told. */
  months?: number[] | null;
}

/** What is wrong with a rule; nothing when it fires. */
export function checkRule(rule: CalendarRule, timeZone: string): Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: string, message: string) =>
    problems.push({ code: 'OUT_OF_RANGE', field: ['rule', field], message });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(rule.time)) refuse('time', 'Write the time as HH:MM, from 00:00 to 23:59.');
  const within = (numbers: readonly number[] | null | undefined, from: number, to: number) =>
    (numbers ?? []).every((one) => Number.isInteger(one) && one >= from && one <= to);
  if (!within(rule.weekdays, 1, 7)) refuse('weekdays', 'Weekdays are 1 (Monday) to 7 (Sunday).');
  if (!within(rule.months, 1, 12)) refuse('months', 'Months are 1 to 12.');
  if (
    !within(
      rule.daysOfMonth?.filter((one) => one !== -1),
      1,
      31,
    )
  ) {
    refuse('daysOfMonth', 'Days of the month are 1 to 31, or -1 for its last day.');
  }
  if (!rule.weekdays?.length === !rule.daysOfMonth?.length) {
    const message = 'Name either weekdays or days of the month.';
    problems.push({ code: 'REQUIRED', field: ['rule', 'daysOfMonth'], message });
  }
  if (problems.length === 0 && nextDates(rule, timeZone, new Date(), 1).length === 0) {
    const message = 'This never comes: none of these months has such a day.';
    problems.push({ code: 'INVALID', field: ['rule', 'daysOfMonth'], message });
  }
  return problems;
}

/**
 * The next moments of a rule after one. A time that a change of the clock leaves out comes when the clock goes on; one
 * that comes twice counts once.
 */
export function nextDates(rule: CalendarRule, timeZone: string, after: Date, count: number): Date[] {
  const moments: Date[] = [];
  try {
    const expression = CronExpressionParser.parse(cronOf(rule), { currentDate: after, tz: timeZone });
    while (moments.length < count) moments.push(expression.next().toDate());
  } catch {
    // The library knows that no month has such a day, or has looked some years ahead.
  }
  return moments;
}

/** Minute, hour, days of the month, months, days of the week. */
function cronOf({ time, weekdays, daysOfMonth, months }: CalendarRule): string {
  const [hour = '0', minute = '0'] = time.split(':').map((part) => String(Number(part)));
  const list = (numbers: readonly (number | string)[] | null | undefined) =>
    numbers?.length ? [...new Set(numbers)].join(',') : '*';
  const days = daysOfMonth?.map((one) => (one === -1 ? 'L' : one));
  return [minute, hour, list(days), list(months), list(weekdays)].join(' ');
}
