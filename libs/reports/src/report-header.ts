import type { Direction, NumberKind } from '@keelson/measures';
import type { FrozenSection } from './narrative.js';

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
  /** Of a calculated one, with the codes whose missing numbers count as zero. */
  expression?: string;
  zeros?: string[];
  /** Its figures stand at the positions from `first` on. */
  first: number;
  figures: number;
}

/** What the figures of a report are read with, frozen when it was compiled. */
export interface ReportHeader {
  coalition: { code: string; name: string; timeZone: string; figuresFrom: 'APPROVED' | 'SUBMITTED' };
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
}
