import type { ReportFigure, ReportedMeasure } from '@keelson/reports';
import type { Summary } from '../describe-figures.js';
import { plainText } from '../plain-text.js';
import type { ReportDocument } from '../report-document.js';
import type { ReportWords } from '../report-words.js';

export type CellValue = string | number | Date | null;

export interface SheetColumn {
  heading: string;
  width: number;
}

/** What is kept while the figures pass by: totals only, so that it stays small. */
export interface Kept {
  document: ReportDocument;
  summaries: Summary[];
  totals: { measure: ReportedMeasure; figure: ReportFigure }[];
}

/** A section of the report as a sheet; each is one file. */
export interface Sheet {
  /** Unique in its book; at most 31 characters. */
  name(words: ReportWords): string;
  columns(words: ReportWords): SheetColumn[];
  rows(kept: Kept): Iterable<CellValue[]>;
}

/** The most that a cell of Excel holds. */
const longest = 32_767;
/** A number of Excel has 15 digits that can be relied on. */
const mostDigits = 15;

/** A text: never a formula, whatever it looks like. */
export function textCell(text: string | null | undefined): string | null {
  return text ? plainText(text).slice(0, longest).toWellFormed() : null;
}

/** A decimal as a number where Excel can hold it exactly; else as the text that it is. */
export function numberCell(decimal: string | null): CellValue {
  if (decimal === null) return null;
  const digits = decimal.replace(/[-.]/g, '').replace(/^0+/, '').length;
  return digits <= mostDigits ? Number(decimal) : decimal;
}
