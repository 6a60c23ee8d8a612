import { inferBreakdowns } from './infer-breakdowns.js';
import type { TidyNumber, TidyValue } from './tidy-folder.js';

type Cell = [categories: string, number: string | TidyNumber];

/** One organization's cells of one year; "sex=f age=old" names the categories. */
function values(...cells: Cell[]): TidyValue[] {
  return cells.map(([categories, number], i) => ({
    line: i + 2,
    organization: 'a',
    measure: 'm',
    period: { frequency: 'YEAR', start: '2020-01-01' },
    categories: categories.split(' ').filter(Boolean).map((pair) => {
      const [dimension = '', category = ''] = pair.split('=');
      return { dimension, category };
    }),
    number: typeof number === 'string' ? { value: number } : number,
  }));
}

const bySex = (additive: boolean) => [{ dimensionCodes: ['sex'], additive }];
const ratio = (numerator: string, denominator: string): TidyNumber => ({ ratio: { numerator, denominator } });

describe('breakdowns found in the rows', () => {
  it('are additive where the parts add up exactly, in decimals that a float would miss', () => {
    expect(inferBreakdowns(values(['', '0.3'], ['sex=f', '0.1'], ['sex=m', '0.2']))).toEqual(bySex(true));
  });

  it('are not additive where they do not', () => {
    expect(inferBreakdowns(values(['', '13'], ['sex=f', '5'], ['sex=m', '7']))).toEqual(bySex(false));
  });

  it('are additive where nothing coarser was reported', () => {
    expect(inferBreakdowns(values(['sex=f', '5'], ['sex=m', '7']))).toEqual(bySex(true));
  });

  it('are held against ratios by numerator and denominator', () => {
    const parts: Cell[] = [
      ['sex=f', ratio('1', '4')],
      ['sex=m', ratio('2', '5')],
    ];
    expect(inferBreakdowns(values(['', ratio('3', '9')], ...parts))).toEqual(bySex(true));
    expect(inferBreakdowns(values(['', ratio('3', '10')], ...parts))).toEqual(bySex(false));
  });

  it('step over a total that is suppressed', () => {
    const hidden: TidyNumber = { nonValue: { kind: 'SUPPRESSED_AT_SOURCE' } };
    expect(inferBreakdowns(values(['', hidden], ['sex=f', '5']))).toEqual(bySex(true));
  });

  it('are judged by themselves when they are crossed', () => {
    const crossed = values(['', '9'], ['sex=f', '4'], ['sex=m', '5'], ['sex=f age=old', '4'], ['sex=m age=old', '4']);
    expect(inferBreakdowns(crossed)).toEqual([
      { dimensionCodes: ['sex'], additive: true },
      { dimensionCodes: ['sex', 'age'], additive: false },
    ]);
  });
});
