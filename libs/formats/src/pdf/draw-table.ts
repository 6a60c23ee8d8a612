import type { Line } from './lay-out-text.js';
import { ink, muted, rule, type Pages, type Styled } from './pages.js';

export interface Column {
  heading: string;
  /** Of the page's width, as a share of all columns'. */
  share: number;
  align?: 'right';
}

export interface Cell {
  text: string;
  /** Where there is no number. */
  faint?: boolean;
}

const size = 8.5;
const padding = 4;
const mostLines = 5;

interface Place {
  x: number;
  width: number;
  column: Column;
}

/** A tagged table: headings again on every page, no row cut by a page's end; the first column names the row. */
export function drawTable(
  pages: Pages,
  parent: PDFKit.PDFStructureElement,
  columns: Column[],
  rows: (string | Cell)[][],
): void {
  // A table that no row opens is never closed, and the document never ends.
  if (rows.length === 0) return;
  const { doc } = pages;
  const table = doc.struct('Table');
  parent.add(table);
  const places = placesOf(pages, columns);
  const heading = columns.map((column, i) => pages.layOut(column.heading, places[i]!.width, bold));
  const body = doc.struct('TBody');
  rows.forEach((cells, i) => {
    const lines = cells.map((cell, at) => pages.layOut(textOf(cell), places[at]!.width, { size, most: mostLines }));
    const tall = heightOf(pages, lines);
    const fresh = pages.keep(tall + (i === 0 ? heightOf(pages, heading) : 0));
    if (i === 0) {
      const head = doc.struct('THead');
      table.add(head);
      drawHeading(pages, places, heading, head);
      table.add(body);
    } else if (fresh) {
      pages.artifact(() => drawCells(pages, places, heading, bold));
      pages.y += heightOf(pages, heading);
    }
    const row = doc.struct('TR');
    body.add(row);
    lines.forEach((cell, at) => {
      const type = at === 0 ? 'TH' : 'TD';
      const element = doc.struct(type, (at === 0 ? { scope: 'Row' } : {}) as object);
      row.add(element);
      const color = isFaint(cells[at]!) ? muted : ink;
      pages.mark(element, type, () => drawCell(pages, places[at]!, cell, { size, color }));
      element.end();
    });
    row.end();
    pages.y += tall;
    pages.artifact(() => drawRule(pages));
  });
  body.end();
  table.end();
  pages.y += 10;
}

const bold: Styled = { size: 8, weight: 700, color: muted, most: 3 };

function placesOf(pages: Pages, columns: Column[]): Place[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  let x = pages.left;
  return columns.map((column) => {
    const width = (pages.width * column.share) / whole;
    x += width;
    return { x: x - width + padding, width: width - 2 * padding, column };
  });
}

function drawHeading(pages: Pages, places: Place[], heading: Line[][], head: PDFKit.PDFStructureElement): void {
  const row = pages.doc.struct('TR');
  head.add(row);
  heading.forEach((lines, i) => {
    const element = pages.doc.struct('TH', { scope: 'Column' } as object);
    row.add(element);
    pages.mark(element, 'TH', () => drawCell(pages, places[i]!, lines, bold));
    element.end();
  });
  head.end();
  pages.y += heightOf(pages, heading);
  pages.artifact(() => drawRule(pages));
}

function drawCells(pages: Pages, places: Place[], cells: Line[][], styled: Styled): void {
  cells.forEach((lines, i) => drawCell(pages, places[i]!, lines, styled));
}

function drawCell(pages: Pages, { x, width, column }: Place, lines: Line[], styled: Styled): void {
  const { size: height = size } = styled;
  lines.forEach((line, i) => {
    const y = pages.y + padding - 1 + i * pages.lineHeight(height);
    pages.drawLine(line, x, y, width, { ...styled, ...(column.align ? { align: column.align } : {}) });
  });
}

function drawRule({ doc, left, width, y }: Pages): void {
  doc
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(0.5)
    .strokeColor(rule)
    .stroke();
}

function heightOf(pages: Pages, cells: Line[][]): number {
  return Math.max(...cells.map((lines) => lines.length)) * pages.lineHeight(size) + 2 * padding - 2;
}

function textOf(cell: string | Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function isFaint(cell: string | Cell): boolean {
  return typeof cell !== 'string' && cell.faint === true;
}
