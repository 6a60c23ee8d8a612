import { PassThrough, type Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import exceljs from 'exceljs';
import type { ReportedMeasure } from '@keelson/reports';
import { summarise } from '../describe-figures.js';
import type { ReportContent } from '../report-document.js';
import { wordsOf } from '../report-words.js';
import { aboutSheet } from './about-sheet.js';
import { coverageSheet } from './coverage-sheet.js';
import { figureColumns, figureRow } from './figure-rows.js';
import { headlinesSheet } from './headlines-sheet.js';
import { measuresSheet } from './measures-sheet.js';
import { sectionSheets } from './section-sheets.js';
import type { Kept, Sheet, SheetColumn } from './sheet.js';

/** The figures stand after the headlines. */
const before = [aboutSheet, headlinesSheet];
const after = [coverageSheet, measuresSheet];
/** Excel has 1,048,576 rows; the heading is one. */
const mostRows = 1_048_575;
/** Bytes that may wait for a slow reader before the next figures are asked for. */
const mostWaiting = 256 * 1024;

type Book = exceljs.stream.xlsx.WorkbookWriter;
/** What the types leave out: the archive that the book is written into. */
type Archive = { append(source: Readable, entry: { name: string; date?: Date }): unknown };

/** The report as a workbook: typed cells, a sheet per section, headings that stay. */
export async function* writeXlsx(content: ReportContent): AsyncGenerator<Uint8Array> {
  const out = new PassThrough();
  const written = write(content, out).then(
    () => undefined,
    (error: Error) => void out.destroy(error),
  );
  yield* out as AsyncIterable<Uint8Array>;
  await written;
}

async function write({ document, figures }: ReportContent, out: PassThrough): Promise<void> {
  const book = openBook(out, document.compiledAt);
  book.creator = 'Keelson';
  book.created = book.modified = document.compiledAt;
  const words = wordsOf(document.header);
  const open = (name: string, columns: SheetColumn[]) => openSheet(book, name, columns);
  const openAs = (sheet: Sheet) => ({ sheet, page: open(sheet.name(words), sheet.columns(words)) });
  const name = words.say('report.title.figures');
  const opened = before.map(openAs);
  const kept: Kept = { document, summaries: [], totals: [] };
  let page = open(name, figureColumns(document));
  let rows = 0;
  for await (const portion of figures) {
    for (const figure of portion) {
      if (rows > 0 && rows % mostRows === 0) {
        page.commit();
        page = open(`${name} ${rows / mostRows + 1}`, figureColumns(document));
      }
      page.addRow(figureRow(figure, document)).commit();
      rows += 1;
      if (Object.keys(figure.cell).length === 0) {
        const measure = document.header.measures.find(({ code }) => code === figure.measureCode);
        if (measure) kept.totals.push({ measure, figure });
      }
    }
    while (out.readableLength > mostWaiting && !out.destroyed) await wait(5);
    if (out.destroyed) return;
  }
  page.commit();
  const totalsOf = (measure: ReportedMeasure) =>
    kept.totals.filter((one) => one.measure === measure).map(({ figure }) => figure);
  kept.summaries = document.header.measures.map((measure) => summarise(measure, totalsOf(measure)));
  opened.push(...[...after, ...sectionSheets(document)].map(openAs));
  for (const { sheet, page } of opened) {
    for (const row of sheet.rows(kept)) page.addRow(row).commit();
    page.commit();
  }
  await book.commit();
}

function openSheet(book: Book, name: string, columns: SheetColumn[]): exceljs.Worksheet {
  const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = columns.map(({ heading, width }) => ({ header: heading, width }));
  const heading = page.getRow(1);
  heading.font = { bold: true };
  heading.alignment = { vertical: 'top', wrapText: true };
  heading.commit();
  return page;
}

/** The same content makes the same bytes: an archive would write the hour into each of its files, the first ones as it opens. */
function openBook(out: PassThrough, date: Date): Book {
  class DatedBook extends exceljs.stream.xlsx.WorkbookWriter {
    private archive: Archive;

    get zip(): Archive {
      return this.archive;
    }

    set zip(archive: Archive) {
      const append = archive.append.bind(archive);
      archive.append = (source, entry) => append(source, { ...entry, date });
      this.archive = archive;
    }
  }
  return new DatedBook({ stream: out, useSharedStrings: true, useStyles: true });
}
