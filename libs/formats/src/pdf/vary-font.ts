import type { Font, FontSubset, GlyphPoint } from 'fontkit';

/**
 * A weight of a variable font in WOFF2 as a font that can be embedded. fontkit 2.0.4 reads such fonts but cannot embed
 * them: its subsets copy a table that WOFF2 has packed away, and its own encoder of varied outlines throws. So the outlines
 * are varied and written here, in the plainest form of the glyf table (OpenType 1.9, "glyf": all words, no flags repeated).
 */
export function varyFont(font: Font, bytes: Uint8Array, weight: number): Font {
  const Stream = font.stream.constructor;
  const Variable = font.constructor as new (stream: object, coordinates: number[]) => Font;
  const varied = new Variable(new Stream(bytes), [weight]);
  const done = new Set<number>();
  const makeSubset = varied.createSubset.bind(varied);
  varied.createSubset = () => {
    const subset = makeSubset();
    subset._addGlyph = (id) => addGlyph(subset, varied, id, done);
    return subset;
  };
  return varied;
}

function addGlyph(subset: FontSubset, font: Font, id: number, done: Set<number>): number {
  vary(font, id, done);
  const glyph = font.getGlyph(id);
  const drawn = Boolean(glyph._decode()?.numberOfContours);
  const outline = drawn ? encodeOutline(glyph._getContours()) : new Uint8Array(0);
  subset.loca.version = 1;
  subset.glyf.push(outline);
  subset.loca.offsets.push(subset.offset);
  subset.hmtx.metrics.push({ advance: glyph.advanceWidth, bearing: 0 });
  subset.offset += outline.length;
  return subset.glyf.length - 1;
}

/** Moves the points of a glyph once: the font keeps them for all documents. */
function vary(font: Font, id: number, done: Set<number>): void {
  if (done.has(id)) return;
  done.add(id);
  const glyph = font.getGlyph(id);
  const outline = glyph._decode();
  outline?.components?.forEach(({ glyphID }) => vary(font, glyphID, done));
  if (!outline?.points?.length) return;
  const box = { xMin: 0, yMin: 0, xMax: 0, yMax: 0 };
  font._variationProcessor?.transformPoints(id, [...outline.points, ...glyph._getPhantomPoints(box)]);
}

function encodeOutline(contours: GlyphPoint[][]): Uint8Array {
  const points = contours.flat().map(({ x, y, onCurve }) => ({ x: Math.round(x), y: Math.round(y), onCurve }));
  const size = 10 + contours.length * 2 + 2 + points.length * 5;
  const bytes = Buffer.alloc(size + ((4 - (size % 4)) % 4));
  let at = 0;
  const word = (value: number) => (at = bytes.writeInt16BE(value, at));
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  [contours.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach(word);
  let last = -1;
  for (const contour of contours) word((last += contour.length));
  word(0);
  for (const { onCurve } of points) at = bytes.writeUInt8(onCurve ? 1 : 0, at);
  xs.forEach((x, i) => word(x - (xs[i - 1] ?? 0)));
  ys.forEach((y, i) => word(y - (ys[i - 1] ?? 0)));
  return bytes;
}
