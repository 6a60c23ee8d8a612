import type { Circumstance } from './circumstance.js';

export const restatementReasons = ['CORRECTION', 'REPORTED', 'APPROVED', 'RETURNED'] as const;
export type RestatementReasonKind = (typeof restatementReasons)[number];

/** Why a figure changed. */
export interface RestatementReason {
  /**
   * CORRECTION of approved values; REPORTED: values were written otherwise; APPROVED, RETURNED: so many submissions were,
   * and count or do not count from then on.
   */
  kind: RestatementReasonKind;
  /** What whoever corrected wrote. */
  text: string | null;
  /** Cells that were written, or submissions that were decided. */
  count: number;
}

/** One figure of a report that is another one now. */
export interface RestatedFigure {
  measure: string;
  period: string;
  cell: Record<string, string>;
  /** Its position in the restated report, and in the one that tells it; null where it had or has none. */
  previousFigure: number | null;
  figure: number | null;
  /** It was the headline of its measure. */
  isHeadline?: true;
  before: string | null;
  now: string | null;
  /** Where it was or is only known as an interval. */
  beforeInterval?: { low: string; high: string };
  nowInterval?: { low: string; high: string };
  difference: string | null;
  percent: string | null;
  reasons: RestatementReason[];
}

export interface Restatement {
  /** The restated report; its id as the API writes it. */
  of: { id: string; title: string; compiledAt: string };
  changes: RestatedFigure[];
  /** There are more than are told here. */
  isCut?: true;
  /** What decides figures beside values, and was changed since. */
  circumstances: Circumstance[];
}
