import { escaped, Markup } from './markup.js';

export const stands = { ink: '#a10001', muted: '#a10002', grid: '#a10003', target: '#a10004', paper: '#a10005' };
export const lineStand = (i: number) => `#a1010${i}`;
/** Colours that stand for the page's own, so that a chart follows its light or dark look. */
const colours = new Map([
  ...Object.entries(stands).map(([name, stand]) => [stand, `var(--${name})`] as const),
  ...Array.from({ length: 8 }, (_, i) => [lineStand(i), `var(--line-${i})`] as const),
]);

interface Drawing {
  /** Unique in its page. */
  id: string;
  /** For whoever does not see it. */
  title: string;
  description: string;
  width: number;
  height: number;
}

/** No script, no address, no size of its own; a name and a description for whoever does not see it. */
export function finishSvg(svg: string, { id, title, description, width, height }: Drawing): Markup {
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
  const view = `viewBox="0 0 ${width} ${height}"`;
  return new Markup(`<svg ${view} role="img" aria-labelledby="${id}-t ${id}-d">${name.text}${inner}`);
}

/** `font-size:13px;` as ` font-size="13px"`: in SVG the two say the same. */
function attributesOf(style: string): string {
  const rules = style.split(';').filter((rule) => rule.includes(':'));
  return rules
    .map((rule) => ` ${rule.slice(0, rule.indexOf(':')).trim()}="${rule.slice(rule.indexOf(':') + 1).trim()}"`)
    .join('');
}
