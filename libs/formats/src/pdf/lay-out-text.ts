import makeBidi from 'bidi-js';
import { chooseFace, latinFace } from './choose-face.js';
import type { Face, Weight } from './font-faces.js';

const bidi = makeBidi();
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const words = new Intl.Segmenter('und', { granularity: 'word' });
/** Controls, line ends and the marks that force a direction: a name is one run of text here. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\s]+/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
/** Scripts of India, whose glyphs do not stand in the order of their characters. */
const reordered = /[\u0900-\u0dff]/u;
/** What belongs to the word after it. */
const opening = /[\p{Ps}\p{Pi}]$/u;
/** Most cells of a table: numbers and periods need no second look. */
const plainLatin = /^[\x20-\x7e]+$/;
/** No text of a page is longer; the files hold all of it. */
const longest = 600;

/** A stretch of one font and one direction, from left to right. */
export interface Run {
  text: string;
  face: Face;
  /** Its glyphs do not say in which order they are read, or are missing: the text has to be said beside them. */
  needsText: boolean;
}

export interface Line {
  /** In the order of reading. */
  text: string;
  runs: Run[];
  width: number;
  rightToLeft: boolean;
}

export interface TextStyle {
  size: number;
  weight: Weight;
}

/** How wide a stretch is; asked once for each word. */
export type Measure = (run: Run, size: number) => number;

export function cleanText(text: string): string {
  const plain = text.toWellFormed().normalize('NFC').replace(controls, ' ').trim();
  if (plain.length <= longest) return plain;
  let cut = '';
  for (const { segment } of graphemes.segment(plain.slice(0, longest))) {
    if (cut.length + segment.length > longest - 2) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** Lines no wider than `width`, at most `most`; the last one ends in "…" where there is more. */
export function layOutText(text: string, style: TextStyle, width: number, most: number, measure: Measure): Line[] {
  const plain = cleanText(text);
  const ofText = /^[^\p{L}]*\p{L}/u.exec(plain)?.[0] ?? '';
  const direction = rightToLeft.test(ofText) ? 'rtl' : 'ltr';
  const widthOf = (part: string) =>
    runsOf(part, style.weight, false).reduce((sum, run) => sum + measure(run, style.size), 0);
  if (widthOf(plain) <= width) return [lineOf(plain, style, direction, measure)];
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const piece of piecesOf(plain, width, widthOf)) {
    const wide = widthOf(piece);
    if (line && taken + (piece === ' ' ? 0 : wide) > width) {
      lines.push(line.trimEnd());
      line = '';
      taken = 0;
    }
    if (line || piece !== ' ') {
      line += piece;
      taken += wide;
    }
  }
  if (line || lines.length === 0) lines.push(line.trimEnd());
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] = shorten(kept[most - 1]!, width, widthOf);
  return kept.map((one) => lineOf(one, style, direction, measure));
}

/** What may start a line: words with the marks that follow them; words wider than a line are cut. */
function* piecesOf(text: string, width: number, widthOf: (part: string) => number): Generator<string> {
  let piece = '';
  for (const { segment, isWordLike } of words.segment(text)) {
    const opens = (isWordLike && !opening.test(piece)) || segment === ' ';
    if (opens && piece) {
      yield* cutToWidth(piece, width, widthOf);
      piece = '';
    }
    piece += segment;
    if (segment === ' ') {
      yield ' ';
      piece = '';
    }
  }
  if (piece) yield* cutToWidth(piece, width, widthOf);
}

function* cutToWidth(piece: string, width: number, widthOf: (part: string) => number): Generator<string> {
  if (widthOf(piece) <= width) return yield piece;
  let part = '';
  for (const { segment } of graphemes.segment(piece)) {
    if (part && widthOf(part + segment) > width) {
      yield part;
      part = '';
    }
    part += segment;
  }
  yield part;
}

function shorten(line: string, width: number, widthOf: (part: string) => number): string {
  const parts = [...graphemes.segment(line)].map(({ segment }) => segment);
  while (parts.length > 1 && widthOf(`${parts.join('')}…`) > width) parts.pop();
  return `${parts.join('').trimEnd()}…`;
}

function lineOf(text: string, { size, weight }: TextStyle, direction: 'ltr' | 'rtl', measure: Measure): Line {
  const runs = visualRuns(text, weight, direction);
  return {
    text,
    runs,
    width: runs.reduce((sum, run) => sum + measure(run, size), 0),
    rightToLeft: direction === 'rtl',
  };
}

/** Rule L2 of the bidirectional algorithm (Unicode Standard Annex 9), over stretches instead of characters. */
function visualRuns(text: string, weight: Weight, direction: 'ltr' | 'rtl'): Run[] {
  if (direction === 'ltr' && !rightToLeft.test(text)) return runsOf(text, weight, false);
  const { levels } = bidi.getEmbeddingLevels(text, direction);
  const stretches: { level: number; runs: Run[] }[] = [];
  for (let start = 0, end = 1; start < text.length; start = end, end += 1) {
    const level = levels[start]!;
    while (end < text.length && levels[end] === level) end += 1;
    const runs = runsOf(text.slice(start, end), weight, level % 2 === 1);
    stretches.push(...runs.map((run) => ({ level, runs: [run] })));
  }
  const highest = Math.max(...stretches.map(({ level }) => level), 0);
  for (let level = highest; level > 0; level--) {
    for (let i = 0; i < stretches.length; i++) {
      let end = i;
      while (end < stretches.length && stretches[end]!.level >= level) end += 1;
      if (end > i) stretches.splice(i, end - i, ...stretches.slice(i, end).reverse());
      i = end;
    }
  }
  return stretches.flatMap(({ runs }) => runs);
}

/** Stretches of one font, in the order of reading. Those from right to left are single words: pdfkit sets words from left to right. */
function runsOf(text: string, weight: Weight, fromRight: boolean): Run[] {
  if (plainLatin.test(text)) return [{ text, face: latinFace(weight), needsText: false }];
  const runs: Run[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const character = fromRight ? (bidi.getMirroredCharacter(segment) ?? segment) : segment;
    const found = chooseFace(character, weight);
    const face = found ?? latinFace(weight);
    const needsText = !found || reordered.test(character);
    const last = runs.at(-1);
    const joins = last?.face === face && last.needsText === needsText;
    const words = !fromRight || (rightToLeft.test(character) && rightToLeft.test(last?.text ?? ''));
    if (last && joins && words) last.text += character;
    else runs.push({ text: character, face, needsText });
  }
  return runs;
}
