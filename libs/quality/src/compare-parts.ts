import { rational, type Rational } from '@keelson/measures';
import type { Verdict } from './finding.js';

const { add, compare, decimalOf, zero } = rational;

/** A reported number; of a RATIO also its denominator. */
export interface Reported {
  number: Rational;
  denominator: Rational | null;
}

/** A reported total beside the reported parts of one breakdown. */
export interface PartsOfTotal {
  total: Reported;
  parts: readonly Reported[];
  /** True when the breakdown's categories split the whole. */
  additive: boolean;
  /** True when every part has a number. */
  complete: boolean;
}

/**
 * More in the parts than in the total is a violation of any breakdown; less only where the parts split the whole and all
 * of them are there. A RATIO is compared by its numerators and by its denominators. Null when nothing is wrong.
 */
export function compareParts({ total, parts, additive, complete }: PartsOfTotal): Verdict | null {
  if (parts.length === 0) return null;
  const sides = [{ name: '', whole: total.number, sum: sumOf(parts.map((part) => part.number)) }];
  if (total.denominator) {
    sides[0]!.name = ' of the numerators';
    const denominators = parts.map((part) => part.denominator ?? zero);
    sides.push({ name: ' of the denominators', whole: total.denominator, sum: sumOf(denominators) });
  }
  for (const { name, whole, sum } of sides) {
    const order = compare(sum, whole);
    if (order === 0 || (order < 0 && !(additive && complete))) continue;
    const [parts, total] = [decimalOf(sum, 12), decimalOf(whole, 12)];
    const why = order < 0 ? ', though all of them are there and split the whole' : '';
    return {
      outcome: 'VIOLATION',
      numbers: Object.entries({ parts, total }).map(([name, value]) => ({ name, value })),
      sentence: `The parts add up to ${parts}, ${order > 0 ? 'more' : 'less'} than the total${name} ${total}${why}.`,
    };
  }
  return null;
}

function sumOf(numbers: Rational[]): Rational {
  return numbers.reduce(add, zero);
}
