import type { ReportFigure } from '@keelson/reports';
import type { ReportDocument } from '../report-document.js';
import { whyNoValue } from '../why-no-value.js';
import { numberCell, textCell, type CellValue, type SheetColumn } from './sheet.js';

/** Every figure, as they pass by: this sheet is written while the others wait. */
export function figureColumns({ header }: ReportDocument): SheetColumn[] {
  return [
    { heading: 'Measure', width: 20 },
    { heading: 'Period', width: 12 },
    ...header.columns.map(({ name }) => ({ heading: textCell(name) ?? '', width: 18 })),
    { heading: 'Value', width: 16 },
    ...(header.intervals ? ['Low', 'High'].map((heading) => ({ heading, width: 16 })) : []),
    { heading: 'Numerator', width: 16 },
    { heading: 'Denominator', width: 16 },
    { heading: 'Unit', width: 24 },
    { heading: 'Organizations reported', width: 14 },
    { heading: 'Organizations expected', width: 14 },
    { heading: 'Target', width: 16 },
    { heading: 'Status', width: 14 },
    { heading: 'No value because', width: 24 },
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
