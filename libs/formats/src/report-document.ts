import type { Frequency } from '@keelson/measures';
import type { ReportFigure, ReportHeader } from '@keelson/reports';

/** A period of a report, as dates. */
export interface ReportPeriod {
  code: string;
  /** YYYY-MM-DD; `last` is its last day. */
  start: string;
  last: string;
}

/** All that a file says of a report beside its figures. It is plain data, so that it can be handed to a thread. */
export interface ReportDocument {
  /** As the API writes it, rep_…. */
  id: string;
  title: string;
  frequency: Frequency;
  firstPeriod: string;
  lastPeriod: string;
  breakdowns: string[][] | null;
  requestedAt: Date;
  compiledAt: Date;
  periods: ReportPeriod[];
  header: ReportHeader;
}

/** What every format is written from: figures in the order of their positions, in portions, to be read once. */
export interface ReportContent {
  document: ReportDocument;
  figures: AsyncIterable<ReportFigure[]>;
}

/** Each format has one. It asks for the next portion when it has written the last one, so that memory stays flat. */
export type ReportWriter = (content: ReportContent) => AsyncIterable<string | Uint8Array>;
