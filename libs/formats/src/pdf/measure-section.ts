import type { ReportColumn, ReportedMeasure, ReportFigure } from '@keelson/reports';
import type { FiguresOfMeasure, PartSeries } from '../by-measure.js';
import {
  bandsOf,
  breaksOf,
  changeOf,
  countOf,
  coverageOf,
  definitionOf,
  noNumber,
  shortCoverageOf,
  statusOf,
  steppedOver,
  summarise,
  toNumber,
  verdictOf,
} from '../describe-figures.js';
import { displayNumber } from '../display-number.js';
import type { ReportDocument } from '../report-document.js';
import type { Section } from './chapter.js';
import { drawChart } from './draw-chart.js';
import { drawTable, type Cell } from './draw-table.js';
import { muted, type Pages } from './pages.js';

type Element = PDFKit.PDFStructureElement;
/** A table of more rows is for a file; the latest ones stand here. */
const mostRows = 120;

/** One chapter per measure: what it is, its curve, its parts, its figures with who stands behind them. */
export const measureSection: Section = ({ document, measures }) =>
  measures.map((one) => ({
    title: one.measure.name,
    write(pages, section) {
      describe(pages, section, one);
      drawTotals(pages, section, document, one);
      for (const { code, name } of document.header.columns) {
        const parts = one.parts.filter(({ dimension }) => dimension === code);
        if (parts.some(hasNumber)) drawParts(pages, section, document, one.measure, { code, name }, parts);
      }
      drawFigures(pages, section, one);
    },
  }));

function describe(pages: Pages, section: Element, { measure, totals }: FiguresOfMeasure): void {
  const { latest, first } = summarise(measure, totals);
  pages.paragraph(section, 'P', definitionOf(measure), { size: 9, color: muted });
  if (measure.description) pages.paragraph(section, 'P', measure.description, { size: 9, most: 12 });
  if (!latest) {
    const last = totals.at(-1);
    return pages.paragraph(section, 'P', `No figure: ${last ? noNumber(last) : 'nothing was reported'}.`);
  }
  const change = first && changeOf(first, latest);
  const facts = [
    `Latest: ${displayNumber(latest.value ?? '')} ${measure.unit} in ${latest.period}, reported by ${coverageOf(latest)}.`,
    first && change && `Change since ${first.period}: ${change}${verdictOf(measure, first, latest)}.`,
    latest.target && `Target: ${displayNumber(latest.target)}. ${statusOf(latest) ?? ''}`,
  ];
  for (const fact of facts) if (fact) pages.paragraph(section, 'P', fact, {}, 1);
  pages.y += 6;
}

function drawTotals(pages: Pages, section: Element, document: ReportDocument, one: FiguresOfMeasure): void {
  const { measure, totals } = one;
  const { periods } = document;
  const at = new Map(totals.map((figure) => [figure.period, figure]));
  const series = (pick: (figure: ReportFigure) => string | null) =>
    periods.map(({ code }) => toNumber(at.get(code) ? pick(at.get(code)!) : null));
  const values = series(({ value }) => value);
  const bands = bandsOf(
    document.periods.map(({ code }) => code),
    totals,
  );
  const known = bands.some((band) => band !== null);
  if (!known && values.every((value) => value === null)) return;
  const target = series((figure) => figure.target);
  const gaps = values.filter((value, i) => value === null && !bands[i]).length;
  const breaks = breaksOf(document, measure);
  drawChart(pages, section, {
    caption: `Total, ${measure.unit}`,
    alternative: [
      `Line chart of ${countOf(periods.length, 'period')}, ${gaps === 0 ? 'none' : gaps} of them without a figure.`,
      known ? 'Some figures are only known as an interval.' : '',
      breaks.length > 0 ? `A new definition begins in ${breaks.map((i) => periods[i]!.code).join(', ')}.` : '',
      'The table below holds the same figures.',
    ]
      .filter(Boolean)
      .join(' '),
    periods: periods.map(({ code }) => code),
    lines: [{ name: measure.name, values }],
    breaks,
    ...(known ? { bands } : {}),
    ...(target.some((value) => value !== null) ? { target } : {}),
  });
}

