import { isDecimal } from '@keelson/measures';
import exceljs from 'exceljs';
import { isStorable } from './decode-text.js';
import { notANumber, plainDecimal, shown, withoutExponent } from './plain-decimal.js';

/** A spreadsheet keeps so many digits of a number exactly (IEEE 754 double). */
const exactDigits = 15;
/** As much text as a workbook may be given here, so that it can be read again: see workbookLimits. */
export const mostText = 6_000_000;

/** As much as the longest reason may have. */
const longest = 2_000;

/** What cannot be read; the message says what to do. */
export interface CellFault {
  code: 'INVALID' | 'NOT_A_NUMBER' | 'TOO_LONG' | 'WRONG_KIND';
  message: string;
}
export type CellContent = { text: string | null } | { fault: CellFault };

const { ValueType } = exceljs;

/** A cell's text as a person sees it; null when it is blank. */
export function readText(cell: exceljs.Cell): CellContent {
  const refused = refuseKind(cell);
  if (refused) return { fault: refused };
  if (cell.type === ValueType.Date) {
    return fault('WRONG_KIND', 'This is a date. Format the cell as text and type it again.');
  }
  const text = cell.type === ValueType.Number ? withoutExponent(String(cell.value)) : textIn(cell).trim();
  if (text.length > longest) return fault('TOO_LONG', `More than ${longest} characters; make it shorter.`);
  if (!isStorable(text)) return fault('INVALID', 'A character in it is not allowed; write it again.');
  return { text: text || null };
}

/** A cell's number as an exact decimal; null when it is blank. Zero is a number. */
export function readNumber(cell: exceljs.Cell): CellContent {
  const refused = refuseKind(cell);
  if (refused) return { fault: refused };
  if (cell.type === ValueType.Date) {
    return fault('WRONG_KIND', 'This is a date, not a number. Format the cell as "General" and type the number again.');
  }
  if (cell.type === ValueType.Number) return readDouble(cell.value as number, cell.numFmt ?? '');
  const text = textIn(cell).trim();
  if (!text) return { text: null };
  // A space between groups of three digits has one meaning; a comma or a point would have two.
  const joined = /^-?\d{1,3}(?:\s\d{3})+(?:\.\d+)?$/.test(text) ? text.replace(/\s/g, '') : text;
  const number = plainDecimal(joined);
  return number === null ? fault('NOT_A_NUMBER', notANumber(text)) : { text: number };
}

function readDouble(value: number, format: string): CellContent {
  if (/%/.test(format.replace(/"[^"]*"|\\./g, ''))) {
    const message = 'The cell is shown as a percentage. Format it as "General" and type the plain number.';
    return fault('WRONG_KIND', message);
  }
  const number = withoutExponent(String(value));
  const digits = number.replace(/\D/g, '').replace(/^0+|0+$/g, '').length;
  if (digits > exactDigits) {
    const message = `The cell holds ${shown(number)}, more digits than a spreadsheet keeps exactly (${exactDigits}). Round it, or format the cell as text and type it again.`;
    return fault('NOT_A_NUMBER', message);
  }
  return isDecimal(number) ? { text: number } : fault('NOT_A_NUMBER', notANumber(number));
}

function refuseKind(cell: exceljs.Cell): CellFault | null {
  if (cell.isMerged && cell.master !== cell) {
    return textIn(cell) ? { code: 'INVALID', message: 'This cell is merged with another. Take the merge back.' } : null;
  }
  switch (cell.type) {
    case ValueType.Formula:
      return {
        code: 'WRONG_KIND',
        message: 'This is a formula. Copy it and paste it as a value: what a formula gives can change.',
      };
    case ValueType.Error:
      return { code: 'WRONG_KIND', message: `This is an error (${cell.text}), not a value. Type the value.` };
    case ValueType.Boolean:
      return { code: 'WRONG_KIND', message: 'This is a yes or no. Type the number or the text that is meant.' };
    default:
      return null;
  }
}

function textIn({ value }: exceljs.Cell): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined || typeof value !== 'object') return String(value ?? '');
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  // The declared type leaves out that a link's text may be rich.
  if ('hyperlink' in value) return textIn({ value: value.text as exceljs.CellValue } as exceljs.Cell);
  return '';
}

/** `Cells!E5`: where a person finds it. */
export function addressOf(cell: exceljs.Cell): string {
  return `${shown(cell.worksheet.name)}!${cell.address}`;
}

function fault(code: CellFault['code'], message: string): { fault: CellFault } {
  return { fault: { code, message } };
}

/** A decimal as a number's cell where a spreadsheet keeps it exactly, as text where it would not. */
export function putNumber(cell: exceljs.Cell, number: string | null): void {
  if (number === null) return;
  const digits = number.replace(/\D/g, '').replace(/^0+|0+$/g, '').length;
  if (digits <= exactDigits) {
    cell.value = Number(number);
  } else {
    cell.numFmt = '@';
    cell.value = number;
  }
}

/**
 * A text that comes back as it was. A workbook cannot hold control characters, and takes `_x0041_` for "A" (ECMA-376,
 * ST_Xstring); both are spelled so.
 */
export function putText(cell: exceljs.Cell, text: string | null): void {
  if (text) cell.value = escaped(text);
}

export function escaped(text: string): string {
  return text
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]/g, (c) => `_x${hex(c)}_`);
}

const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');

/** `A`, `B`, … `AA`: the letters that stand above a sheet's column. */
export function columnLetters(column: number): string {
  const rest = column <= 26 ? '' : columnLetters(Math.floor((column - 1) / 26));
  return rest + String.fromCharCode(65 + ((column - 1) % 26));
}
