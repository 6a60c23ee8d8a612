import { CsvError } from 'csv-parse';
import { linesWithin, longestRecord, recordsOf } from './csv-records.js';
import { decodeText, NotText } from './decode-text.js';
import { addValue, dhis2Headings, type Dhis2Field, type Dhis2Reading, type Dhis2Value } from './dhis2-value.js';
import type { FileShare } from './file-row.js';
import { Share } from './fill-share.js';
import { shown } from './plain-decimal.js';

/** Both of DHIS2's spellings, in small letters. null: a note of DHIS2's own that means nothing here. */
const fieldOf = new Map<string, Dhis2Field | null>([
  ['dataelement', 'dataElement'],
  ['period', 'period'],
  ['orgunit', 'orgUnit'],
  ['catoptcombo', 'categoryOptionCombo'],
  ['categoryoptioncombo', 'categoryOptionCombo'],
  ['attroptcombo', 'attributeOptionCombo'],
  ['attributeoptioncombo', 'attributeOptionCombo'],
  ['value', 'value'],
  ['cmt', 'comment'],
  ['comment', 'comment'],
  ['deleted', 'deleted'],
  ['strby', null],
  ['storedby', null],
  ['created', null],
  ['lstupd', null],
  ['lastupdated', null],
  ['timestamp', null],
  ['followup', null],
]);
const required = ['dataElement', 'period', 'orgUnit', 'value'] as const;
/**
 * Reads DHIS2's dataValueSets as CSV: columns in any order, in either spelling. A row is counted as the file's line that
 * it starts on. Half-rows stay halves: see FileRow.part.
 */
export async function* readDhis2Csv(
  bytes: AsyncIterable<Uint8Array>,
  reading: Dhis2Reading = {},
): AsyncGenerator<FileShare> {
  const share = new Share();
  let columns: Columns | null = null;
  let line = 1;
  try {
    for await (const record of recordsOf(decodeText(bytes))) {
      const start = line;
      line += 1 + linesWithin(record);
      if (!columns) {
        columns = readHeader(record, share);
        if (share.faults.length > 0) break;
        share.headings = dhis2Headings(columns.headingOf);
      } else if (record.length > 1 || record[0]?.trim()) {
        readRecord(record, start, columns, share, reading);
      }
      if (share.isFull) yield share.take();
    }
    if (!columns) share.refuse(null, null, 'REQUIRED', 'The file is empty: its first line names the columns.');
  } catch (error) {
    refuseFile(error, line, share);
  }
  if (!share.isEmpty) yield share.take();
}

interface Columns {
  headings: string[];
  fields: (Dhis2Field | null)[];
  headingOf(field: Dhis2Field): string;
}

function readHeader(headings: string[], share: Share): Columns {
  const fields = headings.map((heading) => {
    const field = fieldOf.get(heading.trim().toLowerCase());
    if (field === undefined) {
      const message = `"${shown(heading)}" is no column of DHIS2's data values. Take it out, or correct its heading; the columns stand apart by commas.`;
      share.refuse(null, shown(heading), 'INVALID', message);
    }
    return field ?? null;
  });
  for (const field of required) {
    if (!fields.includes(field)) {
      share.refuse(null, field.toLowerCase(), 'REQUIRED', `There is no column "${field.toLowerCase()}".`);
    }
  }
  fields.forEach((field, i) => {
    if (field && fields.indexOf(field) < i) {
      share.refuse(null, headings[i]!, 'DUPLICATE', `The column "${headings[i]}" stands there twice.`);
    }
  });
  return { headings, fields, headingOf: (field) => headings[fields.indexOf(field)] ?? field.toLowerCase() };
}

function readRecord(record: string[], line: number, columns: Columns, share: Share, reading: Dhis2Reading): void {
  if (record.length !== columns.headings.length) {
    const message = `This line has ${record.length} columns, the first one ${columns.headings.length}. Put a text with a comma in quotes.`;
    share.refuse(line, null, 'INVALID', message);
    return;
  }
  const value: Dhis2Value = {};
  columns.fields.forEach((field, i) => {
    if (field) value[field] = record[i] ?? '';
  });
  addValue(share, line, value, reading, columns.headingOf);
}

function refuseFile(error: unknown, line: number, share: Share): void {
  if (error instanceof NotText) {
    share.refuse(null, null, 'INVALID', error.message);
  } else if (error instanceof CsvError) {
    const message =
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? `This line is longer than ${longestRecord} characters; is a quotation mark not closed? Nothing after it was read.`
        : 'The quotation marks of this line do not match. Double those inside a text; nothing after it was read.';
    share.refuse(line, null, 'INVALID', message);
  } else {
    throw error;
  }
}
