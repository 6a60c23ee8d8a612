import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { InvalidInput } from '@keelson/platform';
import { buildJpeg, buildPng, type NewPng } from '../testing/index.js';
import { mostBytes, readLogo } from './read-logo.js';

const read = (file: Buffer) => readLogo(file.toString('base64'));
const refusalOf = (data: Buffer | string) => {
  try {
    readLogo(typeof data === 'string' ? data : data.toString('base64'));
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems[0];
    throw error;
  }
  return null;
};
const place = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 22]), Buffer.from('Exif: 52.5 N, 13.4 E')]);

describe('a logo', () => {
  it.each<[string, NewPng]>([
    ['grey', { colour: 0 }],
    ['black and white', { colour: 0, depth: 1, width: 9 }],
    ['RGB', { colour: 2 }],
    ['a palette', { colour: 3 }],
    ['grey with alpha', { colour: 4 }],
    ['RGBA', { colour: 6 }],
    ['the largest', { colour: 0, depth: 1, width: 2000, height: 2000 }],
  ])('is a PNG of %s', (_, png) => {
    const { width = 3, height = 2 } = png;
    expect(read(buildPng(png))).toMatchObject({ mediaType: 'image/png', width, height });
  });

  it('is one that a PDF can hold, of every kind', async () => {
    const clear = [['tRNS', Buffer.from([0, 128])]] as [string, Buffer][];
    const kinds: NewPng[] = [{ colour: 0 }, { colour: 0, depth: 1 }, { colour: 2 }, { colour: 3 }, { colour: 4 }];
    const files = [
      ...[...kinds, { colour: 6 }, { colour: 0, before: clear }].map((png) => buildPng(png)),
      ...[0xc0, 0xc1, 0xc2].map((frame) => buildJpeg({ frame })),
    ];
    const doc = new PDFDocument();
    for (const file of files) doc.image(read(file).bytes, { width: 30 });
    doc.end();
    const chunks: Buffer[] = [];
    for await (const chunk of doc as AsyncIterable<Buffer>) chunks.push(chunk);
    const pictures =
      Buffer.concat(chunks)
        .toString('latin1')
        .match(/\/Subtype \/Image/g) ?? [];
    // Two of them have their transparency beside them.
    expect(pictures.length).toBeGreaterThanOrEqual(files.length);
  });

  it.each([0xc0, 0xc1, 0xc2])('is a JPEG of frame %d', (frame) => {
    expect(read(buildJpeg({ frame }))).toMatchObject({ mediaType: 'image/jpeg', width: 8, height: 8 });
  });

  it('is kept without what stood beside the picture', () => {
    const comment = Buffer.from('Comment\0<script>alert(1)</script>');
    const png = Buffer.concat([buildPng({ before: [['tEXt', comment]] }), Buffer.from('<script>alert(2)</script>')]);
    expect(read(png).bytes).toEqual(buildPng());
    const jpeg = Buffer.concat([buildJpeg({ before: place }), Buffer.from('PK <?php system("ls") ?>')]);
    expect(read(jpeg).bytes).toEqual(buildJpeg());
    expect(read(png).sha256).toBe(read(buildPng()).sha256);
  });
});

describe('what is no logo', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const bomb = deflateSync(Buffer.alloc(60_000_000));
  it.each<[string, Buffer | string]>([
    ['nothing', ''],
    ['an SVG with a script', Buffer.from(svg)],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000')],
    ['no base64', `data:image/png;base64,${buildPng().toString('base64')}`],
    ['base64 with a line end', `${buildPng().toString('base64')}\n`],
    ['a PNG that unpacks to 60 MB', buildPng({ packed: bomb })],
    ['a PNG that unpacks to less than its size', buildPng({ rows: Buffer.alloc(5) })],
    ['a PNG of 2001 pixels', buildPng({ width: 2001 })],
    ['a PNG of 4 billion pixels', buildPng({ width: 0xffffffff, height: 0xffffffff, rows: Buffer.alloc(9) })],
    ['a PNG without pixels', buildPng({ width: 0 })],
    ['an interlaced PNG', buildPng({ interlace: 1 })],
    ['a PNG of 16 bits', buildPng({ depth: 16 })],
    ['a PNG of an unknown colour', buildPng({ colour: 5 })],
    ['a PNG whose rows have an unknown filter', buildPng({ rows: Buffer.alloc(20, 9) })],
    ['a PNG whose palette is cut', buildPng({ colour: 3, palette: Buffer.from([1, 2]) })],
    ['a PNG with a wrong check sum', Buffer.from(buildPng().map((byte, i) => (i === 20 ? byte ^ 1 : byte)))],
    ['half a PNG', buildPng().subarray(0, 40)],
    ['only the first bytes of a PNG', buildPng().subarray(0, 8)],
    ['half a JPEG', buildJpeg().subarray(0, 90)],
    ['a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a lossless JPEG', buildJpeg({ frame: 0xc3 })],
    ['a JPEG of four inks', buildJpeg({ components: 4 })],
    ['a JPEG of 60,000 pixels', buildJpeg({ width: 60_000 })],
    ['a JPEG of two pictures', Buffer.concat([buildJpeg().subarray(0, -2), buildJpeg().subarray(2)])],
  ])('is %s', (_, data) => {
    expect(refusalOf(data)).toMatchObject({ code: 'INVALID', field: ['data'] });
  });

  it('is what is larger than 256 KB, before it is decoded and after', () => {
    const tooLong = { code: 'TOO_LONG', field: ['data'] };
    expect(refusalOf('A'.repeat(400_000))).toMatchObject(tooLong);
    expect(refusalOf(Buffer.alloc(mostBytes + 1))).toMatchObject(tooLong);
  });

  it('is any file that was changed by a byte, or else it is another picture: never an unforeseen error', () => {
    for (const file of [buildPng({ colour: 3 }), buildJpeg({ before: place })]) {
      for (let i = 0; i < file.length; i++) {
        const changed = Buffer.from(file);
        changed[i] = changed[i]! ^ 0xff;
        expect(() => refusalOf(changed)).not.toThrow();
        expect(() => refusalOf(file.subarray(0, i))).not.toThrow();
      }
    }
  });
});
