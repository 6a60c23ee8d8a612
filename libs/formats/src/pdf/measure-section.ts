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
import type { ReportDocument } from '../report-document.js';
import { wordsOf, type Heading, type ReportWords } from '../report-words.js';
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
      const words = wordsOf(document.header);
      describe(words, pages, section, one);
      drawTotals(pages, section, document, one);
      for (const { code, name } of document.header.columns) {
        const parts = one.parts.filter(({ dimension }) => dimension === code);
        if (parts.some(hasNumber)) drawParts(pages, section, document, one.measure, { code, name }, parts);
      }
      drawFigures(words, pages, section, one);
    },
  }));

function describe(words: ReportWords, pages: Pages, section: Element, { measure, totals }: FiguresOfMeasure): void {
  const { say, number } = words;
  const { latest, first } = summarise(measure, totals);
  pages.paragraph(section, 'P', definitionOf(words, measure), { size: 9, color: muted });
  if (measure.description) pages.paragraph(section, 'P', measure.description, { size: 9, most: 12 });
  if (!latest) {
    const last = totals.at(-1);
    const why = last ? noNumber(words, last) : say('report.measure.nothingReported');
    return pages.paragraph(section, 'P', say('report.measure.none', { why }));
  }
  const { period } = latest;
  const value = number(latest.value ?? '');
  const facts = [
    say('report.measure.latest', { value, unit: measure.unit, period, coverage: coverageOf(words, latest) }),
    first &&
      say('report.measure.change', {
        ...{ period: first.period, change: changeOf(words, first, latest) },
        verdict: verdictOf(words, measure, first, latest),
      }),
    latest.target &&
      say('report.measure.target', { target: number(latest.target), status: statusOf(words, latest) ?? '' }),
  ];
  for (const fact of facts) if (fact) pages.paragraph(section, 'P', fact, {}, 1);
  pages.y += 6;
}

function drawTotals(pages: Pages, section: Element, document: ReportDocument, one: FiguresOfMeasure): void {
  const { measure, totals } = one;
  const { periods } = document;
  const words = wordsOf(document.header);
  const { say } = words;
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
  drawChart(words, pages, section, {
    caption: say('report.chart.total', { unit: measure.unit }),
    alternative: [
      say('report.chart.totalText', { periods: countOf(words, periods.length, 'periods'), gaps }),
      known ? say('report.chart.someIntervals') : '',
      breaks.length > 0 ? say('report.chart.breaks', { periods: breaks.map((i) => periods[i]!.code).join(', ') }) : '',
      say('report.chart.tableBelow'),
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
  const words = wordsOf(document.header);
  const { say } = words;
  const names = columns.find((column) => column.code === code)?.categories ?? {};
  const drawn = parts.filter(hasNumber);
  const periods = document.periods.map((period) => period.code);
  const lines = drawn.map(({ category, points }) => ({
    name: names[category] ?? category,
    values: periods.map((period) => toNumber(points[period] ?? null)),
  }));
  // One line has no legend.
  const caption =
    lines.length === 1 ? say('report.chart.byOne', { name, part: lines[0]!.name }) : say('report.chart.by', { name });
  drawChart(words, pages, section, {
    caption: say('report.chart.withUnit', { caption, unit: measure.unit }),
    alternative: say('report.chart.partsText', {
      ...{ parts: countOf(words, lines.length, 'parts'), name, lines: lines.map((line) => line.name).join(', ') },
    }),
    ...{ periods, lines, breaks: breaksOf(document, measure), height: 190 },
  });
  const left = (parts[0]?.parts ?? 0) - drawn.length;
  if (left > 0) {
    const text = say('report.chart.left', { drawn: drawn.length, left });
    pages.paragraph(section, 'P', text, { size: 8.5, color: muted });
  }
}

function drawFigures(words: ReportWords, pages: Pages, section: Element, { measure, totals }: FiguresOfMeasure): void {
  const name = (heading: Heading) => words.say(`report.heading.${heading}`);
  if (totals.length === 0) return;
  const shown = totals.slice(-mostRows);
  const withRatio = measure.numberKind === 'RATIO';
  const withGaps = shown.some(({ nonValues }) => Object.keys(nonValues).length > 0);
  const withTarget = shown.some(({ target }) => target !== null);
  const number = (heading: string) => ({ heading, share: 2, align: 'right' as const });
  const columns = [
    { heading: name('period'), share: 1.5 },
    number(measure.unit),
    ...(withRatio ? [number(name('numerator')), number(name('denominator'))] : []),
    { heading: name('reportedBy'), share: 1.7 },
    ...(withGaps ? [{ heading: name('steppedOver'), share: 3 }] : []),
    ...(withTarget ? [number(name('target')), { heading: name('status'), share: 2.6 }] : []),
  ];
  const rows = shown.map((figure): (string | Cell)[] => [
    figure.period,
    valueOf(words, figure),
    ...(withRatio ? [numberOr(words, figure.numerator), numberOr(words, figure.denominator)] : []),
    shortCoverageOf(words, figure),
    ...(withGaps ? [{ text: steppedOver(words, figure), faint: true }] : []),
    ...(withTarget ? [numberOr(words, figure.target), (figure.target && statusOf(words, figure)) || ''] : []),
  ]);
  pages.keep(80);
  pages.paragraph(section, 'H3', words.say('report.title.figures'), { size: 11, weight: 700 }, 2);
  if (shown.length < totals.length) {
    const text = words.say('report.measure.latestPeriods', { shown: shown.length, all: totals.length });
    pages.paragraph(section, 'P', text, { size: 8.5, color: muted });
  }
  drawTable(pages, section, columns, rows);
}

function valueOf(words: ReportWords, figure: ReportFigure): string | Cell {
  const { value, low, high } = figure;
  if (low !== null && high !== null) {
    const interval = words.say('report.interval', { low: words.number(low), high: words.number(high) });
    return words.say('report.measure.intervalNote', { interval });
  }
  return value === null ? { text: noNumber(words, figure), faint: true } : words.number(value);
}

function numberOr(words: ReportWords, decimal: string | null): string {
  return decimal === null ? '' : words.number(decimal);
}

function hasNumber({ points }: PartSeries): boolean {
  return Object.values(points).some((value) => value !== null);
}
