import { rational } from '@keelson/measures';
import type { CheckFigure } from './finding.js';

/** What a share is held against, in per cent, so that nothing is rounded. */
export type Threshold = { atLeast: number } | { atMost: number };

export interface Share {
  formula: string;
  numerator: number;
  denominator: number;
  from?: string | null;
  to: string;
}

export interface Judged {
  figure: CheckFigure;
  /** Null: not assessable. */
  passes: boolean | null;
}

/** Judged by its two whole numbers, never by its rounded value; with fewer than `fewest` it is not assessable. */
export function judgeShare(share: Share, threshold: Threshold, fewest = 1): Judged {
  const { formula, numerator, denominator, from = null, to } = share;
  const atMost = 'atMost' in threshold;
  const percent = 'atMost' in threshold ? threshold.atMost : threshold.atLeast;
  const assessable = denominator >= Math.max(fewest, 1);
  const held = { n: BigInt(numerator), d: BigInt(Math.max(denominator, 1)) };
  const against = { n: BigInt(percent), d: 100n };
  const compared = rational.compare(held, against);
  return {
    figure: {
      ...{ formula, numerator, denominator, from, to, atMost },
      value: assessable ? rational.decimalOf(held, 4) : null,
      threshold: rational.decimalOf(against, 2),
    },
    passes: assessable ? (atMost ? compared <= 0 : compared >= 0) : null,
  };
}
