import type { ReportHeader, ReportMap } from '@keelson/reports';
import type { ReportDocument } from './report-document.js';
import type { Heading, ReportWords } from './report-words.js';

/** A number as a decimal, so that each format writes it as it writes numbers. */
export type TableCell = string | null | { number: string | null };

export interface ReportTable {
  /** Unique in the report; at most 31 characters, as the name of a sheet. */
  name: string;
  /** `width` in characters. */
  columns: { heading: string; width: number; numeric?: boolean }[];
  rows: TableCell[][];
  /** The paragraphs of its section say the same. */
  isTold?: true;
}

/** Activities and links, and what they show for whoever does not see them; the tables say all of it again. */
export interface SectionMap extends Pick<ReportMap, 'activities' | 'links'> {
  caption: string;
  alternative: string;
}

/** A part of a report that stands beside its figures, for every format that is read by people. */
export interface ReportSection {
  title: string;
  paragraphs: string[];
  /** Drawn after the paragraphs, where a format draws. */
  map?: SectionMap;
  tables: ReportTable[];
}

export type DescribeSection = (document: ReportDocument) => ReportSection | null;

/** What a measure is called; its code where the report does not hold it. */
export function nameOf({ measures }: ReportHeader, code: string): string {
  return measures.find((measure) => measure.code === code)?.name ?? code;
}

/** A column under the heading of this name. */
export function columnOf(
  words: ReportWords,
  heading: Heading,
  width: number,
  numeric = false,
): ReportTable['columns'][number] {
  return { heading: words.say(`report.heading.${heading}`), width, ...(numeric ? { numeric } : {}) };
}
