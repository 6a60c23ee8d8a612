import { anchorOf, endOf, formatPeriod, parsePeriod, periodsBetween } from './period.js';

const read = (code: string) => {
  const period = parsePeriod(code);
  if (!period) throw new Error(`${code} was not read`);
  return period;
};

describe('period codes', () => {
  it.each([
    ['2024-W05', 'WEEK', '2024-01-29', '2024-02-05'],
    ['2024-01', 'MONTH', '2024-01-01', '2024-02-01'],
    ['2024-Q1', 'QUARTER', '2024-01-01', '2024-04-01'],
    ['2024-H2', 'HALF_YEAR', '2024-07-01', '2025-01-01'],
    ['2024', 'YEAR', '2024-01-01', '2025-01-01'],
    ['2016-Y04', 'YEAR', '2016-04-01', '2017-04-01'],
  ])('%s is a %s from %s until %s and is written the same way', (code, frequency, start, end) => {
    expect(read(code)).toEqual({ frequency, start });
    expect(endOf(read(code))).toBe(end);
    expect(formatPeriod(read(code))).toBe(code);
  });

  it.each([
    ['202401', '2024-01'],
    ['2024Q1', '2024-Q1'],
    ['2024S1', '2024-H1'],
    ['2024W5', '2024-W05'],
    ['2016April', '2016-Y04'],
    ['2016July', '2016-Y07'],
    ['2016Oct', '2016-Y10'],
  ])("reads DHIS2's %s as %s", (theirs, ours) => {
    expect(formatPeriod(read(theirs))).toBe(ours);
  });

  it.each([
    '2024-13',
    '2024-00',
    '2024-W00',
    '2024-W53',
    '2021-W53',
    '2024-Q5',
    '2024-H3',
    '24-01',
    '2024-1',
    'last year',
    '2024-Y13',
    '',
    '2016Aprilish',
    '0000',
  ])('refuses %p', (code) => {
    expect(parsePeriod(code)).toBeNull();
  });

  it('knows the 53rd week of a year that has one', () => {
    expect(read('2020-W53').start).toBe('2020-12-28');
  });

  it('gives a week to the month and year that hold its Thursday', () => {
    expect(anchorOf(read('2024-W01'))).toBe('2024-01-04');
    expect(anchorOf(read('2020-W53'))).toBe('2020-12-31');
    expect(anchorOf(read('2026-W01'))).toBe('2026-01-01');
    expect(read('2026-W01').start).toBe('2025-12-29');
  });

  it('counts through years that do not start in January', () => {
    expect(periodsBetween('YEAR', '2016-04-01', '2019-04-01').map(formatPeriod)).toEqual([
      '2016-Y04',
      '2017-Y04',
      '2018-Y04',
    ]);
  });
});
