import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escaped, Markup } from './markup.js';

use([LineChart, GridComponent, SVGRenderer]);

export interface Line {
  name: string;
  /** One per period; null where nothing was reported: a gap, never a zero. */
  values: (number | null)[];
}

export interface Chart {
  /** Unique in its page. */
  id: string;
  /** Beneath the measure's heading. */
  caption: string;
  /** For whoever does not see it: the whole name. */
  title: string;
  description: string;
  periods: string[];
  lines: Line[];
  /** As wide as the page, or as a part of it. */
  width: 960 | 640;
  /** What the figures should reach, drawn beneath them. */
  target?: (number | null)[];
}

const height = 300;
/** With more periods than this only points without a neighbour get a symbol. */
const mostSymbols = 40;
/** No line tells itself apart by colour alone. */
const looks = [
  { dash: 'solid', symbol: 'circle' },
  { dash: [7, 4], symbol: 'rect' },
  { dash: [2, 3], symbol: 'triangle' },
  { dash: [10, 3, 2, 3], symbol: 'diamond' },
] as const;
const stands = { ink: '#a10001', muted: '#a10002', grid: '#a10003', target: '#a10004' };
const lineStand = (i: number) => `#a1010${i}`;
/** Colours that stand for the page's own, so that a chart follows its light or dark look. */
const colours = new Map([
  ...Object.entries(stands).map(([name, stand]) => [stand, `var(--${name})`] as const),
  ...Array.from({ length: 8 }, (_, i) => [lineStand(i), `var(--line-${i})`] as const),
]);

/** A line chart as an SVG image with a legend in HTML, drawn here: the page needs no script. */
export function drawLines(chart: Chart): Markup {
  const highest = Math.max(...valuesOf(chart));
  const lowest = Math.min(...valuesOf(chart));
  // A curve in the upper half would be pressed flat by an axis from zero; the caption says so.
  const cut = lowest > 0 && lowest > highest / 2;
  const instance = init(null, null, { renderer: 'svg', ssr: true, width: chart.width, height });
  instance.setOption({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 12, right: 24, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: chart.periods,
      boundaryGap: chart.periods.length === 1,
      axisLine: { lineStyle: { color: stands.muted } },
      axisTick: { show: false },
      axisLabel: { color: stands.muted, fontSize: 13, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      scale: cut,
      splitNumber: 4,
      axisLabel: { color: stands.muted, fontSize: 13, formatter: (value: number) => value.toLocaleString('en-US') },
      splitLine: { lineStyle: { color: stands.grid } },
    },
    series: [
      ...(chart.target
        ? [{ ...seriesOf(chart.target, stands.target, 1), lineStyle: { width: 1.5, type: [4, 4] } }]
        : []),
      ...chart.lines.map(({ values }, i) => seriesOf(values, lineStand(i), i)),
    ],
  });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return escaped`<figure>
    <figcaption>${chart.caption}${cut && escaped` <small>The axis does not start at zero.</small>`}</figcaption>
    ${new Markup(finish(svg, chart))} ${legendOf(chart)}
  </figure> `;
}

function seriesOf(values: (number | null)[], color: string, i: number) {
  const { dash, symbol } = looks[i % looks.length] ?? looks[0];
  const alone = (at: number) => values[at - 1] == null && values[at + 1] == null;
  return {
    type: 'line',
    connectNulls: false,
    symbol,
    symbolSize: 7,
    data: values.map((value, at) =>
      value === null ? '-' : values.length <= mostSymbols || alone(at) ? value : { value, symbol: 'none' },
    ),
    showAllSymbol: true,
    silent: true,
    lineStyle: { width: 2.25, type: dash, color },
    itemStyle: { color },
  };
}

/** No script, no address, no size of its own; a name and a description for whoever does not see it. */
function finish(svg: string, { id, title, description, width }: Chart): string {
  const inner = svg
    .replace(/<svg [^>]*>/, '')
    .replace(/<style\s*>.*?<\/style>/gs, '')
    .replace(/ (class|ecmeta_\w+|pointer-events|xml:space)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/#a1\d{4}/g, (stand) => colours.get(stand) ?? stand)
    .replace(/\n+/g, '');
  const name = escaped`<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>`;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">${name.text}${inner}`;
}

function legendOf({ lines, target }: Chart): Markup | null {
  if (lines.length < 2 && !target) return null;
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
    ${lines.map(({ name }, i) => escaped`<li>${swatch(`line-${i}`, (looks[i % looks.length] ?? looks[0]).dash)}${name}</li>`)}
    ${target && escaped`<li>${swatch('target', [4, 4], 1.5)}Target</li>`}
  </ul>`;
}

function valuesOf({ lines, target = [] }: Chart): number[] {
  return [...lines.flatMap(({ values }) => values), ...target].filter((value) => value !== null);
}
