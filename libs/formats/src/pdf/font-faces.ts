import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { unpackWoff } from './unpack-woff.js';
import { varyFont } from './vary-font.js';

export type Weight = 400 | 700;

/** One file of a family: fontsource cuts each family into files by ranges of characters. */
export interface Face {
  /** Unique: documents keep fonts by it. */
  name: string;
  path: string;
  weight: Weight;
  variable: boolean;
  ranges: [first: number, last: number][];
}

const require = createRequire(import.meta.url);
/** In the order in which a character is looked for; Chinese, Japanese and many symbols last. */
const families = ['noto-sans', 'noto-sans-arabic', 'noto-sans-hebrew', 'noto-sans-ethiopic', 'noto-sans-devanagari'];
const emoji = 'noto-emoji';
const variable = '@fontsource-variable/noto-sans-sc';

const facesByWeight = new Map<Weight, Face[]>();
const fonts = new Map<string, Font>();

export function facesOf(weight: Weight): Face[] {
  const known = facesByWeight.get(weight);
  if (known) return known;
  const faces = [
    ...families.flatMap((family) => readFaces(`@fontsource/${family}/${weight}.css`, weight)),
    ...readFaces(`@fontsource/${emoji}/${weight}.css`, weight),
    ...readFaces(`${variable}/index.css`, weight),
  ];
  facesByWeight.set(weight, faces);
  return faces;
}

/** Opened when its first character is met, and kept: a document takes a subset of its own. */
export function fontOf({ name, path, weight, variable }: Face): Font {
  const known = fonts.get(name);
  if (known) return known;
  const bytes = readFileSync(path);
  const font = variable ? varyFont(create(bytes), bytes, weight) : create(unpackWoff(bytes));
  // pdfkit takes two fonts of one name for the same, and the files of a family share a name.
  Object.defineProperty(font, 'postscriptName', { value: name });
  fonts.set(name, font);
  return font;
}

function readFaces(css: string, weight: Weight): Face[] {
  const path = require.resolve(css);
  const rule =
    /url\(\.\/(files\/([\w-]+)\.(woff2?))\) format\('(?:woff|woff2-variations)'\);\s*unicode-range: ([^;]+);/g;
  return [...readFileSync(path, 'utf8').matchAll(rule)].map(([, file = '', stem = '', ending, ranges = '']) => ({
    name: ending === 'woff2' ? `${stem}-${weight}` : stem,
    path: join(dirname(path), file),
    weight,
    variable: ending === 'woff2',
    ranges: ranges.split(',').map(readRange),
  }));
}

function readRange(text: string): [number, number] {
  const [first = '', last = first] = text.trim().slice(2).split('-');
  return [parseInt(first, 16), parseInt(last, 16)];
}
