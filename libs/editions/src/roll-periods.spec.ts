import type { Frequency } from '@keelson/measures';
import { dayIn, rollPeriods } from './roll-periods.js';

const roll = (frequency: Frequency, lastPeriods: number, day: string, yearStartsIn = 1) => {
  const { firstPeriod, lastPeriod } = rollPeriods(
    { frequency, lastPeriods, yearStartsIn, firstPeriod: null, lastPeriod: null },
    day,
  );
  return [firstPeriod, lastPeriod];
};

describe('rolling periods', () => {
  it.each<[string, Frequency, number, string, [string, string]]>([
    ['the last 8 quarters in the middle of one', 'QUARTER', 8, '2026-11-22', ['2024-Q4', '2026-Q3']],
    ['a quarter on its last day, which has not ended', 'QUARTER', 1, '2026-09-30', ['2026-Q2', '2026-Q2']],
    ['a quarter on the day after', 'QUARTER', 1, '2026-10-01', ['2026-Q3', '2026-Q3']],
    ['months over the turn of a year', 'MONTH', 3, '2026-02-10', ['2025-11', '2026-01']],
    ['months on a 31st', 'MONTH', 1, '2026-03-31', ['2026-02', '2026-02']],
    ['half-years', 'HALF_YEAR', 2, '2026-07-01', ['2025-H2', '2026-H1']],
    ['years', 'YEAR', 2, '2026-01-01', ['2024', '2025']],
    ['ISO weeks over a 53rd', 'WEEK', 2, '2021-01-06', ['2020-W52', '2020-W53']],
  ])('are %s', (_, frequency, count, day, expected) => {
    expect(roll(frequency, count, day)).toEqual(expected);
  });

  it('follow years that start in another month', () => {
    expect(roll('YEAR', 2, '2026-03-31', 4)).toEqual(['2023-Y04', '2024-Y04']);
    expect(roll('YEAR', 2, '2026-04-01', 4)).toEqual(['2024-Y04', '2025-Y04']);
  });

  it('start from the day that it is in the coalition', () => {
    const moment = new Date('2026-10-01T03:00:00Z');
    expect([dayIn('America/Chicago', moment), dayIn('Asia/Tokyo', moment)]).toEqual(['2026-09-30', '2026-10-01']);
  });
});
