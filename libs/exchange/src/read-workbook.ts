import type exceljs from 'exceljs';
import type { FileShare } from './file-row.js';
import { readOpened } from './read-opened.js';
import { readTemplateSheets, type ExpectedTemplate } from './read-template.js';
import { readTidySheet } from './read-xlsx.js';
import { codeHeadings, identityNames, sheetOrder } from './template.js';
import { readText } from './workbook-cell.js';

/**
 * Reads a workbook: a template that was filled in, or a tidy table. A template is known by what is in its sheets, too,
 * so that one whose sheets were renamed or moved is told so, and not that it has too many of them.
 */
export function readWorkbook(bytes: AsyncIterable<Uint8Array>, expected: ExpectedTemplate): AsyncGenerator<FileShare> {
  return readOpened(bytes, (workbook, share) =>
    isTemplate(workbook) ? readTemplateSheets(workbook, expected, share) : readTidySheet(workbook, share),
  );
}

function isTemplate({ worksheets }: exceljs.Workbook): boolean {
  const named = worksheets.filter(({ name }) => sheetOrder.includes(name)).length;
  return named > 1 || worksheets.some((sheet) => isIdentity(sheet) || isForm(sheet));
}

const textAt = (sheet: exceljs.Worksheet, row: number, column: number) => {
  const content = readText(sheet.getCell(row, column));
  return 'text' in content ? content.text : null;
};
const isIdentity = (sheet: exceljs.Worksheet) => identityNames.every((name, i) => textAt(sheet, i + 1, 1) === name);
const isForm = (sheet: exceljs.Worksheet) => codeHeadings.every((name, i) => textAt(sheet, 1, i + 1) === name);
