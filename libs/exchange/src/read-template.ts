import { partnerNonValues } from '@keelson/submissions';
import type exceljs from 'exceljs';
import type { FileRow, FileShare, Headings } from './file-row.js';
import type { Share } from './fill-share.js';
import { shown } from './plain-decimal.js';
import { readOpened } from './read-opened.js';
import {
  identityOffset,
  identityRows,
  inputHeadings,
  sheetNames,
  sheetOrder,
  templateVersion,
  type InputHeading,
  type TemplateIdentity,
} from './template.js';
import { addressOf, columnLetters, readNumber, readText, type CellContent } from './workbook-cell.js';

/** What the upload is for. Without an organization or a period, a template of any is taken. */
export type ExpectedTemplate = Pick<TemplateIdentity, 'coalitionId'> & Partial<TemplateIdentity>;

/** Nothing of the file can be read: it was refused already. */
class Refused extends Error {}

/**
 * Reads a template that was filled in. A row is counted as the sheet's row. What was left blank says nothing and gives
 * no row; whatever else stands in the sheet is read or refused, never passed over.
 */
export function readTemplate(bytes: AsyncIterable<Uint8Array>, expected: ExpectedTemplate): AsyncGenerator<FileShare> {
  return readOpened(bytes, (workbook, share) => readTemplateSheets(workbook, expected, share));
}

