import { rational, type Direction, type Rational } from '@keelson/measures';

const { absolute, add, compare, decimalOf, divide, multiply, rationalOf, subtract, zero } = rational;

export interface Group {
  category: string;
  /** Null where there is no number to see. */
  rate: Rational | null;
}

export interface GroupGap {
  category: string;
  rateDifference: string | null;
  rateRatio: string | null;
}

export interface Disparity {
  best: string | null;
  /** In per cent of the total; over the groups that have a number. */
  indexOfDisparity: string | null;
  groups: GroupGap[];
}

/**
 * Gaps between groups (measurement.md, section 6), absolute and relative together: each group against the best by the
 * measure's direction, and the index of disparity: mean |r_g − r_total| / r_total × 100. Without a direction no group
 * is the best; a division by zero gives no number.
 */
export function compareGroups(groups: readonly Group[], total: Rational | null, direction: Direction): Disparity {
  const sign = direction === 'INCREASE' ? 1 : direction === 'DECREASE' ? -1 : 0;
  const known = groups.flatMap(({ category, rate }) => (rate ? [{ category, rate }] : []));
  const best =
    sign === 0 || known.length === 0
      ? null
      : known.reduce((most, one) => (sign * compare(one.rate, most.rate) > 0 ? one : most));
  return {
    best: best?.category ?? null,
    indexOfDisparity: known.length > 0 && total ? disparityOf(known, total) : null,
    groups: groups.map(({ category, rate }) => {
      if (!rate || !best) return { category, rateDifference: null, rateRatio: null };
      const ratio = divide(rate, best.rate);
      return {
        category,
        rateDifference: decimalOf(subtract(rate, best.rate)),
        rateRatio: ratio ? decimalOf(ratio) : null,
      };
    }),
  };
}

function disparityOf(known: readonly { rate: Rational }[], total: Rational): string | null {
  const apart = known.reduce((sum, { rate }) => add(sum, absolute(subtract(rate, total))), zero);
  const share = divide(multiply(apart, rationalOf('100')), multiply(total, rationalOf(String(known.length))));
  return share && decimalOf(share);
}
