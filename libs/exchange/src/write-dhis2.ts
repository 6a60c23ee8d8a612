import { parsePeriod, type Period } from '@keelson/measures';
import { stringify } from 'csv-stringify/sync';
import type { FileRow } from './file-row.js';

/** So many values are spelled at once. */
const shareLength = 1_000;
const yearNames = ['Jan', 'Feb', 'March', 'April', 'May', 'June', 'July', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * DHIS2 has no typed non-value: what has no value there is left out, which its users read as "nothing reported", and is
 * told to `leaveOut`, so that an export can say what it does not hold. Never a zero, never an empty value.
 */
type LeaveOut = (row: FileRow) => void;

interface DataValue {
  dataElement: string;
  period: string;
  orgUnit: string;
  categoryOptionCombo: string;
  attributeOptionCombo: string;
  value: string;
  comment?: string;
}

/** DHIS2's dataValueSets as JSON. A RATIO is two values, `<code>.numerator` and `<code>.denominator`, one behind the other. */
export async function* writeDhis2Json(rows: AsyncIterable<FileRow>, leaveOut?: LeaveOut): AsyncGenerator<Uint8Array> {
  const schemes = { dataElementIdScheme: 'CODE', orgUnitIdScheme: 'CODE', categoryOptionComboIdScheme: 'CODE' };
  const head = `${JSON.stringify(schemes).slice(0, -1)},"dataValues":[\n`;
  let before = head;
  for await (const values of sharesOf(rows, leaveOut)) {
    yield Buffer.from(before + values.map((value) => JSON.stringify(value)).join(',\n'));
    before = ',\n';
  }
  yield Buffer.from(`${before === head ? head : ''}\n]}\n`);
}

/** The same as CSV, in the long spellings of DHIS2's documentation. */
export async function* writeDhis2Csv(rows: AsyncIterable<FileRow>, leaveOut?: LeaveOut): AsyncGenerator<Uint8Array> {
  const columns = [
    'dataelement',
    'period',
    'orgunit',
    'categoryoptioncombo',
    'attributeoptioncombo',
    'value',
    'storedby',
    'timestamp',
    'comment',
  ];
  yield Buffer.from(stringify([columns]));
  for await (const values of sharesOf(rows, leaveOut)) {
    const lines = values.map((value) => [
      value.dataElement,
      value.period,
      value.orgUnit,
      value.categoryOptionCombo,
      value.attributeOptionCombo,
      value.value,
      '',
      '',
      value.comment ?? '',
    ]);
    yield Buffer.from(stringify(lines));
  }
}

async function* sharesOf(rows: AsyncIterable<FileRow>, leaveOut?: LeaveOut): AsyncGenerator<DataValue[]> {
  let values: DataValue[] = [];
  for await (const row of rows) {
    if (row.number === null) leaveOut?.(row);
    else values.push(...valuesOf(row, row.number));
    if (values.length >= shareLength) {
      yield values;
      values = [];
    }
  }
  if (values.length > 0) yield values;
}

function valuesOf(row: FileRow, number: string): DataValue[] {
  const cell = {
    period: dhis2Period(row.period),
    orgUnit: row.organization,
    categoryOptionCombo: row.categories || 'default',
    attributeOptionCombo: 'default',
  };
  const comment = row.reason === null ? {} : { comment: row.reason };
  if (row.denominator === null) return [{ dataElement: row.measure, ...cell, value: number, ...comment }];
  return [
    { dataElement: `${row.measure}.numerator`, ...cell, value: number, ...comment },
    { dataElement: `${row.measure}.denominator`, ...cell, value: row.denominator },
  ];
}

/** `202401`, `2024Q1`, `2024S1`, `2024W5`, `2024`, `2016April`. */
export function dhis2Period(code: string): string {
  const period = parsePeriod(code);
  return period ? spell(period, code) : code;
}

function spell({ frequency, start }: Period, code: string): string {
  const [year = '', month = ''] = start.split('-');
  switch (frequency) {
    case 'WEEK':
      return code.replace(/-?W0?/, 'W');
    case 'MONTH':
      return year + month;
    case 'QUARTER':
      return `${year}Q${(Number(month) + 2) / 3}`;
    case 'HALF_YEAR':
      return `${year}S${(Number(month) + 5) / 6}`;
    case 'YEAR':
      return month === '01' ? year : year + yearNames[Number(month) - 1];
  }
}
