import { chartSvg, isCut, strokeOf, type ChartData } from '../chart-svg.js';
import type { ReportWords } from '../report-words.js';
import { drawPicture } from './draw-picture.js';
import { muted, type Pages } from './pages.js';

/** Dark enough on white paper: a contrast of at least 4.5. */
const lines = ['#1d5fb4', '#b4480f', '#23784a', '#8a3fa0', '#a8305f', '#5b6b00', '#00727f', '#6a4a32'];
const target = '#6b7280';
const width = 640;

export interface PdfChart extends ChartData {
  caption: string;
  /** What it shows, for whoever does not see it. */
  alternative: string;
  height?: number;
}

/** A caption, the chart as vectors, and the names of its lines, kept together on one page. */
export function drawChart(words: ReportWords, pages: Pages, parent: PDFKit.PDFStructureElement, chart: PdfChart): void {
  const { height = 220 } = chart;
  const tall = (height / width) * pages.width;
  const legend = legendOf(words, chart);
  pages.keep(tall + 34 + legend.length * 13);
  pages.paragraph(parent, 'P', chart.caption, { size: 10, weight: 700 }, 2);
  if (isCut(chart)) pages.paragraph(parent, 'P', words.say('report.chart.cut'), { size: 8, color: muted }, 0);
  const font = pages.plainFont();
  const drawn = chartSvg(chart, {
    ...{ locale: words.locale, width, height, fontSize: 11, fontFamily: font, muted, grid: '#e2e5ea', target, lines },
  });
  drawPicture(pages, parent, drawn, { width, height, alternative: chart.alternative, font });
  for (const entry of legend) drawEntry(pages, parent, entry);
  pages.y += 8;
}

interface Entry {
  name: string;
  color: string;
  dash: readonly number[] | 'solid';
  thick?: number;
}

function legendOf({ say }: ReportWords, { lines: drawn, target: aim, bands, breaks }: ChartData): Entry[] {
  const entries: Entry[] = [];
  if (drawn.length > 1) {
    entries.push(...drawn.map(({ name }, i) => ({ name, color: lines[i % lines.length]!, dash: strokeOf(i).dash })));
  }
  if (aim) entries.push({ name: say('report.heading.target'), color: target, dash: [4, 4] });
  if (bands) entries.push({ name: say('report.chart.interval'), color: '#c3d5ec', dash: 'solid', thick: 7 });
  if (breaks?.length) {
    entries.push({ name: say('report.chart.break'), color: muted, dash: [1, 3] });
  }
  return entries;
}

function drawEntry(pages: Pages, parent: PDFKit.PDFStructureElement, { name, color, dash, thick = 1.75 }: Entry): void {
  const { doc, left } = pages;
  const [line] = pages.layOut(name, pages.width - 40, { size: 8.5, most: 1 });
  if (!line) return;
  pages.artifact(() => {
    const y = pages.y + 6;
    doc.save().lineWidth(thick).strokeColor(color);
    if (dash !== 'solid') doc.dash(dash[0]!, { space: dash[1]! });
    doc
      .moveTo(left, y)
      .lineTo(left + 24, y)
      .stroke()
      .restore();
  });
  const element = doc.struct('P');
  parent.add(element);
  const at = left + 32;
  pages.mark(element, 'P', () => pages.drawLine(line, at, pages.y, pages.width - 32, { size: 8.5, align: 'left' }));
  element.end();
  pages.y += 13;
}
