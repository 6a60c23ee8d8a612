import type { ReportFigure } from '@keelson/reports';
import { writeFigures } from './write-csv.js';

/** The line of one figure, as it came out of the database. */
function rowOf(change: Partial<ReportFigure>): string {
  const figure = {
    ...{ measureCode: 'm', period: '2024', cell: {}, value: null, numerator: null, denominator: null, unit: 'u' },
    ...{ organizationsReported: 1, organizationsExpected: 2, target: null, status: '' },
    ...{ low: null, nonValues: { MISSING: 1 } },
    ...change,
  } as ReportFigure;
  return writeFigures(['band'], [figure]).replace(/\n$/, '');
}

describe('texts in the CSV of a report', () => {
  it.each(['=HYPERLINK("http://x","y")', '+1', '-1+cmd', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'that a spreadsheet would take for a formula are defused: %j',
    (text) => {
      const quoted = /[",\n\r]/.test(text) ? `"'${text.replaceAll('"', '""')}"` : `'${text}`;
      expect(rowOf({ unit: text })).toBe(`m,2024,,,,,${quoted},1,2,,,MISSING`);
      expect(rowOf({ cell: { band: text } })).toBe(`m,2024,${quoted},,,,u,1,2,,,MISSING`);
    },
  );

  it('stay what they are otherwise', () => {
    expect(rowOf({ unit: 'deaths per 10,000 = rate' })).toBe('m,2024,,,,,"deaths per 10,000 = rate",1,2,,,MISSING');
  });
});

describe('a blank in the CSV of a report', () => {
  it.each([
    ['MISSING', { nonValues: { MISSING: 2 } }],
    ['DECLINED;MISSING', { nonValues: { MISSING: 2, DECLINED: 1 } }],
    ['SUPPRESSED', { nonValues: { SUPPRESSED: 1, MISSING: 2 } }],
    ['WITHHELD', { nonValues: {}, status: 'WITHHELD' }],
    ['NO_NUMBER', { nonValues: {} }],
    ['', { value: '0', nonValues: { MISSING: 2 } }],
  ])('says %j', (reason, figure) => {
    expect(rowOf(figure).split(',').at(-1)).toBe(reason);
  });
});

describe('numbers in the CSV of a report', () => {
  it('have the ends of an interval last, in a report that has one', () => {
    const whole = { measureCode: 'm', period: '2024', cell: {}, numerator: null, denominator: null, unit: 'u' };
    const counts = { organizationsReported: 2, organizationsExpected: 2, target: null };
    const settled = { ...whole, ...counts, value: '5', low: null, high: null, status: '' } as ReportFigure;
    const unresolved = { ...settled, value: null, low: '75', high: '125', status: 'UNRESOLVED' } as ReportFigure;
    const lines = writeFigures([], [unresolved, settled], true);
    expect(lines).toBe('m,2024,,,,u,2,2,,UNRESOLVED,75,125,\nm,2024,5,,,u,2,2,,,,,\n');
  });

  it('stay numbers, also negative ones', () => {
    const numbers = { value: '-5.5', numerator: '-11', denominator: '2', target: '-0.75' };
    expect(rowOf(numbers)).toBe('m,2024,,-5.5,-11,2,u,1,2,-0.75,,');
  });
});
