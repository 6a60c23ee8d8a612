import { rational } from '@keelson/measures';
import { compareWithHistory, isOutlier, slipOf, smallestUnitOf, spreadOf } from './compare-history.js';

const { decimalOf, rationalOf } = rational;
const numbers = (...texts: (string | number)[]) => texts.map((text) => rationalOf(String(text)));
const one = rationalOf('1');
const history = numbers(100, 104, 98, 102, 96);
const judge = (x: string, earlier = history, unit = one) => compareWithHistory(rationalOf(x), earlier, unit);

describe('the golden history of measurement.md', () => {
  it('history 100 104 98 102 96, x = 200: z 13.49, flagged (d = 5)', () => {
    const spread = spreadOf(rationalOf('200'), history, one)!;
    expect([spread.median, spread.deviation, spread.z].map((number) => decimalOf(number))).toEqual([
      '100',
      '5',
      '13.49',
    ]);
    expect(isOutlier(spread)).toBe(true);
    expect(judge('200')).toMatchObject({ check: 'OUTLIER', outcome: 'VIOLATION' });
  });

  it('history 100 104 98 102 96, x = 110: z 1.349, not flagged', () => {
    const spread = spreadOf(rationalOf('110'), history, one)!;
    expect(decimalOf(spread.z)).toBe('1.349');
    expect(isOutlier(spread)).toBe(false);
    expect(judge('110')).toBeNull();
  });

  it('x = 1010 on the same history: slip ×10, not an outlier only', () => {
    expect(judge('1010')).toMatchObject({ check: 'SLIP', outcome: 'VIOLATION' });
    expect(judge('1010')?.sentence).toContain('100 ×10');
  });
});

describe('outliers', () => {
  it('need four earlier numbers: fewer are a result, not a pass', () => {
    expect(judge('5000', numbers(100, 101, 102))).toMatchObject({ check: 'OUTLIER', outcome: 'NOT_ENOUGH_HISTORY' });
    expect(judge('5000', numbers(100, 101, 102, 103))).toMatchObject({ outcome: 'VIOLATION' });
  });

  it('are flagged from z = 3.5 on, exactly', () => {
    // d = 0.6745: z is the distance itself.
    const flat = numbers(0, 0, 0, 0);
    const unit = rationalOf('0.6745');
    expect(judge('3.5', flat, unit)).toMatchObject({ check: 'OUTLIER', outcome: 'VIOLATION' });
    expect(judge('3.499999', flat, unit)).toBeNull();
  });

  it('have the smallest unit as spread when nothing ever changed and the median is small', () => {
    expect(decimalOf(spreadOf(rationalOf('6'), numbers(1, 1, 1, 1), one)!.z)).toBe('3.3725');
    expect(judge('6', numbers(1, 1, 1, 1))).toBeNull();
    expect(judge('7', numbers(1, 1, 1, 1))).toMatchObject({ check: 'OUTLIER' });
  });

  it('lie below the median as well as above, also of negative amounts', () => {
    expect(judge('20', history)).toMatchObject({ check: 'OUTLIER' });
    expect(judge('-200', numbers(-100, -104, -98, -102, -96))).toMatchObject({ check: 'OUTLIER' });
  });
});

describe('slips', () => {
  it.each([
    ['1000', '×10'],
    ['950', '×10'],
    ['1050', '×10'],
    ['949', null],
    ['1051', null],
    ['10400', '×100'],
    ['10', '÷10'],
    ['9.5', '÷10'],
    ['1.05', '÷100'],
    ['1.06', null],
    ['-1000', null],
    ['0', null],
  ])('%s against a median of 100: %s', (x, slip) => expect(slipOf(rationalOf(x), rationalOf('100'))).toBe(slip));

  it('are no matter of a median of zero', () => expect(slipOf(rationalOf('0'), rationalOf('0'))).toBeNull());
});

describe('the smallest unit', () => {
  it('is 1 for a COUNT, the last decimal place for an AMOUNT, one more in the numerator for a RATIO', () => {
    expect(decimalOf(smallestUnitOf('COUNT', ['5.0']))).toBe('1');
    expect(decimalOf(smallestUnitOf('AMOUNT', ['5', '2.50', '3.1']))).toBe('0.01');
    expect(decimalOf(smallestUnitOf('RATIO', ['5'], { factor: 100, denominator: '40' }))).toBe('2.5');
  });
});
