import type { ReportFigure } from '@keelson/reports';
import { fragment } from 'xmlbuilder2';
import { backingText, cellText } from '../cell-text.js';
import { oneOf, wordsOf } from '../report-words.js';
import { plainText } from '../plain-text.js';
import type { ReportDocument } from '../report-document.js';
import { whyNoValue } from '../why-no-value.js';

export type Xml = ReturnType<typeof fragment>;

/** One period of an indicator with the total and all its parts; empty when there is nothing to say of it. */
export function periodOf(document: ReportDocument, figures: ReportFigure[]): string {
  const [first] = figures;
  const dates = document.periods.find(({ code }) => code === first?.period);
  if (!first || !dates) return '';
  const targets = figures.filter(({ target }) => target !== null);
  const actuals = figures.filter(({ value }) => value !== null);
  if (targets.length === 0 && actuals.length === 0) return '';
  const hidden = figures.flatMap((figure) => hiddenText(document, figure));
  const root = fragment();
  const period = root.ele('period');
  period.ele('period-start', { 'iso-date': dates.start });
  period.ele('period-end', { 'iso-date': dates.last });
  for (const figure of targets) {
    const target = valueElement(period, 'target', figure.target!, document, figure);
    if (actuals.length === 0 && figure === targets[0]) comment(target, hidden.join(' '));
  }
  for (const figure of actuals) {
    const said = [backingText(figure), ...(figure === actuals[0] ? hidden : [])];
    comment(valueElement(period, 'actual', figure.value!, document, figure), said.join(' '));
  }
  return `${root.toString({ prettyPrint: false })}\n`;
}

function valueElement(
  parent: Xml,
  name: string,
  value: string,
  { header }: ReportDocument,
  { cell }: ReportFigure,
): Xml {
  const element = parent.ele(name, { value });
  for (const column of header.columns) {
    const code = cell[column.code];
    if (code === undefined) continue;
    element.ele('dimension', {
      name: plainText(column.name),
      value: plainText(column.categories[code] ?? code),
    });
  }
  return element;
}

function comment(element: Xml, text: string): void {
  if (text) element.ele('comment').ele('narrative').txt(plainText(text));
}

/** What has no number because it is hidden, or because it is only known between two numbers. */
function hiddenText(document: ReportDocument, figure: ReportFigure): string[] {
  const which = cellText(document, figure.cell) || 'The total';
  if (figure.low !== null) return [`${which} lies between ${figure.low} and ${figure.high}.`];
  const reason = whyNoValue(figure);
  return reason === 'SUPPRESSED' || reason === 'WITHHELD'
    ? [`${which} is ${oneOf(wordsOf({}), 'nonValue', reason)}.`]
    : [];
}
