import type { ReportFigure, ReportedMeasure } from '@keelson/reports';
import { backingText } from '../cell-text.js';
import { plainText } from '../plain-text.js';
import type { ReportContent, ReportDocument, ReportPeriod } from '../report-document.js';

const monthNames = ['Jan', 'Feb', 'March', 'April', 'May', 'June', 'July', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * DHIS2's dataValueSets: codes of measures as data elements, the coalition as the organisation unit. A ratio is two
 * elements, `.numerator` and `.denominator` after its code, as in files; what has no number is left out, as DHIS2 knows no other way.
 */
export async function* writeDhis2({ document, figures }: ReportContent): AsyncGenerator<string> {
  const { header } = document;
  const head = {
    ...{ orgUnit: plainText(header.coalition.code), dataElementIdScheme: 'CODE', orgUnitIdScheme: 'CODE' },
    categoryOptionComboIdScheme: 'CODE',
  };
  yield `${JSON.stringify(head).slice(0, -1)},"dataValues":[`;
  const measures = new Map(header.measures.map((measure) => [measure.code, measure]));
  const periods = new Map(document.periods.map((period) => [period.code, spellPeriod(period, document)]));
  let separator = '\n';
  for await (const portion of figures) {
    const values = portion.flatMap((figure) => valuesOf(figure, measures.get(figure.measureCode), document));
    for (const value of values) {
      yield separator + JSON.stringify({ ...value, period: periods.get(value.period) ?? value.period });
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

function valuesOf(figure: ReportFigure, measure: ReportedMeasure | undefined, { header, compiledAt }: ReportDocument) {
  const { measureCode, period, cell, value, numerator, denominator } = figure;
  const codes = header.columns.map(({ code }) => cell[code]).filter((code) => code !== undefined);
  const common = {
    period,
    ...(codes.length > 0 ? { categoryOptionCombo: plainText(codes.join('_')) } : {}),
    comment: backingText(figure),
    lastUpdated: compiledAt.toISOString(),
  };
  const element = plainText(measureCode);
  const parts =
    measure?.numberKind === 'RATIO'
      ? [
          { dataElement: `${element}.numerator`, value: value === null ? null : numerator },
          { dataElement: `${element}.denominator`, value: value === null ? null : denominator },
        ]
      : [{ dataElement: element, value }];
  return parts.filter((part) => part.value !== null).map((part) => ({ ...part, ...common }));
}

/** DHIS2's spellings: 2024W5, 202401, 2024Q1, 2024S1, 2024, 2016April. */
export function spellPeriod(
  { code }: Pick<ReportPeriod, 'code'>,
  { frequency }: Pick<ReportDocument, 'frequency'>,
): string {
  const [year = '', rest = ''] = code.split('-');
  if (frequency === 'WEEK') return `${year}W${Number(rest.slice(1))}`;
  if (frequency === 'HALF_YEAR') return `${year}S${rest.slice(1)}`;
  if (frequency === 'YEAR') return rest ? `${year}${monthNames[Number(rest.slice(1)) - 1]}` : year;
  return `${year}${rest}`;
}
