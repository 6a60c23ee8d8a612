import { rational, type Rational } from '@keelson/measures';
import type { PeerNumbersRow } from './peer-numbers.sql.js';

export const bandGaps = ['NO_OWN_NUMBER', 'TOO_FEW_PEERS', 'SMALL_NUMBERS', 'TOO_ALIKE', 'WITHHELD'] as const;
/** Why there is no band. */
export type BandGap = (typeof bandGaps)[number];

export interface Band {
  lower: string | null;
  median: string | null;
  upper: string | null;
  missing: BandGap | null;
}

export const fewestPeers = 5;
/** A bound is rounded to a step of at least this share of the largest one. */
const coarsest = 20n;

export const noBand = (missing: BandGap): Band => ({ lower: null, median: null, upper: null, missing });

/**
 * The band of a period as its organization sees it. Who knows the coalition's sum, its own number and the exact bounds of
 * five peers can work out the middle one (three times lower plus upper, less the sum of the five): the rounding leaves it
 * six steps of room, three tenths of the largest bound. `threshold` is the coalition's for small numbers of people.
 */
export function judgeBand(row: PeerNumbersRow, threshold: number): Band {
  if (row.own === null) return noBand('NO_OWN_NUMBER');
  const { lower, median, upper } = row;
  if (row.peers < fewestPeers || lower === null || median === null || upper === null) return noBand('TOO_FEW_PEERS');
  const exact = [lower, median, upper].map(rational.rationalOf);
  const small = rational.rationalOf(String(threshold));
  if (row.of_people && row.number_kind !== 'RATIO' && exact.some((bound) => rational.compare(bound, small) < 0)) {
    return noBand('SMALL_NUMBERS');
  }
  const step = stepOf(exact, row.number_kind === 'COUNT');
  if (!step) return noBand('TOO_ALIKE');
  const [low, middle, high] = exact.map((bound) => roundTo(bound, step));
  if (low === high) return noBand('TOO_ALIKE');
  return { lower: low!, median: middle!, upper: high!, missing: null };
}

/** The smallest of 1, 2 and 5 times a power of ten that is a twentieth of the largest bound or more; a whole one for counts. */
function stepOf(bounds: Rational[], whole: boolean): Rational | null {
  const [first, ...others] = bounds.map(rational.absolute) as [Rational, ...Rational[]];
  const largest = rational.largest(first, ...others);
  if (largest.n === 0n) return null;
  const wanted = { n: largest.n, d: largest.d * coarsest };
  for (let power = whole ? 0 : -24; ; power++) {
    for (const digit of [1n, 2n, 5n]) {
      const step = power < 0 ? { n: digit, d: 10n ** BigInt(-power) } : { n: digit * 10n ** BigInt(power), d: 1n };
      if (rational.compare(step, wanted) >= 0) return step;
    }
  }
}

function roundTo(bound: Rational, step: Rational): string {
  const steps = rational.decimalOf(rational.divide(bound, step)!, 0);
  return rational.decimalOf(rational.multiply(rational.rationalOf(steps), step), 24);
}
