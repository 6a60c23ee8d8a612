import type { ReportFigure } from '@keelson/reports';
import type { ReportDocument } from '../report-document.js';
import { columnOf } from '../report-section.js';
import { wordsOf } from '../report-words.js';
import { whyNoValue } from '../why-no-value.js';
import { numberCell, textCell, type CellValue, type SheetColumn } from './sheet.js';

/** Every figure, as they pass by: this sheet is written while the others wait. */
export function figureColumns({ header }: ReportDocument): SheetColumn[] {
  const words = wordsOf(header);
  const interval = [columnOf(words, 'low', 16), columnOf(words, 'high', 16)];
  return [
    columnOf(words, 'measure', 20),
    columnOf(words, 'period', 12),
    ...header.columns.map(({ name }) => ({ heading: textCell(name) ?? '', width: 18 })),
    columnOf(words, 'value', 16),
    ...(header.intervals ? interval : []),
    columnOf(words, 'numerator', 16),
    columnOf(words, 'denominator', 16),
    columnOf(words, 'unit', 24),
    columnOf(words, 'organizationsReported', 14),
    columnOf(words, 'organizationsExpected', 14),
    columnOf(words, 'target', 16),
    columnOf(words, 'status', 14),
    columnOf(words, 'noValueBecause', 24),
  ];
}

export function figureRow(figure: ReportFigure, { header }: ReportDocument): CellValue[] {
  const { measureCode, period, cell, value, low, high, numerator, denominator, unit, target, status } = figure;
  return [
    ...[textCell(measureCode), period],
    ...header.columns.map(({ code, categories }) => textCell(categories[cell[code] ?? ''] ?? cell[code])),
    numberCell(value),
    ...(header.intervals ? [numberCell(low), numberCell(high)] : []),
    ...[numberCell(numerator), numberCell(denominator), textCell(unit)],
    ...[figure.organizationsReported, figure.organizationsExpected],
    ...[numberCell(target), status || null, whyNoValue(figure) || null],
  ];
}
