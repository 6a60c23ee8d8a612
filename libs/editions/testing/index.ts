import { crc32, deflateSync } from 'node:zlib';

export interface NewPng {
  width?: number;
  height?: number;
  depth?: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGBA. */
  colour?: number;
  interlace?: number;
  /** What unpacks to the rows; as many as the size says unless told. */
  rows?: Buffer;
  packed?: Buffer;
  palette?: Buffer;
  /** Chunks between the header and the picture. */
  before?: [type: string, data: Buffer][];
}

export function chunkOf(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG as its parts say, right or wrong. */
export function buildPng(png: NewPng = {}): Buffer {
  const { width = 3, height = 2, depth = 8, colour = 2, interlace = 0, before = [] } = png;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour] ?? 1;
  const rows = () => Buffer.alloc(height * (1 + Math.ceil((width * samples * depth) / 8)));
  const palette = png.palette ?? (colour === 3 ? Buffer.from([200, 30, 30, 30, 200, 30]) : null);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunkOf('IHDR', header),
    ...before.map(([type, data]) => chunkOf(type, data)),
    ...(palette ? [chunkOf('PLTE', palette)] : []),
    chunkOf('IDAT', png.packed ?? deflateSync(png.rows ?? rows())),
    chunkOf('IEND', Buffer.alloc(0)),
  ]);
}

/** A grey JPEG of 8 × 8 pixels, by the tables of ISO/IEC 10918-1 as far as it needs them. */
export function buildJpeg({
  width = 8,
  height = 8,
  frame = 0xc0,
  components = 1,
  before = Buffer.alloc(0),
} = {}): Buffer {
  const segment = (marker: number, ...data: number[]) =>
    Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff, ...data]);
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff];
  const parts = Array.from({ length: components }, (_, i) => i + 1);
  // One code of one bit: every difference and every coefficient is none.
  const table = (kind: number) => segment(0xc4, kind, 1, ...Array<number>(15).fill(0), 0);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    before,
    segment(0xdb, 0, ...Array<number>(64).fill(1)),
    segment(frame, 8, ...size, components, ...parts.flatMap((part) => [part, 0x11, 0])),
    ...[table(0x00), table(0x10)],
    segment(0xda, components, ...parts.flatMap((part) => [part, 0]), 0, 63, 0),
    Buffer.from([0x3f, 0xff, 0xd9]),
  ]);
}
