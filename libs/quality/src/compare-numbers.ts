import { rational, type NumberKind, type Rational } from '@keelson/measures';
import type { Verdict } from './finding.js';

const { compare, decimalOf } = rational;

/**
 * Which ratios are shares: percentages. A numerator may well be more than its denominator in a rate per 1,000 (visits per
 * 1,000 people) or a plain ratio (pupils per teacher); where it may not, a rule says so: "rate LESS_OR_EQUAL 1000".
 */
export function isShare({ numberKind, factor }: { numberKind: NumberKind; factor: number }): boolean {
  return numberKind === 'RATIO' && factor === 100;
}

export function compareWithDenominator(numerator: Rational, denominator: Rational): Verdict | null {
  if (compare(numerator, denominator) <= 0) return null;
  const [part, whole] = [decimalOf(numerator, 12), decimalOf(denominator, 12)];
  return {
    outcome: 'VIOLATION',
    numbers: [
      { name: 'numerator', value: part },
      { name: 'denominator', value: whole },
    ],
    sentence: `The numerator ${part} is more than the denominator ${whole}, but this ratio is a share.`,
  };
}

/** All numbers of one organization's period in short: equal ones have equal fingerprints. */
export interface Fingerprint {
  numbers: number;
  digest: string;
}

/** A period sent once more by mistake: every number stands there as in the period before, and no other. */
export function compareWithLastPeriod(now: Fingerprint, before: Fingerprint | null): Verdict | null {
  if (!before || now.numbers === 0 || now.numbers !== before.numbers || now.digest !== before.digest) return null;
  const count = now.numbers === 1 ? 'The only number equals' : `All ${now.numbers} numbers equal`;
  return {
    outcome: 'VIOLATION',
    numbers: [{ name: 'equal', value: String(now.numbers) }],
    sentence: `${count} last period's: was the period before sent again?`,
  };
}
