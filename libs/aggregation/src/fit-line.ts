import { rational, type NumberKind } from '@keelson/measures';

const { add, compare, decimalOf, divide, multiply, rationalOf, subtract, zero } = rational;

/** A straight line over the years, within the measure's range. Decimals, `lowest` and `highest` null where there is no end. */
export interface Line {
  /** The step per year. */
  slope: string;
  /** In year 0. */
  intercept: string;
  lowest: string | null;
  highest: string | null;
}

/** Slopes are thirds and sevenths: at 20 places their error stays far below the six of a figure over any span of years. */
const places = 20;

/** The least-squares line through yearly numbers; `year` counts from the first one, and years may be left out. */
export function fitLine(points: readonly { year: number; value: string }[]): Pick<Line, 'slope' | 'intercept'> {
  const whole = (n: number) => rationalOf(String(n));
  const n = whole(points.length);
  let [x, y, xx, xy] = [zero, zero, zero, zero];
  for (const { year, value } of points) {
    const [at, number] = [whole(year), rationalOf(value)];
    x = add(x, at);
    y = add(y, number);
    xx = add(xx, multiply(at, at));
    xy = add(xy, multiply(at, number));
  }
  const slope = divide(subtract(multiply(n, xy), multiply(x, y)), subtract(multiply(n, xx), multiply(x, x)));
  const intercept = slope && divide(subtract(y, multiply(slope, x)), n);
  if (!slope || !intercept) throw new Error('A line needs numbers of two different years.');
  return { slope: decimalOf(slope, places), intercept: decimalOf(intercept, places) };
}

/** The line in a year, to six places as figures are. */
export function valueInYear({ slope, intercept, lowest, highest }: Line, year: number): string {
  const value = add(rationalOf(intercept), multiply(rationalOf(slope), rationalOf(String(year))));
  if (lowest !== null && compare(value, rationalOf(lowest)) < 0) return decimalOf(rationalOf(lowest));
  if (highest !== null && compare(value, rationalOf(highest)) > 0) return decimalOf(rationalOf(highest));
  return decimalOf(value);
}

/** What a measure's figures can be: an AMOUNT or something CALCULATED anything, a COUNT or RATIO not negative, a RATIO of factor 100 a share. */
export function rangeOf(numberKind: NumberKind, factor: number): Pick<Line, 'lowest' | 'highest'> {
  if (numberKind === 'AMOUNT' || numberKind === 'CALCULATED') return { lowest: null, highest: null };
  return { lowest: '0', highest: numberKind === 'RATIO' && factor === 100 ? '100' : null };
}
