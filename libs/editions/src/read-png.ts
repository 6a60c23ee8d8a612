import { crc32, inflateSync } from 'node:zlib';
import { requireSize, UnfitPicture, type Picture } from './picture.js';

/** Of ISO/IEC 15948: what draws the picture. Texts, dates and places that others put in stay out. */
const kept = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];
/** Samples of a pixel by the type of colour: grey, RGB, palette, grey with alpha, RGBA. */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Reads a PNG and writes it anew. It is unpacked once, into the room that its size in pixels allows and no more, so that
 * no other reader meets a file that unpacks to more than it says.
 */
export function readPng(file: Buffer): Picture {
  const chunks = chunksOf(file);
  const [first] = chunks;
  if (first?.type !== 'IHDR' || first.data.length !== 13) throw new UnfitPicture('This PNG does not begin as one.');
  const [width, height] = [first.data.readUInt32BE(0), first.data.readUInt32BE(4)];
  const [depth = 0, colour = 0, compression, filter, interlace] = first.data.subarray(8);
  requireSize(width, height);
  const perPixel = samples[colour];
  if (!perPixel || ![1, 2, 4, 8, 16].includes(depth) || compression !== 0 || filter !== 0) {
    throw new UnfitPicture('This PNG is of no kind that the standard knows.');
  }
  // Not every reader of PDF draws them.
  if (depth === 16) throw new UnfitPicture('Save the PNG with 8 bits per colour, not 16.');
  if (interlace !== 0) throw new UnfitPicture('Save the PNG without interlacing.');
  requirePalette(chunks, colour);
  const row = 1 + Math.ceil((width * perPixel * depth) / 8);
  requireUnpacks(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)), row, height);
  const bytes = Buffer.concat([file.subarray(0, 8), ...chunks.map(({ whole }) => whole)]);
  return { width, height, bytes };
}

interface Chunk {
  type: string;
  data: Buffer;
  whole: Buffer;
}

function chunksOf(file: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; ;) {
    const length = file.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > file.length) throw new UnfitPicture('This file is cut off.');
    const type = file.toString('latin1', at + 4, at + 8);
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) {
      throw new UnfitPicture('This PNG is damaged: a check sum is wrong.');
    }
    if (kept.includes(type)) chunks.push({ type, data: file.subarray(at + 8, end - 4), whole: file.subarray(at, end) });
    // What follows is no part of the picture.
    if (type === 'IEND') return chunks;
    at = end;
  }
}

function requirePalette(chunks: Chunk[], colour: number): void {
  const lengthsOf = (name: string) => chunks.filter(({ type }) => type === name).map(({ data }) => data.length);
  const [[colours, ...more], [clear = 0, ...others]] = [lengthsOf('PLTE'), lengthsOf('tRNS')];
  const isPalette = colours === undefined ? colour !== 3 : colours > 0 && colours <= 768 && colours % 3 === 0;
  // One grey, one colour, or a transparency for each colour of the palette.
  const mostClear = colour === 0 ? 2 : colour === 2 ? 6 : colour === 3 ? (colours ?? 0) / 3 : 0;
  if (!isPalette || more.length > 0 || others.length > 0 || clear > mostClear) {
    throw new UnfitPicture('The palette of this PNG is damaged.');
  }
}

function requireUnpacks(packed: Buffer, row: number, height: number): void {
  const length = row * height;
  let unpacked: Buffer;
  try {
    unpacked = inflateSync(packed, { maxOutputLength: length });
  } catch {
    throw new UnfitPicture('This PNG does not unpack to the picture that it says it is.');
  }
  if (unpacked.length !== length) throw new UnfitPicture('This PNG holds less than the picture that it says it is.');
  // The standard has five filters; a reader that meets another stops in the middle.
  for (let at = 0; at < length; at += row) {
    if (unpacked[at]! > 4) throw new UnfitPicture('This PNG is damaged: a row has an unknown filter.');
  }
}
