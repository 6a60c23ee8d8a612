import type { ReportWriter } from './report-document.js';

/** Every file that a report can be had as, by the ending of its name. Writers are loaded when they are first asked for. */
export const formats = {
  csv: { type: 'text/csv; charset=utf-8', load: async () => (await import('./write-csv.js')).writeCsv },
  json: { type: 'application/json; charset=utf-8', load: async () => (await import('./write-json.js')).writeJson },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    load: async () => (await import('./xlsx/write-xlsx.js')).writeXlsx,
  },
  pdf: { type: 'application/pdf', load: async () => (await import('./pdf/write-pdf.js')).writePdf('A4') },
  'letter.pdf': { type: 'application/pdf', load: async () => (await import('./pdf/write-pdf.js')).writePdf('LETTER') },
  html: { type: 'text/html; charset=utf-8', load: async () => (await import('./page/write-page.js')).writePage },
} as const satisfies Record<string, { type: string; load(): Promise<ReportWriter> }>;

export type FileFormat = keyof typeof formats;
export const fileFormats = Object.keys(formats) as FileFormat[];
