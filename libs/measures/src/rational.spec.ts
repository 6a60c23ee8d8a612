import { add, compare, decimalOf, divide, multiply, rationalOf, subtract } from './rational.js';

describe('exact fractions', () => {
  it.each([
    ['0.1', '0.2', '0.3'],
    ['-1.5', '0.25', '-1.25'],
    ['999999999999999999999999', '0.000000000001', '999999999999999999999999.000000000001'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(decimalOf(add(rationalOf(a), rationalOf(b)), 12)).toBe(sum);
    expect(compare(subtract(rationalOf(sum), rationalOf(b)), rationalOf(a))).toBe(0);
  });

  it('divides exactly: 1 / 3 × 3 is 1', () => {
    const third = divide(rationalOf('1'), rationalOf('3'))!;
    expect(compare(multiply(third, rationalOf('3')), rationalOf('1'))).toBe(0);
    expect(divide(rationalOf('1'), rationalOf('0.00'))).toBeNull();
  });

  it.each([
    ['2', '3', '0.666667'],
    ['1', '-8', '-0.125'],
    ['-1', '2000000', '-0.000001'],
    ['-1', '2000001', '0'],
    ['100', '1', '100'],
  ])('%s / %s is written as %s: rounded half away from zero', (a, b, text) => {
    expect(decimalOf(divide(rationalOf(a), rationalOf(b))!)).toBe(text);
  });

  it('is written as a whole number where no places are wanted', () => {
    expect(decimalOf(rationalOf('2.5'), 0)).toBe('3');
  });
});
