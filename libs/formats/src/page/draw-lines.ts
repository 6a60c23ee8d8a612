import { chartSvg, isCut, strokeOf, type ChartData } from '../chart-svg.js';
import type { ReportWords } from '../report-words.js';
import { finishSvg, lineStand, stands } from './finish-svg.js';
import { escaped, type Markup } from './markup.js';

export interface Chart extends ChartData {
  /** Unique in its page. */
  id: string;
  /** Beneath the measure's heading. */
  caption: string;
  /** For whoever does not see it: the whole name. */
  title: string;
  description: string;
  /** As wide as the page, or as a part of it. */
  width: 960 | 640;
}

const height = 300;

/** A line chart as an SVG image with a legend in HTML, drawn here: the page needs no script. */
export function drawLines(words: ReportWords, chart: Chart): Markup {
  const svg = chartSvg(chart, {
    ...{ locale: words.locale, width: chart.width, height, fontSize: 13, fontFamily: 'system-ui, sans-serif' },
    ...{ muted: stands.muted, grid: stands.grid, target: stands.target },
    lines: Array.from({ length: 8 }, (_, i) => lineStand(i)),
  });
  return escaped`<figure>
    <figcaption>${chart.caption}${isCut(chart) && escaped` <small>${words.say('report.chart.cut')}</small>`}</figcaption>
    ${finishSvg(svg, { ...chart, height })} ${legendOf(words, chart)}
  </figure> `;
}

function legendOf({ say }: ReportWords, { lines, target, bands, breaks }: Chart): Markup | null {
  if (lines.length < 2 && !target && !bands && !breaks?.length) return null;
  const swatch = (colour: string, dash: readonly number[] | 'solid', width = 2.25) =>
    escaped`<svg viewBox="0 0 30 8" aria-hidden="true">
      <path
        d="M1 4H29"
        fill="none"
        stroke="var(--${colour})"
        stroke-width="${width}"
        stroke-dasharray="${dash === 'solid' ? 'none' : dash.join(' ')}"
      />
    </svg>`;
  return escaped`<ul class="legend">
    ${lines.map(({ name }, i) => escaped`<li dir="auto">${swatch(`line-${i}`, strokeOf(i).dash)}${name}</li>`)}
    ${target && escaped`<li>${swatch('target', [4, 4], 1.5)}${say('report.heading.target')}</li>`}
    ${bands && escaped`<li>${say('report.chart.bands')}</li>`}
    ${breaks?.length && escaped`<li>${swatch('muted', [1, 3], 1.5)}${say('report.chart.break')}</li>`}
  </ul>`;
}
