import { headOf, type ReportFigure } from '@keelson/reports';
import type { ReportContent } from './report-document.js';

/**
 * `{"report": {…}, "figures": [{…}]}`; decimals are strings, so that no reader rounds them. `report.sha256` is that of
 * the rest in the form of RFC 8785.
 */
export async function* writeJson({ document, figures }: ReportContent): AsyncGenerator<string> {
  yield `{"report":${JSON.stringify({ ...headOf(document), sha256: document.sha256 })},\n"figures":[`;
  let separator = '\n';
  for await (const portion of figures) {
    yield separator + portion.map((figure) => JSON.stringify(bodyOf(figure))).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** A figure as the file has it. Without a target there is nothing to be said of it: null, as in GraphQL. */
export function bodyOf(figure: ReportFigure) {
  const { measureCode: measure, period, cell, value, numerator, denominator, unit, ...rest } = figure;
  const { organizationsReported, organizationsExpected, cellsReported, cellsExpected, nonValues } = rest;
  const coverage = { organizationsReported, organizationsExpected, cellsReported, cellsExpected, nonValues };
  const { target, status, derived, low, high } = rest;
  const interval = low === null ? {} : { low, high };
  return {
    measure,
    period,
    cell,
    value,
    ...interval,
    numerator,
    denominator,
    unit,
    ...coverage,
    target,
    status: status || null,
    derived,
  };
}
