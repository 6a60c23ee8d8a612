import type { ExportedCells } from '@keelson/submissions';
import { rowsOf } from './export-rows.js';
import { writeDhis2Csv, writeDhis2Json } from './write-dhis2.js';
import { writeTidyCsv } from './write-tidy-csv.js';
import { writeXlsx } from './write-xlsx.js';

export type ExportFormat = 'csv' | 'xlsx' | 'dhis2.json' | 'dhis2.csv';

interface Writing {
  type: string;
  write(cells: ExportedCells): AsyncIterable<string | Uint8Array>;
}

/** How all cells are handed out, by the ending of the file. What each writes, the import of the same form reads. */
export const exportFormats: Readonly<Record<ExportFormat, Writing>> = {
  csv: { type: 'text/csv; charset=utf-8', write: (cells) => writeTidyCsv(cells) },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (cells) => writeXlsx(rowsOf(cells)),
  },
  'dhis2.json': { type: 'application/json; charset=utf-8', write: (cells) => writeDhis2Json(rowsOf(cells)) },
  'dhis2.csv': { type: 'text/csv; charset=utf-8', write: (cells) => writeDhis2Csv(rowsOf(cells)) },
};
