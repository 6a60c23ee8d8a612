import { checkRule, nextDates, type CalendarRule } from './calendar-rule.js';

const next = (rule: CalendarRule, zone: string, after: string, count = 2) =>
  nextDates(rule, zone, new Date(after), count).map((moment) => moment.toISOString());
const faultsOf = (rule: CalendarRule) => checkRule(rule, 'Europe/Paris').map(({ field }) => field.join('.'));

describe('a calendar rule', () => {
  it('is read in the time zone of the coalition, in summer and in winter', () => {
    const quarterly = { time: '06:00', daysOfMonth: [10], months: [1, 4, 7, 10] };
    expect(next(quarterly, 'America/Chicago', '2026-01-01T00:00:00Z', 4)).toEqual([
      '2026-01-10T12:00:00.000Z',
      '2026-04-10T11:00:00.000Z',
      '2026-07-10T11:00:00.000Z',
      '2026-10-10T11:00:00.000Z',
    ]);
  });

  it('knows the last day of a month, also in leap years', () => {
    const monthly = { time: '23:30', daysOfMonth: [-1], months: [2] };
    expect(next(monthly, 'UTC', '2027-01-01T00:00:00Z')).toEqual([
      '2027-02-28T23:30:00.000Z',
      '2028-02-29T23:30:00.000Z',
    ]);
  });

  it('knows weekdays: 1 is Monday, 7 is Sunday', () => {
    expect(next({ time: '08:00', weekdays: [1, 7] }, 'UTC', '2026-11-21T00:00:00Z')).toEqual([
      '2026-11-22T08:00:00.000Z',
      '2026-11-23T08:00:00.000Z',
    ]);
  });

  it('leaves out months that have no such day', () => {
    expect(next({ time: '00:00', daysOfMonth: [31] }, 'UTC', '2026-02-01T00:00:00Z')).toEqual([
      '2026-03-31T00:00:00.000Z',
      '2026-05-31T00:00:00.000Z',
    ]);
  });

  it('comes once where the clock leaves its time out or repeats it', () => {
    const daily = { time: '02:30', weekdays: [1, 2, 3, 4, 5, 6, 7] };
    const days = (after: string) => next(daily, 'Europe/Paris', after, 3).map((moment) => moment.slice(0, 10));
    expect(days('2026-03-28T03:00:00Z')).toEqual(['2026-03-29', '2026-03-30', '2026-03-31']);
    expect(days('2026-10-24T03:00:00Z')).toEqual(['2026-10-25', '2026-10-26', '2026-10-27']);
  });

  it.each<[string, CalendarRule, string[]]>([
    ['without a day', { time: '06:00' }, ['rule.daysOfMonth']],
    ['with both kinds of days', { time: '06:00', weekdays: [1], daysOfMonth: [1] }, ['rule.daysOfMonth']],
    ['that never comes', { time: '06:00', daysOfMonth: [30, 31], months: [2] }, ['rule.daysOfMonth']],
    ['at 24:00', { time: '24:00', daysOfMonth: [1] }, ['rule.time']],
    ['at no time', { time: '* *', daysOfMonth: [1] }, ['rule.time']],
    ['on day 0, in month 13', { time: '06:00', daysOfMonth: [0], months: [13] }, ['rule.months', 'rule.daysOfMonth']],
    ['on an eighth weekday', { time: '06:00', weekdays: [8] }, ['rule.weekdays']],
    ['on half a day', { time: '06:00', daysOfMonth: [1.5] }, ['rule.daysOfMonth']],
  ])('%s is refused', (_, rule, fields) => {
    expect(faultsOf(rule)).toEqual(fields);
  });
});
