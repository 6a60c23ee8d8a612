import type { CurveStanding } from '@keelson/aggregation';
import type { ActivityKind, ActivityStatus } from '@keelson/activities';
import type { Frequency } from '@keelson/measures';
import type { QualityCheck } from '@keelson/quality';

/** What a figure can be set beside. */
export const comparisonKinds = [
  'TARGET',
  'BASELINE',
  'PREVIOUS_PERIOD',
  'SAME_PERIOD_LAST_YEAR',
  'SAME_PANEL',
] as const;
export type ComparisonKind = (typeof comparisonKinds)[number];

export interface HeadlineComparison {
  kind: ComparisonKind;
  /** Of what the figure is compared with. */
  period: string | null;
  /** The position of the figure that it is compared with; null where that is none of the report's. */
  figure: number | null;
  before: string | null;
  /** The figure itself, but of SAME_PANEL: that of those who reported in both periods. */
  now: string | null;
  difference: string | null;
  /** The difference in per cent of `before`. */
  percent: string | null;
  /** A definition that does not compare begins between the two: there is no difference then. */
  broken?: true;
  /** Of SAME_PANEL: how many partners it holds. */
  organizations?: number;
  /** Of SAME_PANEL: its numbers may be shown beside the totals. */
  forAudiences?: boolean;
}

/** What a measure says first: its latest figure that has a number, and what that is set beside. */
export interface Headline {
  measure: string;
  /** Null, as everything else: none of its totals has a number. */
  period: string | null;
  /** The position of the figure. */
  figure: number | null;
  value: string | null;
  low?: string;
  high?: string;
  target: string | null;
  status: string | null;
  organizationsReported: number;
  organizationsExpected: number;
  cellsReported: number;
  cellsExpected: number;
  /** Of the earlier volume of those who were expected, what those who reported hold. */
  volume?: { reported: string; expected: string; forAudiences: boolean };
  comparisons: HeadlineComparison[];
  /** Against the newest forecast, in the last year that had ended. */
  curve?: { year: string; standing: CurveStanding | null; forAudiences: boolean; figures: number[] };
}

export interface ReportGap {
  measure: string;
  period: string;
  dimension: string;
  /** The position of the total. */
  figure: number;
  best: string | null;
  indexOfDisparity: string | null;
  groups: {
    category: string;
    figure: number;
    value: string | null;
    rateDifference: string | null;
    rateRatio: string | null;
  }[];
  /** A number in it is hidden, and so are all that are made with it. */
  isHidden?: true;
}

export interface QualityRates {
  frequency: Frequency;
  /** Where there are too many numbers to judge the whole report: the period from which on they are of. */
  since?: string;
  submissionsExpected: number;
  submissionsReceived: number;
  submissionRate: string | null;
  cellsExpected: number;
  cellsAnswered: number;
  cellCompleteness: string | null;
  cellsWithNumber: number;
  valueCompleteness: string | null;
  submissionsDecided: number;
  submissionsTimely: number;
  submissionsLate: number;
  timeliness: string | null;
  medianDaysLate: string | null;
  longestDaysLate: number | null;
}

export interface ReportQuality {
  /** Of the report's measures, by how often they are collected. */
  rates: QualityRates[];
  /** Violations that nobody has explained, in these periods; null counts: more numbers than are looked at in one report. */
  warnings: {
    frequency: Frequency;
    firstPeriod: string;
    lastPeriod: string;
    cells: number | null;
    open: { check: QualityCheck; count: number }[];
    explained: number;
  }[];
  /** Of the totals, how many cells were stepped over, by kind; null where a figure of the measure is hidden. */
  nonValues: { measure: string; kinds: Record<string, number> | null }[];
}

/** What is done towards a measure. It contributes; nobody says that a figure moved because of it. */
export interface ReportActivity {
  title: string;
  kind: ActivityKind;
  status: ActivityStatus;
  organization: string;
  measures: string[];
}
