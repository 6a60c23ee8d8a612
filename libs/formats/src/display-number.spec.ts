import { displayChange, displayNumber } from './display-number.js';

describe('numbers for people', () => {
  it.each([
    ['0', '0'],
    ['1234567', '1,234,567'],
    ['-1234.5', '−1,234.5'],
    ['999.96', '1,000.0'],
    ['3.141593', '3.14'],
    ['0.333333', '0.3333'],
    ['0.00005', '0.0001'],
    ['-0.00001', '0.0000'],
    ['2.000000', '2'],
    ['12345678901234567890123', '12,345,678,901,234,567,890,123'],
  ])('%s is written %s', (decimal, text) => expect(displayNumber(decimal)).toBe(text));

  it.each([
    ['10', '7', '−30.0 %'],
    ['8', '9', '+12.5 %'],
    ['-10', '-5', '+50.0 %'],
    ['5', '5', '0.0 %'],
    ['0', '5', null],
  ])('from %s to %s is %s', (before, now, text) => expect(displayChange(before, now)).toBe(text));

  it.each([
    ['1234567', '1.234.567'],
    // Four digits stand together in Spanish.
    ['1234.5', '1234,5'],
    ['-12345.5', '−12.345,5'],
    ['12345678901234567890123.75', '12.345.678.901.234.567.890.123,8'],
    ['-0.00001', '0,0000'],
  ])('%s is written %s in Spanish', (decimal, text) => expect(displayNumber(decimal, 'es')).toBe(text));

  it('a change is written so too', () => expect(displayChange('10', '7', 'es')).toBe('−30,0 %'));
});
