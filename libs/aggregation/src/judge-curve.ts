import { rational, type Direction, type Rational } from '@keelson/measures';

const { absolute, compare, decimalOf, rationalOf, subtract, zero } = rational;

export const curveStandings = [
  'TURNED',
  'SLOWED',
  'ON_BASELINE',
  'BEHIND_BASELINE',
  'NO_DATA',
  'BUILDING_HISTORY',
] as const;
export type CurveStanding = (typeof curveStandings)[number];

/** A year of the curve: what came, what the forecast said, and whether the forecast's line was drawn through it. */
export interface CurveYear {
  actual: string | null;
  forecast: string | null;
  fitted: boolean;
}

export interface CurveVerdict {
  /** s(A − F): above zero is better than the forecast. Null without a direction. */
  gap: string | null;
  standing: CurveStanding | null;
}

/**
 * Turning the curve (measurement.md, section 6), for consecutive years. The years that the line was drawn through are
 * not judged and do not count towards the two of TURNED: they cannot differ from a forecast that was made of them.
 * Better than the forecast by more than the tolerance is never BEHIND_BASELINE: with one good year only, with a
 * standstill, or with no year before to compare with, it is SLOWED.
 */
export function judgeCurve(
  years: readonly CurveYear[],
  direction: Direction,
  tolerance: string | null,
): CurveVerdict[] {
  const sign = direction === 'INCREASE' ? 1 : direction === 'DECREASE' ? -1 : 0;
  if (sign === 0) return years.map(() => ({ gap: null, standing: null }));
  const better = (a: Rational, b: Rational) => (sign > 0 ? subtract(a, b) : subtract(b, a));
  const gaps = years.map(({ actual, forecast }) => {
    return actual === null || forecast === null ? null : better(rationalOf(actual), rationalOf(forecast));
  });
  /** How the year moved from the one before, in the good direction. */
  const moves = years.map(({ actual }, i) => {
    const before = years[i - 1]?.actual ?? null;
    return actual === null || before === null ? null : better(rationalOf(actual), rationalOf(before));
  });
  const above = (number: Rational | null | undefined) => number != null && compare(number, zero) > 0;
  const isGood = (i: number) => years[i]?.fitted === false && above(gaps[i]) && above(moves[i]);
  const standingOf = ({ actual, forecast, fitted }: CurveYear, i: number): CurveStanding | null => {
    const [gap, move] = [gaps[i], moves[i]];
    if (actual === null) return 'NO_DATA';
    if (forecast === null || !gap) return 'BUILDING_HISTORY';
    if (fitted) return null;
    if (isGood(i) && isGood(i - 1)) return 'TURNED';
    if (above(gap) && move && compare(move, zero) < 0) return 'SLOWED';
    if (compare(absolute(gap), rationalOf(tolerance ?? '0')) <= 0) return 'ON_BASELINE';
    return above(gap) ? 'SLOWED' : 'BEHIND_BASELINE';
  };
  return years.map((year, i) => {
    const gap = gaps[i];
    return { gap: gap ? decimalOf(gap) : null, standing: standingOf(year, i) };
  });
}
