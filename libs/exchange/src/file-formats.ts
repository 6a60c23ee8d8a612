import type { FileReader } from './file-row.js';
import { readXlsx } from './read-xlsx.js';
import { readTidyCsv } from './read-tidy-csv.js';

/** Every form in which cells come as a file. */
export const fileFormats = ['CSV', 'XLSX'] as const;
export type FileFormat = (typeof fileFormats)[number];

export const readers: Readonly<Record<FileFormat, FileReader>> = { CSV: readTidyCsv, XLSX: readXlsx };
