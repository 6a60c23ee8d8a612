import { stringify } from 'csv-stringify/sync';
import type { ReportFigure } from '@keelson/reports';
import type { ReportContent } from './report-document.js';
import { whyNoValue } from './why-no-value.js';

/** What a spreadsheet would take for a formula (OWASP, CSV injection; full-width signs as Apple Numbers reads them). */
const formula = /^[=+\-@\t\r＝＋－＠]/;

/** The report as one long table: exact decimals, LF, the same bytes whenever it is compiled from the same data. */
export async function* writeCsv({ document: { header }, figures }: ReportContent): AsyncGenerator<string> {
  const dimensions = header.columns.map(({ code }) => code);
  const { intervals = false, restatement } = header;
  // Of figures that differ from the last edition's, what stood there: a blank where there was no number.
  const restated = restatement?.changes.length
    ? new Map(restatement.changes.map(({ figure, before }) => [figure, before]))
    : undefined;
  yield writeRows(dimensions, [
    [
      ...['measure', 'period', ...dimensions, 'value', 'numerator', 'denominator', 'unit'],
      ...['organizations_reported', 'organizations_expected', 'target', 'status'],
      ...(intervals ? ['low', 'high'] : []),
      'non_value',
      ...(restated ? ['restated_from'] : []),
    ],
  ]);
  for await (const portion of figures) yield writeFigures(dimensions, portion, intervals, restated);
}

/** What later versions added stands last, so that other columns stay where they are: the ends of intervals, the reason of a blank. */
export function writeFigures(
  dimensions: string[],
  figures: ReportFigure[],
  intervals = false,
  restated?: ReadonlyMap<number | null, string | null>,
): string {
  return writeRows(
    dimensions,
    figures.map((figure) => [
      ...rowOf(figure, dimensions),
      ...(intervals ? [figure.low, figure.high] : []),
      whyNoValue(figure),
      ...(restated ? [restated.get(figure.position) ?? null] : []),
    ]),
  );
}

/** Texts are defused; numbers stay numbers, also negative ones. */
function writeRows(dimensions: string[], rows: (string | number | null)[][]): string {
  const texts = new Set([0, 1, ...dimensions.map((_, i) => i + 2), dimensions.length + 5, dimensions.length + 9]);
  return stringify(rows, {
    cast: {
      string: (value, { column }) =>
        texts.has(Number(column)) && formula.test(value) ? { value, escape_formulas: true } : value,
    },
  });
}

function rowOf(figure: ReportFigure, dimensions: string[]): (string | number | null)[] {
  const { measureCode, period, cell, value, numerator, denominator, unit } = figure;
  const { organizationsReported, organizationsExpected, target, status } = figure;
  const categories = dimensions.map((code) => cell[code] ?? '');
  return [
    ...[measureCode, period, ...categories, value, numerator, denominator, unit],
    ...[organizationsReported, organizationsExpected, target, status],
  ];
}
