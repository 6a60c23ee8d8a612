import type { Direction } from '@keelson/measures';
import { judgeCurve, type CurveYear } from './judge-curve.js';

type Short = [actual: string | null, forecast: string | null, fitted?: boolean];
const judge = (direction: Direction, years: Short[], tolerance: string | null = null) =>
  judgeCurve(
    years.map(([actual, forecast, fitted = false]): CurveYear => ({ actual, forecast, fitted })),
    direction,
    tolerance,
  );
const last = (...args: Parameters<typeof judge>) => judge(...args).at(-1);

/** The same story told upwards and downwards: for DECREASE every number changes its sign. */
const mirrored = (years: Short[]): Short[] => {
  const turn = (text: string | null) => (text === null ? null : text.startsWith('-') ? text.slice(1) : `-${text}`);
  return years.map(([actual, forecast, fitted]) => [turn(actual), turn(forecast), fitted]);
};

describe.each(['INCREASE', 'DECREASE'] as const)('turning the curve of a measure to %s', (direction) => {
  const standing = (years: Short[], tolerance?: string) =>
    last(direction, direction === 'INCREASE' ? years : mirrored(years), tolerance)?.standing;

  it.each<[string, Short[], string | null, string?]>([
    [
      'two good years',
      [
        ['10', '11', true],
        ['11', '10'],
        ['12', '9'],
      ],
      'TURNED',
    ],
    [
      'two good years, whatever the tolerance',
      [
        ['10', '11', true],
        ['11', '10'],
        ['12', '9'],
      ],
      'TURNED',
      '50',
    ],
    [
      'one good year',
      [
        ['10', '11', true],
        ['11', '10'],
      ],
      'SLOWED',
    ],
    [
      'one good year after one that was worse than forecast',
      [
        ['9', '8'],
        ['9.5', '10'],
        ['12', '10'],
      ],
      'SLOWED',
    ],
    [
      'better, but falling',
      [
        ['12', '10'],
        ['11', '9'],
      ],
      'SLOWED',
    ],
    [
      'better, but falling, within the tolerance',
      [
        ['12', '10'],
        ['11', '9'],
      ],
      'SLOWED',
      '5',
    ],
    [
      'better, standing still',
      [
        ['11', '10'],
        ['11', '9'],
      ],
      'SLOWED',
    ],
    ['better, with no year before', [['11', '9']], 'SLOWED'],
    [
      'better, and the year before has no figure',
      [
        [null, '9'],
        ['11', '9'],
      ],
      'SLOWED',
    ],
    [
      'as forecast',
      [
        ['12', '10'],
        ['9', '9'],
      ],
      'ON_BASELINE',
    ],
    [
      'a little worse, within the tolerance',
      [
        ['12', '10'],
        ['8.5', '9'],
      ],
      'ON_BASELINE',
      '0.5',
    ],
    [
      'a little worse than the tolerance',
      [
        ['12', '10'],
        ['8.4', '9'],
      ],
      'BEHIND_BASELINE',
      '0.5',
    ],
    [
      'worse',
      [
        ['12', '10'],
        ['8', '9'],
      ],
      'BEHIND_BASELINE',
    ],
    [
      'worse, but moving the right way',
      [
        ['6', '10'],
        ['8', '9'],
      ],
      'BEHIND_BASELINE',
    ],
    [
      'no figure',
      [
        ['12', '10'],
        [null, '9'],
      ],
      'NO_DATA',
    ],
    [
      'no forecast',
      [
        ['12', null],
        ['13', null],
      ],
      'BUILDING_HISTORY',
    ],
    ['neither', [[null, null]], 'NO_DATA'],
    [
      'a year that the line was drawn through',
      [
        ['10', '9', true],
        ['12', '9', true],
      ],
      null,
    ],
    [
      'only one of two good years came after the line',
      [
        ['9', '9', true],
        ['10', '9', true],
        ['12', '9'],
      ],
      'SLOWED',
    ],
  ])('%s', (...[, years, expected, tolerance]) => {
    expect(standing(years, tolerance)).toBe(expected);
  });
});

it('counts a gap from the forecast, above zero where it is better', () => {
  expect(last('INCREASE', [['12.5', '10']])?.gap).toBe('2.5');
  expect(last('DECREASE', [['12.5', '10']])?.gap).toBe('-2.5');
  expect(last('DECREASE', [['9.999999', '10']])?.gap).toBe('0.000001');
  expect(last('INCREASE', [[null, '10']])?.gap).toBeNull();
});

it.each(['MAINTAIN', 'NONE'] as const)('gives no verdict on a measure without a direction (%s)', (direction) => {
  expect(
    last(direction, [
      ['1', '2'],
      ['3', '2'],
      ['4', '2'],
    ]),
  ).toEqual({ gap: null, standing: null });
});
