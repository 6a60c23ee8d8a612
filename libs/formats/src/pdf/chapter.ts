import type { ReportDocument } from '../report-document.js';
import type { FiguresOfMeasure } from '../by-measure.js';
import type { Pages } from './pages.js';

export interface GatheredReport {
  document: ReportDocument;
  /** The first ones of the report. */
  measures: FiguresOfMeasure[];
}

/** A part of the document with its line in the contents. */
export interface Chapter {
  title: string;
  write(pages: Pages, section: PDFKit.PDFStructureElement): void;
}

/** What a report has of a section, nothing when it has none. Each section is one file. */
export type Section = (report: GatheredReport) => Chapter[];
