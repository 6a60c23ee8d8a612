import type { ReportedMeasure, ReportFigure } from '@keelson/reports';
import { fragment } from 'xmlbuilder2';
import { plainText } from '../plain-text.js';
import type { ReportContent, ReportDocument } from '../report-document.js';
import { periodOf, type Xml } from './period-element.js';

/** OrganisationType 90 of IATI's code list: other. A coalition is not one of its members. */
const organizationType = '90';

/**
 * IATI 2.03: one activity, a result with one indicator per measure. Missing is no `actual`; what is suppressed, withheld or
 * only known as an interval is no `actual` either and is said in a comment of its period. Elements stand in the schema's order.
 */
export async function* writeIati({ document, figures }: ReportContent): AsyncGenerator<string> {
  const { header, compiledAt } = document;
  const made = compiledAt.toISOString();
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03" generated-datetime="${made}">\n`;
  yield `<iati-activity last-updated-datetime="${made}" xml:lang="en">\n${headOf(document)}`;
  const measures = new Map(header.measures.map((measure) => [measure.code, measure]));
  let current: ReportedMeasure | undefined;
  let period: ReportFigure[] = [];
  const close = () => {
    const text = current && period.length > 0 ? periodOf(document, period) : '';
    period = [];
    return text;
  };
  for await (const portion of figures) {
    let text = '';
    for (const figure of portion) {
      if (figure.measureCode !== current?.code) {
        text += close();
        if (current) text += '</indicator></result>\n';
        current = measures.get(figure.measureCode);
        if (current) text += openOf(current);
      } else if (figure.period !== period[0]?.period) text += close();
      if (current) period.push(figure);
    }
    yield text;
  }
  yield close();
  if (current) yield '</indicator></result>\n';
  yield '</iati-activity>\n</iati-activities>\n';
}

/** By builders, so that every text is escaped. */
function textOf(build: (root: Xml) => void): string {
  const root = fragment();
  build(root);
  return `${root.toString({ prettyPrint: false })}\n`;
}

function narrative(parent: Xml, name: string, text: string, attributes: Record<string, string> = {}): void {
  parent.ele(name, attributes).ele('narrative').txt(plainText(text));
}

function headOf({ id, title, periods, header, firstPeriod, lastPeriod }: ReportDocument): string {
  const { code, name, identifier } = header.coalition;
  const reference = plainText(identifier ?? code);
  const organization = { ref: reference, type: organizationType };
  return textOf((root) => {
    root.ele('iati-identifier').txt(`${reference}-${id}`);
    narrative(root, 'reporting-org', name, organization);
    narrative(root, 'title', title);
    narrative(root, 'description', `Shared measurement of ${name}, ${firstPeriod} to ${lastPeriod}.`, { type: '1' });
    narrative(root, 'participating-org', name, { ...organization, role: '2' });
    root.ele('activity-status', { code: '2' });
    root.ele('activity-date', { 'iso-date': periods[0]?.start ?? '1970-01-01', type: '2' });
  });
}

/** The beginning of a result and its indicator, up to the periods: cut where they go. */
function openOf(measure: ReportedMeasure): string {
  const { name, description, numberKind, factor, direction, level, aspect } = measure;
  const additive = (measure.additive ?? numberKind !== 'RATIO') ? '1' : '0';
  const outcome = level === 'POPULATION' || aspect === 'BETTER_OFF';
  const type = outcome ? '2' : aspect === 'HOW_MUCH' ? '1' : '9';
  const ascending = { INCREASE: '1', DECREASE: '0', MAINTAIN: undefined, NONE: undefined }[direction];
  const text = textOf((root) => {
    const result = root.ele('result', { type, 'aggregation-status': additive });
    narrative(result, 'title', name);
    const indicator = result.ele('indicator', {
      measure: numberKind === 'RATIO' && factor === 100 ? '2' : '1',
      ...(ascending ? { ascending } : {}),
      'aggregation-status': additive,
    });
    narrative(indicator, 'title', `${name}, ${measure.unit}`);
    if (description) narrative(indicator, 'description', description);
    for (const { vocabulary, code, uri } of measure.references ?? []) {
      indicator.ele('reference', {
        vocabulary: /^(SDG|9)\b/i.test(vocabulary) ? '9' : '99',
        code: plainText(code),
        ...(uri ? { 'indicator-uri': plainText(uri) } : {}),
      });
    }
    if (measure.baseline) {
      const { periodStart, value } = measure.baseline;
      indicator.ele('baseline', { year: periodStart.slice(0, 4), 'iso-date': periodStart, value });
    }
  });
  return text.replace(/<\/indicator><\/result>\n$/, '\n');
}
