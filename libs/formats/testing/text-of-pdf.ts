import { inflateSync } from 'node:zlib';

/**
 * What a reader sees of a PDF that pdfkit wrote, each run of text in a line: its glyphs, told by the map that each font has.
 */
export function textOfPdf(pdf: Buffer): string {
  const file = pdf.toString('latin1');
  const objects = new Map(
    [...file.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(({ 1: id, 2: body = '', index }) => {
      const from = body.indexOf('stream\n');
      const start = index + `${id} 0 obj\n`.length + from + 7;
      const packed = from >= 0 && body.includes('/FlateDecode');
      const end = file.indexOf('\nendstream', start);
      const stream = packed ? inflateSync(pdf.subarray(start, end)).toString('latin1') : body.slice(Math.max(from, 0));
      return [id, { head: from >= 0 ? body.slice(0, from) : body, stream }];
    }),
  );
  const fonts = new Map<string, Map<string, string>>();
  for (const { head } of objects.values()) {
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const [, map = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '') ?? [];
      fonts.set(name, charactersOf(objects.get(map)?.stream ?? ''));
    }
  }
  const lines: string[] = [];
  for (const { stream } of objects.values()) {
    let font = new Map<string, string>();
    for (const [, name, run = ''] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name) font = fonts.get(name) ?? font;
      else lines.push([...run.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => glyphs(hex, font)).join(''));
    }
  }
  return lines.join('\n');
}

const glyphs = (hex: string, font: Map<string, string>) =>
  (hex.match(/.{4}/g) ?? []).map((glyph) => font.get(glyph.toLowerCase()) ?? '\ufffd');

/** By glyph: the ranges of a ToUnicode map, whose targets stand in lists. */
function charactersOf(map: string): Map<string, string> {
  const characters = new Map<string, string>();
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ''], i) => {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
      const glyph = (parseInt(from, 16) + i).toString(16).padStart(4, '0');
      characters.set(glyph, String.fromCharCode(...units.map((unit) => parseInt(unit, 16))));
    });
  }
  return characters;
}
