import { rational, type NumberKind, type Rational } from '@keelson/measures';
import type { Verdict } from './finding.js';

const { absolute, compare, decimalOf, divide, largest, multiply, rationalOf, subtract } = rational;

/** The last numbers that one is judged by, and the least of them. */
export const historyLength = 12;
export const leastHistory = 4;
/** 0.6745 makes the median deviation of a normal distribution one standard deviation (Iglewicz and Hoaglin, 1993). */
const consistency = rationalOf('0.6745');
const threshold = rationalOf('3.5');
const twentieth = rationalOf('0.05');

/** What an outlier is judged by. */
export interface Spread {
  median: Rational;
  /** max(MAD, 0.05 |median|, the smallest unit). */
  deviation: Rational;
  z: Rational;
}

/** Leave-one-out: the number itself is not part of the history. Null with fewer than four numbers. */
export function spreadOf(x: Rational, history: readonly Rational[], smallestUnit: Rational): Spread | null {
  if (history.length < leastHistory) return null;
  const median = medianOf(history);
  const mad = medianOf(history.map((one) => absolute(subtract(one, median))));
  const deviation = largest(mad, multiply(twentieth, absolute(median)), smallestUnit);
  const z = divide(multiply(consistency, absolute(subtract(x, median))), deviation);
  if (!z) throw new Error('A smallest unit is greater than zero.');
  return { median, deviation, z };
}

export function isOutlier({ z }: Spread): boolean {
  return compare(z, threshold) >= 0;
}

export const slips = ['×10', '×100', '÷10', '÷100'] as const;
export type Slip = (typeof slips)[number];
const factors: Record<Slip, Rational> = {
  '×10': rationalOf('10'),
  '×100': rationalOf('100'),
  '÷10': rationalOf('0.1'),
  '÷100': rationalOf('0.01'),
};

/** Whether a number lies within 5 % of the median with its decimal point or zeros misplaced. */
export function slipOf(x: Rational, median: Rational): Slip | null {
  if (median.n === 0n) return null;
  const near = (slip: Slip) => {
    const expected = multiply(factors[slip], median);
    return compare(absolute(subtract(x, expected)), multiply(twentieth, absolute(expected))) <= 0;
  };
  return slips.find(near) ?? null;
}

/** A slip says more than an outlier: it takes its place. Null when the number fits its history. */
export function compareWithHistory(
  x: Rational,
  history: readonly Rational[],
  smallestUnit: Rational,
): (Verdict & { check: 'OUTLIER' | 'SLIP' }) | null {
  const spread = spreadOf(x, history, smallestUnit);
  const value = decimalOf(x);
  if (!spread) {
    const numbers = [
      { name: 'value', value },
      { name: 'history', value: String(history.length) },
    ];
    const sentence = `${value} cannot be judged by its history: ${history.length} earlier numbers, at least ${leastHistory} are needed.`;
    return { check: 'OUTLIER', outcome: 'NOT_ENOUGH_HISTORY', numbers, sentence };
  }
  const [median, deviation, z] = [decimalOf(spread.median), decimalOf(spread.deviation), decimalOf(spread.z, 3)];
  const numbers = Object.entries({ value, median, deviation, z }).map(([name, value]) => ({ name, value }));
  const slip = slipOf(x, spread.median);
  if (slip) {
    const sentence = `${value} is about the usual ${median} ${slip}: were digits or the decimal point misplaced?`;
    return { check: 'SLIP', outcome: 'VIOLATION', numbers, sentence };
  }
  if (!isOutlier(spread)) return null;
  const sentence = `${value} lies far from the usual ${median} (z = ${z}, flagged from 3.5).`;
  return { check: 'OUTLIER', outcome: 'VIOLATION', numbers, sentence };
}

/** The smallest step that a number could have taken, so that a history without any change has a spread too. */
export function smallestUnitOf(
  kind: NumberKind,
  texts: readonly string[],
  ratio?: { factor: number; denominator: string },
) {
  const places = kind === 'COUNT' ? 0 : Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
  const unit: Rational = { n: 1n, d: 10n ** BigInt(places) };
  if (!ratio) return unit;
  const { factor, denominator } = ratio;
  return divide(multiply(unit, rationalOf(String(factor))), absolute(rationalOf(denominator))) ?? unit;
}

function medianOf(numbers: readonly Rational[]): Rational {
  const sorted = [...numbers].sort(compare);
  const middle = sorted.length >> 1;
  const upper = sorted[middle]!;
  return sorted.length % 2 ? upper : multiply(rational.add(sorted[middle - 1]!, upper), { n: 1n, d: 2n });
}
