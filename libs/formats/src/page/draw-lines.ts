import { chartSvg, isCut, strokeOf, type ChartData } from '../chart-svg.js';
import type { ReportWords } from '../report-words.js';
import { escaped, Markup } from './markup.js';

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
const stands = { ink: '#a10001', muted: '#a10002', grid: '#a10003', target: '#a10004' };
const lineStand = (i: number) => `#a1010${i}`;
/** Colours that stand for the page's own, so that a chart follows its light or dark look. */
const colours = new Map([
  ...Object.entries(stands).map(([name, stand]) => [stand, `var(--${name})`] as const),
  ...Array.from({ length: 8 }, (_, i) => [lineStand(i), `var(--line-${i})`] as const),
]);

/** A line chart as an SVG image with a legend in HTML, drawn here: the page needs no script. */
export function drawLines(words: ReportWords, chart: Chart): Markup {
  const svg = chartSvg(chart, {
    ...{ locale: words.locale, width: chart.width, height, fontSize: 13, fontFamily: 'system-ui, sans-serif' },
    ...{ muted: stands.muted, grid: stands.grid, target: stands.target },
    lines: Array.from({ length: 8 }, (_, i) => lineStand(i)),
  });
  return escaped`<figure>
    <figcaption>${chart.caption}${isCut(chart) && escaped` <small>${words.say('report.chart.cut')}</small>`}</figcaption>
    ${new Markup(finish(svg, chart))} ${legendOf(words, chart)}
  </figure> `;
}

/** No script, no address, no size of its own; a name and a description for whoever does not see it. */
function finish(svg: string, { id, title, description, width }: Chart): string {
  const inner = svg
    .replace(/<svg [^>]*>/, '')
    .replace(/<style\s*>.*?<\/style>/gs, '')
    // Attributes of their own, so that a page may forbid every style but its sheet.
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replace(/ (class|ecmeta_\w+|pointer-events|xml:space)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/#a1\d{4}/g, (stand) => colours.get(stand) ?? stand)
    .replace(/\n+/g, '');
  const name = escaped`<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>`;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">${name.text}${inner}`;
}

/** `font-size:13px;` as ` font-size="13px"`: in SVG the two say the same. */
function attributesOf(style: string): string {
  const rules = style.split(';').filter((rule) => rule.includes(':'));
  return rules
    .map((rule) => ` ${rule.slice(0, rule.indexOf(':')).trim()}="${rule.slice(rule.indexOf(':') + 1).trim()}"`)
    .join('');
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
