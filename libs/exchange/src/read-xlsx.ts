import type exceljs from 'exceljs';
import type { FileRow, FileShare, Headings } from './file-row.js';
import type { Share } from './fill-share.js';
import { NotAWorkbook } from './open-workbook.js';
import { readOpened } from './read-opened.js';
import { shown } from './plain-decimal.js';
import { tidyHeadings, type TidyHeading } from './tidy-sheet.js';
import { addressOf, columnLetters, readNumber, readText, type CellContent } from './workbook-cell.js';

/** Other spellings of the headings: those of the tidy CSV. */
const synonyms = new Map<string, TidyHeading>([
  ['organization_id', 'organization'],
  ['measure_id', 'measure'],
]);
const required = ['organization', 'measure', 'period'] as const;
const numbers = ['value', 'numerator', 'denominator'] as const;

/**
 * Reads a tidy table, one row per cell, from the one sheet of a workbook; a row is counted as the sheet's row. Columns
 * stand in any order; one with another heading is a dimension's, by its code, and holds the codes of categories.
 */
export function readXlsx(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileShare> {
  return readOpened(bytes, readTidySheet);
}

/** Throws NotAWorkbook where the sheet to read cannot be told. */
export function* readTidySheet(workbook: exceljs.Workbook, share: Share): Generator<FileShare> {
  const sheet = findSheet(workbook);
  const columns = readHeadings(sheet, share);
  share.headings = headingsOf(columns);
  if (share.faults.length > 0) return;
  for (let row = 2; row <= sheet.rowCount; row++) {
    readRow(sheet.getRow(row), columns, share);
    if (share.isFull) yield share.take();
  }
}

function headingsOf({ places, dimensions, headingOf }: Columns): Headings {
  const spelled: Headings = Object.fromEntries(dimensions.map(({ code }) => [`categories.${code}`, code]));
  for (const [heading, column] of places) {
    spelled[heading === 'non_value' ? 'nonValue' : heading] = headingOf(column);
  }
  return spelled;
}

function findSheet(workbook: exceljs.Workbook): exceljs.Worksheet {
  const filled = workbook.worksheets.filter(({ actualRowCount }) => actualRowCount > 0);
  if (filled.length > 1) {
    const names = filled.map(({ name }) => `"${shown(name)}"`).join(', ');
    throw new NotAWorkbook(`Of a workbook, one sheet is read; ${names} hold something. Send each as its own file.`);
  }
  if (!filled[0]) throw new NotAWorkbook('The workbook is empty: its first row names the columns.');
  return filled[0];
}

interface Columns {
  places: Map<TidyHeading, number>;
  dimensions: { code: string; column: number }[];
  headingOf(column: number): string;
}

function readHeadings(sheet: exceljs.Worksheet, share: Share): Columns {
  const places = new Map<TidyHeading, number>();
  const dimensions: Columns['dimensions'] = [];
  const headings = new Map<number, string>();
  sheet.getRow(1).eachCell((cell, column) => {
    const content = readText(cell);
    const heading = ('text' in content && content.text) || '';
    if ('fault' in content) share.refuse(null, columnLetters(column), content.fault.code, content.fault.message);
    if (!heading) return;
    headings.set(column, heading);
    const known = synonyms.get(heading.toLowerCase()) ?? tidyHeadings.find((one) => one === heading.toLowerCase());
    if (known ? places.has(known) : dimensions.some(({ code }) => code === heading)) {
      share.refuse(null, shown(heading), 'DUPLICATE', `The column "${shown(heading)}" stands there twice.`);
    } else if (known) places.set(known, column);
    else dimensions.push({ code: heading, column });
  });
  for (const heading of required) {
    if (!places.has(heading)) share.refuse(null, heading, 'REQUIRED', `There is no column "${heading}".`);
  }
  if (!numbers.some((heading) => places.has(heading))) {
    share.refuse(null, 'value', 'REQUIRED', 'There is no column "value", nor "numerator" and "denominator".');
  }
  return { places, dimensions, headingOf: (column) => headings.get(column) ?? columnLetters(column) };
}

function readRow(row: exceljs.Row, { places, dimensions, headingOf }: Columns, share: Share): void {
  if (!row.hasValues) return;
  const before = share.faults.length;
  const known = new Set([...places.values(), ...dimensions.map(({ column }) => column)]);
  const texts = new Map<number, string>();
  row.eachCell((cell, column) => {
    const content = contentOf(
      cell,
      numbers.some((heading) => places.get(heading) === column),
    );
    if ('fault' in content) {
      share.refuse(row.number, headingOf(column), content.fault.code, `${addressOf(cell)}: ${content.fault.message}`);
    } else if (content.text !== null && !known.has(column)) {
      share.refuse(
        row.number,
        headingOf(column),
        'INVALID',
        'This column has no heading. Give it one, or take it out.',
      );
    } else if (content.text !== null) texts.set(column, content.text);
  });
  if (texts.size === 0 || share.faults.length > before) return;
  const read = (heading: TidyHeading) => texts.get(places.get(heading) ?? 0) ?? null;
  for (const heading of required) {
    if (read(heading) === null)
      share.refuse(row.number, headingOf(places.get(heading)!), 'REQUIRED', 'Write a code here.');
  }
  const said = readSaid(read);
  if ('message' in said) share.refuse(row.number, headingOf(places.get(said.heading) ?? 0), said.code, said.message);
  if ('message' in said || share.faults.length > before) return;
  const broken = dimensions.flatMap(({ code, column }) => (texts.has(column) ? [`${code}=${texts.get(column)!}`] : []));
  const listed = read('categories')?.split(/[,;]/) ?? [];
  share.rows.push({
    row: row.number,
    organization: read('organization')!,
    measure: read('measure')!,
    period: read('period')!,
    categories: [...listed.map((pair) => pair.trim()), ...broken].sort().join(','),
    ...said,
    reason: read('reason'),
  } satisfies FileRow);
}

type Said =
  | Pick<FileRow, 'number' | 'denominator' | 'nonValue'>
  | { heading: TidyHeading; code: 'REQUIRED' | 'WRONG_KIND'; message: string };

function readSaid(read: (heading: TidyHeading) => string | null): Said {
  const [value, numerator, denominator] = numbers.map(read);
  const nonValue = read('non_value')?.toUpperCase() ?? null;
  const number = value ?? numerator ?? null;
  if (nonValue !== null && number !== null) {
    const message = 'There is a number and a non-value. Take one of them out.';
    return { heading: 'non_value', code: 'WRONG_KIND', message };
  }
  if (value !== null && (numerator ?? denominator) !== null) {
    const message = 'There is a value beside a numerator or a denominator. Take one or the other out.';
    return { heading: 'value', code: 'WRONG_KIND', message };
  }
  if (nonValue === null && (numerator === null) !== (denominator === null)) {
    const heading = numerator === null ? 'numerator' : 'denominator';
    return { heading, code: 'REQUIRED', message: 'A rate has a numerator and a denominator. Write both.' };
  }
  if (nonValue === null && number === null) {
    const message = 'Neither a number nor a non-value stands here. Write one, or take the row out; zero is 0.';
    return { heading: 'value', code: 'REQUIRED', message };
  }
  return { number, denominator: denominator ?? null, nonValue };
}

function contentOf(cell: exceljs.Cell, isNumber: boolean): CellContent {
  return isNumber ? readNumber(cell) : readText(cell);
}
