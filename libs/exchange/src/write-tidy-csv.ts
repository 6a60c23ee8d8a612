import { stringify } from 'csv-stringify/sync';
import { formatPeriod } from '@keelson/measures';
import type { ExportedCell, ExportedCells } from '@keelson/submissions';
import { dimensionHeading, headingOf, isDefused, isFormula, statusOf, tidyFields } from './tidy-columns.js';

/** Cells as tidy rows, which `readTidyCsv` reads without loss: exact decimals, LF, texts that no spreadsheet calculates. */
export async function* writeTidyCsv({ dimensions, portions }: ExportedCells): AsyncGenerator<string> {
  const fields = tidyFields.map(headingOf);
  yield stringify([[...fields.slice(0, 3), ...dimensions.map(dimensionHeading), ...fields.slice(3)]]);
  for await (const cells of portions) yield writeCells(dimensions, cells);
}

/** Numbers stay numbers, also negative ones; everything else is text. */
export function writeCells(dimensions: string[], cells: ExportedCell[]): string {
  const numbers = new Set([0, 1, 2].map((i) => dimensions.length + 3 + i));
  return stringify(
    cells.map((cell) => rowOf(cell, dimensions)),
    {
      cast: {
        string: (text, { column }) => {
          if (numbers.has(Number(column))) return text;
          if (isDefused(text)) return `'${text}`;
          return isFormula(text) ? { value: text, escape_formulas: true } : text;
        },
      },
    },
  );
}

function rowOf(cell: ExportedCell, dimensions: string[]): (string | null)[] {
  const { organization, measure, frequency, periodStart, categories, number, denominator, nonValue, reason } = cell;
  const ratio = denominator !== null;
  return [
    ...[organization, measure, formatPeriod({ frequency, start: periodStart })],
    ...dimensions.map((code) => categories[code] ?? ''),
    ...(ratio ? [null, number, denominator] : [number, null, null]),
    ...[nonValue && statusOf(nonValue), reason],
  ];
}