export function* readTemplateSheets(
  workbook: exceljs.Workbook,
  expected: ExpectedTemplate,
  share: Share,
): Generator<FileShare> {
  share.headings = templateHeadings;
  try {
    const [cells, identity] = findSheets(workbook, share);
    const head = readIdentity(identity, expected, share);
    readHeadings(cells, head.headings, share);
    const last = Math.max(cells.rowCount, identity.rowCount - identityOffset);
    for (let row = 2; row <= last; row++) {
      readRow(cells.getRow(row), identity.getRow(row + identityOffset), head, share);
      if (share.isFull) yield share.take();
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

const templateHeadings: Headings = {
  ...{ measure: 'Measure', categories: 'Categories', reason: 'Reason' },
  ...{ value: 'Value', numerator: 'Numerator', denominator: 'Denominator', nonValue: 'Non-value' },
};

function findSheets(workbook: exceljs.Workbook, share: Share): [exceljs.Worksheet, exceljs.Worksheet] {
  const names = workbook.worksheets.map(({ name }) => name);
  if (names.join('\n') !== sheetOrder.join('\n')) {
    const found = names.map((name) => `"${shown(name)}"`).join(', ');
    const message = `A template has the sheets "${sheetNames.help}", "${sheetNames.cells}" and, hidden, "${sheetNames.identity}", in this order; this workbook has ${found}. Give them back their names and places, or fill in a new template.`;
    share.refuse(null, null, 'INVALID', message);
    throw new Refused();
  }
  return [workbook.worksheets[1]!, workbook.worksheets[2]!];
}

interface Head {
  organization: string;
  period: string;
  headings: string[];
  /** The first column to fill in. */
  firstInput: number;
}

function readIdentity(sheet: exceljs.Worksheet, expected: ExpectedTemplate, share: Share): Head {
  const at = (row: number, column = 2) => textOf(sheet.getCell(row, column));
  const refuse = (what: string) => {
    share.refuse(null, null, 'INVALID', `${what} Fill in a new template.`);
    throw new Refused();
  };
  const version = at(identityRows.version);
  if (version !== String(templateVersion)) {
    refuse(`This is a template of version ${shown(version || '(none)')}; now it is ${templateVersion}.`);
  }
  if (at(identityRows.coalition) !== expected.coalitionId) refuse('This is a template of another coalition.');
  const [organization, period] = [at(identityRows.organization), at(identityRows.period)];
  if (organization !== (expected.organization ?? organization)) {
    refuse(`This is a template of "${shown(organization)}", not of "${expected.organization}".`);
  }
  if (period !== (expected.period ?? period)) {
    refuse(`This is a template for ${shown(period)}, not for ${expected.period}.`);
  }
  const count = sheet.getRow(identityRows.headings).cellCount - 1;
  const headings = Array.from({ length: Math.max(count, 0) }, (_, i) => at(identityRows.headings, i + 2));
  const firstInput = headings.length - inputHeadings.length + 1;
  if (!organization || !period || inputHeadings.some((heading, i) => headings[firstInput - 1 + i] !== heading)) {
    refuse(`The hidden sheet "${sheetNames.identity}" was changed.`);
  }
  return { organization, period, headings, firstInput };
}

function readHeadings(sheet: exceljs.Worksheet, headings: string[], share: Share): void {
  headings.forEach((heading, i) => {
    const found = textOf(sheet.getCell(1, i + 1));
    if (found === heading) return;
    const message = `In ${columnLetters(i + 1)}1 stood "${heading}", now "${shown(found)}". Give the columns back their headings and places, or fill in a new template.`;
    share.refuse(null, shown(found) || columnLetters(i + 1), 'INVALID', message);
  });
  if (share.faults.length > 0) throw new Refused();
}

function readRow(row: exceljs.Row, asked: exceljs.Row, head: Head, share: Share): void {
  const before = share.faults.length;
  const [measure, numberKind, categories] = [1, 2, 3].map((column) => textOf(asked.getCell(column)));
  const refuse = (column: number, code: Parameters<Share['refuse']>[2], message: string) =>
    share.refuse(row.number, head.headings[column - 1] ?? columnLetters(column), code, message);
  for (const column of filledIn(row)) {
    if (!measure || column > head.headings.length) {
      refuse(column, 'INVALID', 'Nothing is asked for here. Write into the yellow cells only, and take this out.');
    }
  }
  if (!measure || share.faults.length > before) return;
  [measure, categories!].forEach((code, i) => {
    const found = textOf(row.getCell(i + 1));
    if (found !== code) {
      refuse(
        i + 1,
        'INVALID',
        `The code here was "${code}", now it is "${shown(found)}". Write it back; rows keep their places.`,
      );
    }
  });
  const read = (heading: InputHeading, as: (cell: exceljs.Cell) => CellContent) => {
    const column = head.firstInput + inputHeadings.indexOf(heading);
    const content = as(row.getCell(column));
    if ('text' in content) return content.text;
    refuse(column, content.fault.code, `${addressOf(row.getCell(column))}: ${content.fault.message}`);
    return null;
  };
  const value = read('Value', readNumber);
  const numerator = read('Numerator', readNumber);
  const denominator = read('Denominator', readNumber);
  const nonValue = read('Non-value', readText)?.toUpperCase().replace(/\s+/g, '_') ?? null;
  const reason = read('Reason', readText);
  if (share.faults.length > before) return;
  const refuseAt = (heading: InputHeading, code: 'INVALID' | 'REQUIRED' | 'WRONG_KIND', message: string) =>
    refuse(head.firstInput + inputHeadings.indexOf(heading), code, message);
  const isRatio = numberKind === 'RATIO';
  const number = isRatio ? numerator : value;
  if (isRatio && value !== null) {
    refuseAt('Value', 'WRONG_KIND', 'This is a rate: write its numerator and its denominator.');
  } else if (!isRatio && (numerator ?? denominator) !== null) {
    refuseAt(
      numerator !== null ? 'Numerator' : 'Denominator',
      'WRONG_KIND',
      'This is no rate: write one number under "Value".',
    );
  } else if (nonValue && !partnerNonValues.some((known) => known === nonValue)) {
    refuseAt('Non-value', 'INVALID', `"${shown(nonValue)}" is none of ${partnerNonValues.join(', ')}.`);
  } else if (nonValue && number !== null) {
    refuseAt('Non-value', 'WRONG_KIND', 'There is a number and a non-value. Take one of them out.');
  } else if (!nonValue && isRatio && (number === null) !== (denominator === null)) {
    refuseAt(
      number === null ? 'Numerator' : 'Denominator',
      'REQUIRED',
      'A rate has a numerator and a denominator. Write both.',
    );
  } else if (!nonValue && number === null && reason) {
    refuseAt(
      'Reason',
      'REQUIRED',
      'There is a reason, but neither a number nor a non-value. Write one, or take the reason out.',
    );
  } else if (nonValue || number !== null) {
    share.rows.push({
      row: row.number,
      organization: head.organization,
      measure,
      period: head.period,
      categories: categories!,
      ...{ number, denominator, nonValue, reason },
    } satisfies FileRow);
  }
}

function textOf(cell: exceljs.Cell): string {
  const content = readText(cell);
  return 'text' in content ? (content.text ?? '') : cell.text;
}

/** The columns of a row that hold something. */
function filledIn(row: exceljs.Row): number[] {
  const columns: number[] = [];
  row.eachCell((cell, column) => {
    if (textOf(cell) !== '') columns.push(column);
  });
  return columns;
}
