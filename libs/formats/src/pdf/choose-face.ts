import { facesOf, fontOf, type Face, type Weight } from './font-faces.js';

/** Joiners and variation selectors choose a form and have none of their own. */
const invisible = /[\u200c\u200d\ufe00-\ufe0f]/u;
const chosen = new Map<string, Face | null>();

/** The face that has all of a character as a reader sees it; else the one that has its base; null: none has. */
export function chooseFace(grapheme: string, weight: Weight): Face | null {
  const key = `${weight}${grapheme}`;
  const known = chosen.get(key);
  if (known !== undefined) return known;
  const codes = [...grapheme].filter((character) => !invisible.test(character)).map((c) => c.codePointAt(0)!);
  const faces = facesOf(weight).filter(({ ranges }) => covers(ranges, codes[0] ?? 0x20));
  const face =
    faces.find((one) => codes.every((code) => fontOf(one).hasGlyphForCodePoint(code))) ??
    faces.find((one) => fontOf(one).hasGlyphForCodePoint(codes[0] ?? 0x20)) ??
    null;
  // Names of a site are few; what a stranger sends must not fill the memory.
  if (chosen.size > 50_000) chosen.clear();
  chosen.set(key, face);
  return face;
}

/** The face that draws boxes for what no face has, and everything plain. */
export function latinFace(weight: Weight): Face {
  return chooseFace('a', weight)!;
}

function covers(ranges: Face['ranges'], code: number): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last);
}
