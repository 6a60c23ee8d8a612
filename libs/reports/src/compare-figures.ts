import { rational, type Rational } from '@keelson/measures';
import type { HeadlineComparison } from './headline.js';

const { absolute, decimalOf, divide, multiply, rationalOf, subtract } = rational;

/** A number and, where it is a ratio, what it is before its rounding. */
export interface Compared {
  value: string | null;
  numerator?: string | null;
  denominator?: string | null;
}

/** As it was before it was rounded, so that what is made of it is rounded once. */
export function exactOf({ value, numerator, denominator }: Compared, factor: number): Rational | null {
  if (value === null) return null;
  if (numerator == null || denominator == null) return rationalOf(value);
  const share = divide(rationalOf(numerator), rationalOf(denominator));
  return share && multiply(share, rationalOf(String(factor)));
}

/** `now − before`, and in per cent of `before`: of zero there is no share. */
export function differenceOf(before: Rational, now: Rational): { difference: string; percent: string | null } {
  const difference = subtract(now, before);
  const share = divide(multiply(difference, rationalOf('100')), absolute(before));
  return { difference: decimalOf(difference), percent: share && decimalOf(share) };
}

/** A comparison with its difference; without one where a number is missing or a definition broke between. */
export function compareWith(
  one: Pick<HeadlineComparison, 'kind' | 'period' | 'figure'>,
  { before, now, factor, broken = false }: { before: Compared; now: Compared; factor: number; broken?: boolean },
): HeadlineComparison {
  const [from, to] = broken ? [null, null] : [exactOf(before, factor), exactOf(now, factor)];
  return {
    ...{ ...one, before: before.value, now: now.value },
    ...(from && to ? differenceOf(from, to) : { difference: null, percent: null }),
    ...(broken ? { broken: true } : {}),
  };
}
