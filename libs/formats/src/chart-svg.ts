import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([CustomChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

export interface ChartLine {
  name: string;
  /** One per period; null where nothing was reported: a gap, never a zero. */
  values: (number | null)[];
}

export interface ChartData {
  periods: string[];
  lines: ChartLine[];
  /** What the figures should reach, drawn beneath them. */
  target?: (number | null)[];
  /** Where a figure is only known as an interval: from low to high, one per period. */
  bands?: ([low: number, high: number] | null)[];
  /** At which periods a new definition begins that does not compare with the one before: no line runs across. */
  breaks?: number[];
}

export interface ChartLook {
  width: number;
  height: number;
  fontSize: number;
  fontFamily: string;
  /** By which the numbers of the axis are written. */
  locale: string;
  muted: string;
  grid: string;
  target: string;
  lines: readonly string[];
}

/** With more periods than this only points without a neighbour get a symbol. */
const mostSymbols = 40;
/** No line tells itself apart by colour alone. */
export const strokes = [
  { dash: 'solid', symbol: 'circle' },
  { dash: [7, 4], symbol: 'rect' },
  { dash: [2, 3], symbol: 'triangle' },
  { dash: [10, 3, 2, 3], symbol: 'diamond' },
] as const;
export const strokeOf = (i: number) => strokes[i % strokes.length] ?? strokes[0];

/** A curve in the upper half would be pressed flat by an axis from zero; whoever draws it says so. */
export function isCut(chart: ChartData): boolean {
  const values = valuesOf(chart);
  const lowest = Math.min(...values);
  return lowest > 0 && lowest > Math.max(...values) / 2;
}

/** A line chart as SVG, drawn without a browser. */
export function chartSvg(chart: ChartData, look: ChartLook): string {
  const instance = init(null, null, { renderer: 'svg', ssr: true, width: look.width, height: look.height });
  const { muted, grid, fontSize } = look;
  instance.setOption({
    animation: false,
    textStyle: { fontFamily: look.fontFamily },
    grid: { left: 12, right: 24, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: chart.periods,
      boundaryGap: chart.periods.length === 1 || Boolean(chart.bands),
      axisLine: { lineStyle: { color: muted } },
      axisTick: { show: false },
      axisLabel: { color: muted, fontSize, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      scale: isCut(chart),
      splitNumber: 4,
      axisLabel: { color: muted, fontSize, formatter: (value: number) => value.toLocaleString(look.locale) },
      splitLine: { lineStyle: { color: grid } },
    },
    series: [
      ...(chart.bands ? [bandSeries(chart.bands, look)] : []),
      ...(chart.target
        ? [{ ...lineSeries(chart.target, look.target, 1), lineStyle: { width: 1.5, type: [4, 4] } }]
        : []),
      ...chart.lines.flatMap(({ values }, i) =>
        segmentsOf(values, chart.breaks ?? []).map((part) => lineSeries(part, look.lines[i % look.lines.length]!, i)),
      ),
      ...(chart.breaks?.length ? [breakSeries(chart, look)] : []),
    ],
  });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return svg;
}

function lineSeries(values: (number | null)[], color: string, i: number) {
  const { dash, symbol } = strokeOf(i);
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

/** The values from one break to the next, each with blanks around it. */
function segmentsOf(values: (number | null)[], breaks: number[]): (number | null)[][] {
  const starts = [0, ...breaks];
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? values.length;
    return values.map((value, at) => (at >= start && at < end ? value : null));
  });
}

interface BandApi {
  value(i: number): number;
  coord(point: [number, number]): [number, number];
  size(extent: [number, number]): [number, number];
}

/** As wide as their periods, so that neighbours join to one band. */
function bandSeries(bands: NonNullable<ChartData['bands']>, { lines }: ChartLook) {
  return {
    type: 'custom',
    silent: true,
    encode: { x: 0, y: [1, 2] },
    data: bands.flatMap((band, at) => (band ? [[at, ...band]] : [])),
    renderItem: (_: unknown, api: BandApi) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const wide = api.size([1, 0])[0];
      const shape = { x: x - wide / 2, y: high, width: wide, height: Math.max(1.5, low - high) };
      return { type: 'rect', shape, style: { fill: lines[0], opacity: 0.28 } };
    },
  };
}

function breakSeries({ breaks = [], periods }: ChartData, { muted }: ChartLook) {
  return {
    type: 'line',
    data: periods.map(() => '-'),
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: muted, type: [1, 3], width: 1.5 },
      // Beneath the first period of the new definition.
      data: breaks.map((at) => ({ xAxis: periods[at] })),
    },
  };
}

function valuesOf({ lines, target = [], bands = [] }: ChartData): number[] {
  const ends = bands.flatMap((band) => band ?? []);
  return [...lines.flatMap(({ values }) => values), ...target, ...ends].filter((value) => value !== null);
}
