import type { CatalogueReference, Direction, MeasureAspect, MeasureLevel, NumberKind } from '@keelson/measures';
import type { FrozenSection } from './narrative.js';
import type { ReportedAgreement } from './reported-agreement.js';

/** A dimension of the figures: a column of the files, with the names of its categories. */
export interface ReportColumn {
  code: string;
  name: string;
  categories: Record<string, string>;
}

export interface ReportedMeasure {
  code: string;
  name: string;
  unit: string;
  numberKind: NumberKind;
  factor: number;
  direction: Direction;
  /** What reports of an older version do not have, and what this measure has not, is absent. */
  description?: string;
  /** First days of the periods at which a definition begins that does not compare with the one before. */
  breaks?: string[];
  /** True when the figures of parts and of periods add up: no ratio, summed over time and partners. */
  additive?: true;
  level?: MeasureLevel;
  aspect?: MeasureAspect;
  references?: CatalogueReference[];
  goals?: { code: string; statement: string }[];
  baseline?: { periodStart: string; value: string };
  /** Of a calculated one, with the codes whose missing numbers count as zero. */
  expression?: string;
  zeros?: string[];
  /** Its figures stand at the positions from `first` on. */
  first: number;
  figures: number;
}

/** What the figures of a report are read with, frozen when it was compiled. */
export interface ReportHeader {
  coalition: {
    code: string;
    name: string;
    timeZone: string;
    figuresFrom: 'APPROVED' | 'SUBMITTED';
    /** An org-id.guide identifier; absent where it has none. */
    identifier?: string;
  };
  requestedBy: string;
  periods: string[];
  columns: ReportColumn[];
  /** By code. */
  measures: ReportedMeasure[];
  /** The most organizations that were expected to report any one figure. */
  organizationsExpected: number;
  figures: number;
  /** There are figures that are only known as an interval, from low to high; absent where there are none. */
  intervals?: true;
  /** What people say beside the figures, in the order of reading; absent where nobody said anything. */
  narrative?: FrozenSection[];
  /** By which its audiences may see figures; absent where they see them because they belong to the coalition. */
  agreements?: ReportedAgreement[];
}
