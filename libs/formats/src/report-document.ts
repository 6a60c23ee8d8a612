import type { ReportFigure, ReportOutline } from '@keelson/reports';

/** A period of a report, as dates. */
export interface ReportPeriod {
  code: string;
  /** YYYY-MM-DD; `last` is its last day. */
  start: string;
  last: string;
}

/** All that a file says of a report beside its figures. It is plain data, so that it can be handed to a thread. */
export interface ReportDocument extends ReportOutline {
  periods: ReportPeriod[];
  /** Of all that its reader sees of it; null for reports of an older version. */
  sha256: string | null;
  /** The bytes of the picture that `header.logo` describes; null where there is none. */
  logo: Uint8Array | null;
}

/** What every format is written from: figures in the order of their positions, in portions, to be read once. */
export interface ReportContent {
  document: ReportDocument;
  figures: AsyncIterable<ReportFigure[]>;
}

/** Each format has one. It asks for the next portion when it has written the last one, so that memory stays flat. */
export type ReportWriter = (content: ReportContent) => AsyncIterable<string | Uint8Array>;
