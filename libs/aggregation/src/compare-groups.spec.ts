import { rational, type Direction } from '@keelson/measures';
import { compareGroups } from './compare-groups.js';

const compare = (groups: Record<string, string | null>, total: string | null, direction: Direction = 'INCREASE') =>
  compareGroups(
    Object.entries(groups).map(([category, rate]) => ({
      category,
      rate: rate === null ? null : rational.rationalOf(rate),
    })),
    total === null ? null : rational.rationalOf(total),
    direction,
  );

describe('gaps between groups', () => {
  it('80, 60 and 40 with total 60: 40 points and half of the best, index of disparity 22.222222', () => {
    expect(compare({ a: '80', b: '60', c: '40' }, '60')).toEqual({
      best: 'a',
      indexOfDisparity: '22.222222',
      groups: [
        { category: 'a', rateDifference: '0', rateRatio: '1' },
        { category: 'b', rateDifference: '-20', rateRatio: '0.75' },
        { category: 'c', rateDifference: '-40', rateRatio: '0.5' },
      ],
    });
  });

  it('the best of a measure to decrease is the lowest', () => {
    expect(compare({ a: '12', b: '4' }, '8', 'DECREASE')).toEqual({
      best: 'b',
      indexOfDisparity: '50',
      groups: [
        { category: 'a', rateDifference: '8', rateRatio: '3' },
        { category: 'b', rateDifference: '0', rateRatio: '1' },
      ],
    });
  });

  it('a group without a number stays in the list and out of the index', () => {
    expect(compare({ a: '80', b: null, c: '40' }, '60')).toMatchObject({
      indexOfDisparity: '33.333333',
      groups: [{ category: 'a' }, { category: 'b', rateDifference: null, rateRatio: null }, { category: 'c' }],
    });
  });

  it('a division by zero gives no number, and the difference stays', () => {
    expect(compare({ a: '3', b: '0' }, '0', 'DECREASE')).toEqual({
      best: 'b',
      indexOfDisparity: null,
      groups: [
        { category: 'a', rateDifference: '3', rateRatio: null },
        { category: 'b', rateDifference: '0', rateRatio: null },
      ],
    });
  });

  it.each(['MAINTAIN', 'NONE'] as const)('%s has no best group, only the index', (direction) => {
    expect(compare({ a: '9', b: '11' }, '10', direction)).toEqual({
      best: null,
      indexOfDisparity: '10',
      groups: [
        { category: 'a', rateDifference: null, rateRatio: null },
        { category: 'b', rateDifference: null, rateRatio: null },
      ],
    });
  });

  it('without any number, or without a total, there is no index', () => {
    expect(compare({ a: null }, '10')).toMatchObject({ best: null, indexOfDisparity: null });
    expect(compare({ a: '1' }, null)).toMatchObject({ best: 'a', indexOfDisparity: null });
  });
});
