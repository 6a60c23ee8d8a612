import { partnerNonValues } from '@keelson/submissions';
import { InvalidInput } from '@keelson/platform';
import exceljs from 'exceljs';
import {
  categoriesText,
  codeHeadings,
  identityOffset,
  identityNames,
  inputHeadings,
  inputsOf,
  mostTemplateCells,
  sheetNames,
  templateVersion,
  type DueCell,
  type InputHeading,
  type Template,
} from './template.js';
import { escaped, mostText, putNumber, putText } from './workbook-cell.js';

const headingFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFD9E2EC' } } as const;
const inputFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFBE6' } } as const;
/** More digits than a spreadsheet keeps exactly are refused when they come back. */
const farthest = 999_999_999_999_999;
const widths: { [heading: string]: number } = { Name: 40, Reason: 40, Measure: 24, Categories: 28, 'Non-value': 24 };

/**
 * A workbook to fill in: the cells that are due from one organization for one period, with what is stored already. Only
 * what is asked can be written; the sheets are locked without a password, against slips, not against people.
 */
export async function writeTemplate(template: Template): Promise<Uint8Array> {
  if (template.cells.length > mostTemplateCells) {
    const message = `${template.cells.length} cells are due; a template holds at most ${mostTemplateCells}. Report them by CSV.`;
    throw InvalidInput.at('period', 'TOO_MANY', message);
  }
  const text = template.cells.reduce((sum, { reason }) => sum + (reason?.length ?? 0), 0);
  if (text > mostText) {
    const message = `The reasons of this period are long; a template holds at most ${mostText} characters of them. Report by CSV.`;
    throw InvalidInput.at('period', 'TOO_LONG', message);
  }
  const workbook = new exceljs.Workbook();
  workbook.creator = 'Keelson';
  const help = workbook.addWorksheet(sheetNames.help);
  const cells = workbook.addWorksheet(sheetNames.cells, { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] });
  const identity = workbook.addWorksheet(sheetNames.identity, { state: 'hidden' });
  const headings = [...codeHeadings, ...template.dimensions.map(({ name }) => name), ...inputHeadings];
  writeHelp(help, template);
  writeCells(cells, headings, template);
  writeIdentity(identity, headings, template);
  for (const sheet of workbook.worksheets) {
    await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true });
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function writeCells(sheet: exceljs.Worksheet, headings: string[], template: Template): void {
  const header = sheet.addRow(headings.map(escaped));
  header.font = { bold: true };
  header.eachCell((cell) => (cell.fill = headingFill));
  headings.forEach((heading, i) => (sheet.getColumn(i + 1).width = widths[heading] ?? 16));
  const columnOf = (heading: InputHeading) =>
    headings.length - inputHeadings.length + inputHeadings.indexOf(heading) + 1;
  template.cells.forEach((cell, i) => {
    const row = sheet.getRow(i + 2);
    const category = new Map(cell.categories.map(({ dimension, name }) => [dimension, name]));
    const texts = [cell.measure, categoriesText(cell), cell.name, cell.unit];
    const names = template.dimensions.map(({ code }) => category.get(code) ?? '(all)');
    [...texts, ...names].forEach((text, column) => putText(row.getCell(column + 1), text));
    for (const heading of inputsOf(cell.numberKind)) open(row.getCell(columnOf(heading)), heading, cell);
    const isRatio = cell.numberKind === 'RATIO';
    putNumber(row.getCell(columnOf(isRatio ? 'Numerator' : 'Value')), cell.number);
    putNumber(row.getCell(columnOf('Denominator')), cell.denominator);
    putText(row.getCell(columnOf('Non-value')), cell.nonValue);
    putText(row.getCell(columnOf('Reason')), cell.reason);
  });
}

function open(cell: exceljs.Cell, heading: InputHeading, { numberKind }: DueCell): void {
  cell.protection = { locked: false };
  cell.fill = inputFill;
  // As text, so that nothing that is typed there becomes a date or a formula.
  if (heading === 'Reason') cell.numFmt = '@';
  else cell.dataValidation = { allowBlank: true, showErrorMessage: true, ...ruleOf(heading, numberKind) };
}

function ruleOf(heading: InputHeading, kind: DueCell['numberKind']): exceljs.DataValidation {
  if (heading === 'Non-value') {
    const error = 'Choose one from the list, or leave the cell empty.';
    return { type: 'list', formulae: [`"${partnerNonValues.join(',')}"`], errorTitle: 'Non-value', error };
  }
  if (heading === 'Denominator') {
    const error = 'A denominator is a number greater than zero.';
    return { type: 'decimal', operator: 'greaterThan', formulae: [0], errorTitle: 'Denominator', error };
  }
  if (kind === 'COUNT') {
    const error = 'A count is a whole number, 0 or more.';
    return { type: 'whole', operator: 'greaterThanOrEqual', formulae: [0], errorTitle: 'Value', error };
  }
  const error = 'Type a number.';
  return { type: 'decimal', operator: 'greaterThanOrEqual', formulae: [-farthest], errorTitle: heading, error };
}

function writeIdentity(sheet: exceljs.Worksheet, headings: string[], template: Template): void {
  const put = (row: number, ...texts: string[]) => texts.forEach((text, i) => putText(sheet.getCell(row, i + 1), text));
  const { coalitionId, organization, period } = template;
  const values = [[String(templateVersion)], [coalitionId], [organization], [period], headings];
  values.forEach((texts, i) => put(i + 1, identityNames[i]!, ...texts));
  template.cells.forEach((cell, i) => {
    put(i + 2 + identityOffset, cell.measure, cell.numberKind, categoriesText(cell));
  });
}

function writeHelp(sheet: exceljs.Worksheet, template: Template): void {
  const lines = [
    `${template.coalitionName}: ${template.organizationName} (${template.organization}), ${template.period}`,
    '',
    `1. Fill in the sheet "${sheetNames.cells}". Only the yellow cells can be written; each row is one number that you are asked for.`,
    '2. Write the number under "Value". A rate has two: write its "Numerator" and its "Denominator".',
    '3. Zero is a number: write 0 when there were none. An empty row says nothing, and changes nothing that you sent before.',
    '4. When there is no number, choose under "Non-value" why:',
    '     NOT_COLLECTED: you do not collect this.',
    '     NOT_APPLICABLE: this cannot exist with you.',
    '     DECLINED: you will not say; write why under "Reason".',
    '     SUPPRESSED_AT_SOURCE: your own rule for small numbers hides it; a rate may still have its denominator.',
    '5. "(all)" is the total. Fill it in even where you fill in its parts: they are never added to each other.',
    '6. Write plain numbers: no formulas, no dates, no percent signs. Keep the sheets, the headings and the codes as they are.',
    '7. Save the workbook as .xlsx, without a password, and send it back. What cannot be read is named with its row and column.',
  ];
  sheet.getColumn(1).width = 110;
  lines.forEach((line, i) => {
    const cell = sheet.getCell(i + 1, 1);
    putText(cell, line);
    cell.alignment = { wrapText: true, vertical: 'top' };
  });
  sheet.getCell(1, 1).font = { bold: true, size: 14 };
}
