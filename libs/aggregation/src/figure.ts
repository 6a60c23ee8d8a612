import type { Comparability } from '@keelson/measures';

export const figureStatuses = [
  'NO_DATA',
  'SUPPRESSED',
  'WITHHELD',
  'UNRESOLVED',
  'MET',
  'NOT_MET',
  'ON_TRACK',
  'BEHIND',
  'WORSE',
] as const;
export type FigureStatus = (typeof figureStatuses)[number];

/** A number and everything that is needed to judge it. */
export interface Figure {
  measureId: string;
  period: string;
  cell: Record<string, string>;
  value: string | null;
  /** Instead of a value, where partners may overlap and nobody has signed for it: the ends of what is possible. */
  low: string | null;
  high: string | null;
  numerator: string | null;
  denominator: string | null;
  organizationsReported: number;
  organizationsExpected: number;
  cellsReported: number;
  cellsExpected: number;
  nonValues: Record<string, number>;
  target: string | null;
  baseline: string | null;
  progress: string | null;
  status: FigureStatus | null;
  derived: boolean;
  version: number;
  comparability: Comparability;
  /** One or two partners' own number can be told from it, however many reported. */
  picked: boolean;
  /** The numbers are not the reader's to see: too few organizations stand behind them. */
  withheld: boolean;
}

/** How a total moved since the period before; null where there is nothing to compare with. */
export interface FigureChange {
  measureId: string;
  period: string;
  before: string | null;
  now: string | null;
  panelBefore: string | null;
  panelNow: string | null;
  panel: number;
  /** Of the panel, the partners that are several organizations which have merged. */
  panelJoined: number;
  volumeReported: string | null;
  volumeExpected: string | null;
  withheld: boolean;
  /** Some of its numbers are small numbers of people, or would tell one. */
  suppressed: boolean;
}
