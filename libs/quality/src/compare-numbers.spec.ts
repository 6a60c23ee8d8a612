import { rational } from '@keelson/measures';
import { compareWithDenominator, compareWithLastPeriod, isShare } from './compare-numbers.js';

describe('numerator and denominator', () => {
  const judge = (n: string, d: string) => compareWithDenominator(rational.rationalOf(n), rational.rationalOf(d));

  it('of a share: more than the whole is a violation, all of it is not', () => {
    expect(judge('101', '100')).toMatchObject({ outcome: 'VIOLATION' });
    expect(judge('100', '100.0')).toBeNull();
    expect(judge('0', '1')).toBeNull();
  });

  it('are a share in percentages only', () => {
    expect(isShare({ numberKind: 'RATIO', factor: 100 })).toBe(true);
    for (const factor of [1, 1000, 10_000, 100_000]) expect(isShare({ numberKind: 'RATIO', factor })).toBe(false);
    expect(isShare({ numberKind: 'AMOUNT', factor: 100 })).toBe(false);
  });
});

describe('all numbers', () => {
  const print = (digest: string, numbers = 3) => ({ digest, numbers });

  it("equal to last period's are a violation, one other number and it is none", () => {
    expect(compareWithLastPeriod(print('x'), print('x'))).toMatchObject({ outcome: 'VIOLATION' });
    expect(compareWithLastPeriod(print('x'), print('y'))).toBeNull();
    expect(compareWithLastPeriod(print('x'), null)).toBeNull();
    expect(compareWithLastPeriod(print('', 0), print('', 0))).toBeNull();
  });
});
