import type { Dhis2Reading } from './dhis2-value.js';
import type { FileShare } from './file-row.js';
import { readDhis2Csv } from './read-dhis2-csv.js';
import { readDhis2Json } from './read-dhis2-json.js';
import { readTidyCsv } from './read-tidy-csv.js';
import { readWorkbook } from './read-workbook.js';

/** Every form in which cells come as a file. */
export const fileFormats = ['CSV', 'XLSX', 'DHIS2_JSON', 'DHIS2_CSV'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What a reader may need to know of the coalition that the file is for. */
interface FileContext {
  coalitionId: string;
  dhis2: Dhis2Reading;
}

interface ImportFormat {
  /** From the file's bytes to shares of some thousand rows, in the file's order. */
  read(bytes: AsyncIterable<Uint8Array>, context: FileContext): AsyncIterable<FileShare>;
  /**
   * Another system's file, whose codes are corrected there and not row by row: an unknown one is listed once, with a
   * count; and the comments that system keeps beside its numbers stay there.
   */
  foreign?: true;
}

export const importFormats: Readonly<Record<FileFormat, ImportFormat>> = {
  CSV: { read: (bytes) => readTidyCsv(bytes) },
  XLSX: { read: (bytes, { coalitionId }) => readWorkbook(bytes, { coalitionId }) },
  DHIS2_JSON: { read: (bytes, { dhis2 }) => readDhis2Json(bytes, dhis2), foreign: true },
  DHIS2_CSV: { read: (bytes, { dhis2 }) => readDhis2Csv(bytes, dhis2), foreign: true },
};
