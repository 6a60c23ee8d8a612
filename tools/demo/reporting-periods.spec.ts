import { parsePeriod, type Period } from '@keelson/measures';
import { reportSpans, yearStartOf } from './reporting-periods.js';
import type { TidyFolder } from './tidy-folder.js';

const periods = (...codes: string[]) => codes.map((code) => parsePeriod(code) as Period);

function folderOf(...codes: string[]): TidyFolder {
  const [first] = periods(...codes);
  const measure = { code: 'm', frequency: first?.frequency } as TidyFolder['measures'][number];
  const values = periods(...codes).map((period) => ({ measure: 'm', period }) as TidyFolder['values'][number]);
  return { organizations: [], measures: [measure], dimensions: [], values, leftOut: 0 };
}

describe('the start of the reporting year', () => {
  it.each([
    [['2016-04', '2019-03'], 4],
    [['2016-Q2', '2017-Q1'], 4],
    [['2020-01', '2020-12'], 1],
    [['2020-05', '2020-12'], 1],
    [['2016-Y10', '2017-Y10'], 10],
    [['2020-W01', '2020-W53'], 1],
  ])('%j: %i', (codes, month) => {
    expect(yearStartOf(periods(...codes))).toBe(month);
  });
});

describe('the reports that are asked for', () => {
  it('are one at the frequency of the data and one by year', () => {
    expect(reportSpans(folderOf('2019-03', '2016-04'), null, 4)).toEqual([
      { file: 'report', frequency: 'MONTH', firstPeriod: '2016-04', lastPeriod: '2019-03', measures: ['m'] },
      { file: 'report-year', frequency: 'YEAR', firstPeriod: '2016-Y04', lastPeriod: '2018-Y04', measures: ['m'] },
    ]);
  });

  it('are only the yearly one for yearly data, and only the one that was asked for', () => {
    expect(reportSpans(folderOf('1982', '1988'), null, 1)).toMatchObject([{ firstPeriod: '1982', lastPeriod: '1988' }]);
    expect(reportSpans(folderOf('2020-02', '2020-08'), 'QUARTER', 1)).toMatchObject([
      { file: 'report', firstPeriod: '2020-Q1', lastPeriod: '2020-Q3' },
    ]);
  });

  it('place a week where its Thursday lies', () => {
    expect(reportSpans(folderOf('2020-W53', '2021-W01'), null, 1)).toMatchObject([
      { firstPeriod: '2020-W53', lastPeriod: '2021-W01' },
      { firstPeriod: '2020', lastPeriod: '2021' },
    ]);
  });
});
