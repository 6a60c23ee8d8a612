import type { UserErrorCode } from '@keelson/platform';

/** One cell as a file says it, by codes; nothing is known of them yet. Exactly as written: never a float. */
export interface FileRow {
  /** Where it stands, counted as a person counts it: the file's line, the sheet's row, the value's place in a list. */
  row: number;
  organization: string;
  measure: string;
  period: string;
  /** Sorted by dimension, `age_band=adult,sex=female`; empty for the total. */
  categories: string;
  /** The number, or the numerator of a RATIO. */
  number: string | null;
  denominator: string | null;
  /**
   * Set when the row is one half of a RATIO: its other half is another row of the same cell, perhaps far away. A
   * NUMERATOR has only `number`, a DENOMINATOR only `denominator`. Two halves make one cell; one alone is none.
   */
  part?: 'NUMERATOR' | 'DENOMINATOR';
  /** A partner's non-value, such as DECLINED. */
  nonValue: string | null;
  reason: string | null;
}

/** What keeps a row, or a whole file, from being read: where, and what to do about it. */
export interface FileFault {
  /** null: the whole file. */
  row: number | null;
  /** The column's heading, as the file spells it; null: the whole row. */
  column: string | null;
  code: UserErrorCode;
  message: string;
}

/** A share of a file, so that a million rows pass through little memory. */
export interface FileShare {
  rows: FileRow[];
  faults: FileFault[];
  /** How the file spells its columns, in its first share, so that an error names what its owner sees; our names unless told. */
  headings?: Headings;
}

/** A dimension's column is `categories.<code>`; one for all of them is `categories`. */
export type Headings = Partial<
  Record<'organization' | 'measure' | 'period' | NumberField | 'categories' | `categories.${string}`, string>
>;
type NumberField = 'value' | 'numerator' | 'denominator' | 'nonValue' | 'reason';