function drawParts(
  pages: Pages,
  section: Element,
  document: ReportDocument,
  measure: ReportedMeasure,
  { code, name }: Pick<ReportColumn, 'code' | 'name'>,
  parts: PartSeries[],
): void {
  const { columns } = document.header;
  const names = columns.find((column) => column.code === code)?.categories ?? {};
  const drawn = parts.filter(hasNumber);
  const periods = document.periods.map((period) => period.code);
  const lines = drawn.map(({ category, points }) => ({
    name: names[category] ?? category,
    values: periods.map((period) => toNumber(points[period] ?? null)),
  }));
  drawChart(pages, section, {
    // One line has no legend.
    caption: `By ${name}${lines.length === 1 ? `: ${lines[0]!.name}` : ''}, ${measure.unit}`,
    alternative: `Line chart of ${countOf(lines.length, 'part')} by ${name}: ${lines.map((line) => line.name).join(', ')}.`,
    ...{ periods, lines, breaks: breaksOf(document, measure), height: 190 },
  });
  const left = (parts[0]?.parts ?? 0) - drawn.length;
  if (left > 0) {
    const text = `The ${drawn.length} largest are drawn; ${left} more ${left === 1 ? 'stands' : 'stand'} in the files.`;
    pages.paragraph(section, 'P', text, { size: 8.5, color: muted });
  }
}

function drawFigures(pages: Pages, section: Element, { measure, totals }: FiguresOfMeasure): void {
  if (totals.length === 0) return;
  const shown = totals.slice(-mostRows);
  const withRatio = measure.numberKind === 'RATIO';
  const withGaps = shown.some(({ nonValues }) => Object.keys(nonValues).length > 0);
  const withTarget = shown.some(({ target }) => target !== null);
  const number = (heading: string) => ({ heading, share: 2, align: 'right' as const });
  const columns = [
    { heading: 'Period', share: 1.5 },
    number(measure.unit),
    ...(withRatio ? [number('Numerator'), number('Denominator')] : []),
    { heading: 'Reported by', share: 1.7 },
    ...(withGaps ? [{ heading: 'Stepped over', share: 3 }] : []),
    ...(withTarget ? [number('Target'), { heading: 'Status', share: 2.6 }] : []),
  ];
  const rows = shown.map((figure): (string | Cell)[] => [
    figure.period,
    valueOf(figure),
    ...(withRatio ? [numberOr(figure.numerator), numberOr(figure.denominator)] : []),
    shortCoverageOf(figure),
    ...(withGaps ? [{ text: steppedOver(figure), faint: true }] : []),
    ...(withTarget ? [numberOr(figure.target), (figure.target && statusOf(figure)) || ''] : []),
  ]);
  pages.keep(80);
  pages.paragraph(section, 'H3', 'Figures', { size: 11, weight: 700 }, 2);
  if (shown.length < totals.length) {
    const text = `The latest ${shown.length} of ${totals.length} periods; the files hold all.`;
    pages.paragraph(section, 'P', text, { size: 8.5, color: muted });
  }
  drawTable(pages, section, columns, rows);
}

function valueOf(figure: ReportFigure): string | Cell {
  const { value, low, high } = figure;
  if (low !== null && high !== null) {
    return `${displayNumber(low)} to ${displayNumber(high)}: the same people may be counted twice`;
  }
  return value === null ? { text: noNumber(figure), faint: true } : displayNumber(value);
}

function numberOr(decimal: string | null): string {
  return decimal === null ? '' : displayNumber(decimal);
}

function hasNumber({ points }: PartSeries): boolean {
  return Object.values(points).some((value) => value !== null);
}
