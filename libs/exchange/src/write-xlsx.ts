import { InvalidInput } from '@keelson/platform';
import exceljs from 'exceljs';
import { PassThrough } from 'node:stream';
import type { FileRow } from './file-row.js';
import { mostTidyRows, tidyHeadings, tidySheetName } from './tidy-sheet.js';
import { mostText, putNumber, putText } from './workbook-cell.js';

const widths = [24, 24, 12, 32, 16, 16, 16, 24, 40];

/**
 * A workbook with one row per cell. Numbers are numbers where a spreadsheet keeps them exactly, else text; every other
 * cell is text, also one that begins with "=". Throws InvalidInput where there are more rows than could be read again.
 */
export async function* writeXlsx(rows: AsyncIterable<FileRow>): AsyncGenerator<Uint8Array> {
  const stream = new PassThrough();
  // What breaks while it is written breaks the reading of the stream.
  const written = write(stream, rows).catch((error: Error) => void stream.destroy(error));
  yield* stream as AsyncIterable<Uint8Array>;
  await written;
}

async function write(stream: PassThrough, rows: AsyncIterable<FileRow>): Promise<void> {
  // Shared strings, because exceljs decodes a text that stands in its own cell twice.
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true, useStyles: true });
  const sheet = workbook.addWorksheet(tidySheetName, { views: [{ state: 'frozen', ySplit: 1 }] });
  widths.forEach((width, i) => (sheet.getColumn(i + 1).width = width));
  const header = sheet.addRow([...tidyHeadings]);
  header.font = { bold: true };
  header.commit();
  let [count, text] = [0, 0];
  for await (const row of rows) {
    // Nobody reads on.
    if (stream.destroyed) return;
    text += row.organization.length + row.measure.length + row.categories.length + (row.reason?.length ?? 0);
    if (++count > mostTidyRows || text > mostText) {
      const message = `A workbook holds at most ${mostTidyRows} rows and ${mostText} characters here. Export fewer periods or measures, or take CSV.`;
      throw InvalidInput.at('format', 'TOO_MANY', message);
    }
    writeRow(sheet.addRow([]), row);
  }
  sheet.commit();
  await workbook.commit();
}

function writeRow(line: exceljs.Row, row: FileRow): void {
  const isRatio = row.denominator !== null;
  const texts = [row.organization, row.measure, row.period, row.categories];
  texts.forEach((text, i) => putText(line.getCell(i + 1), text));
  putNumber(line.getCell(isRatio ? 6 : 5), row.number);
  putNumber(line.getCell(7), row.denominator);
  putText(line.getCell(8), row.nonValue);
  putText(line.getCell(9), row.reason);
  line.commit();
}
