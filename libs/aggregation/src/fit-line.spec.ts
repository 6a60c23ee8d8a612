import { fitLine, rangeOf, valueInYear } from './fit-line.js';

const line = (...values: string[]) => fitLine(values.map((value, year) => ({ year, value })));
const unbounded = { lowest: null, highest: null };

describe('the least-squares line', () => {
  it('runs through numbers that lie on one', () => {
    expect(line('10', '12', '14')).toEqual({ slope: '2', intercept: '10' });
    expect(line('-0.5', '0', '0.5', '1')).toEqual({ slope: '0.5', intercept: '-0.5' });
  });

  it('of 2, 4, 5, 4, 5 has slope 0.6 and begins at 2.8', () => {
    expect(line('2', '4', '5', '4', '5')).toEqual({ slope: '0.6', intercept: '2.8' });
  });

  it('knows how far apart the years are', () => {
    const points = [
      { year: 0, value: '10' },
      { year: 1, value: '20' },
      { year: 3, value: '40' },
    ];
    expect(fitLine(points)).toEqual({ slope: '10', intercept: '10' });
  });

  it('does not lose digits of numbers that a float cannot hold', () => {
    const years = ['9007199254740993', '9007199254740994', '9007199254740995'];
    expect(line(...years)).toEqual({ slope: '1', intercept: '9007199254740993' });
  });

  it('is rounded once, to six places: sevenths stay sevenths over 50 years', () => {
    const fitted = line('0', '0', '1', '0', '0', '1');
    expect(fitted.slope).toBe('0.11428571428571428571');
    // 4/35 × 50 + 1/21: exactly 121/21 = 5.7619047…
    expect(valueInYear({ ...fitted, ...unbounded }, 50)).toBe('5.761905');
  });

  it('of a single year is a mistake', () => {
    expect(() => line('1')).toThrow('two different years');
  });
});

describe('a forecast stays within the range of its measure', () => {
  const falling = line('30', '20', '10');
  const rising = line('80', '90', '95');

  it.each([
    ['COUNT', 1, '0', null],
    ['AMOUNT', 1, null, null],
    ['RATIO', 100, '0', '100'],
    ['RATIO', 1000, '0', null],
  ] as const)('%s with factor %s: from %s to %s', (kind, factor, lowest, highest) => {
    expect(rangeOf(kind, factor)).toEqual({ lowest, highest });
  });

  it('and not beyond it', () => {
    expect(valueInYear({ ...falling, ...rangeOf('COUNT', 1) }, 9)).toBe('0');
    expect(valueInYear({ ...falling, ...rangeOf('AMOUNT', 1) }, 9)).toBe('-60');
    expect(valueInYear({ ...rising, ...rangeOf('RATIO', 100) }, 9)).toBe('100');
    expect(valueInYear({ ...rising, ...rangeOf('RATIO', 1000) }, 9)).toBe('148.333333');
  });
});
