import type { ReportWriter } from './report-document.js';

export interface Format {
  type: string;
  /** Writing it takes so much of a core that it is done in a thread. */
  heavy?: true;
  /** Writers are loaded when they are first asked for. */
  load(): Promise<ReportWriter>;
}

/** Every file that a report can be had as, by the ending of its name. */
export const formats = {
  csv: { type: 'text/csv; charset=utf-8', load: async () => (await import('./write-csv.js')).writeCsv },
  json: { type: 'application/json; charset=utf-8', load: async () => (await import('./write-json.js')).writeJson },
  html: {
    type: 'text/html; charset=utf-8',
    heavy: true,
    load: async () => (await import('./page/write-page.js')).writePage,
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    heavy: true,
    load: async () => (await import('./xlsx/write-xlsx.js')).writeXlsx,
  },
  pdf: {
    type: 'application/pdf',
    heavy: true,
    load: async () => (await import('./pdf/write-pdf.js')).writePdf('A4'),
  },
  'letter.pdf': {
    type: 'application/pdf',
    heavy: true,
    load: async () => (await import('./pdf/write-pdf.js')).writePdf('LETTER'),
  },
  'cids.jsonld': {
    type: 'application/ld+json; charset=utf-8',
    load: async () => (await import('./cids/write-cids.js')).writeCids,
  },
  'iati.xml': {
    type: 'application/xml; charset=utf-8',
    load: async () => (await import('./iati/write-iati.js')).writeIati,
  },
  'dhis2.json': {
    type: 'application/json; charset=utf-8',
    load: async () => (await import('./dhis2/write-dhis2.js')).writeDhis2,
  },
} as const satisfies Record<string, Format>;

export type FileFormat = keyof typeof formats;
export const fileFormats = Object.keys(formats) as FileFormat[];
