import { requireSize, UnfitPicture, type Picture } from './picture.js';

/** Of ISO/IEC 10918-1: baseline, extended and progressive, by Huffman; what every reader of PDF and every browser draws. */
const frames = [0xc0, 0xc1, 0xc2];
const startOfScan = 0xda;
const endOfImage = 0xd9;
/** JFIF and Adobe's, which say what the colours mean; the others hold places, dates, previews and comments. */
const isKept = (marker: number) => !(marker >= 0xe1 && marker <= 0xef && marker !== 0xee) && marker !== 0xfe;

/** Reads a JPEG and writes it anew, up to its end and without what stands in it beside the picture. */
export function readJpeg(file: Buffer): Picture {
  const parts = [file.subarray(0, 2)];
  let size: { width: number; height: number } | null = null;
  let scans = 0;
  for (let at = 2; ;) {
    if (file.readUInt8(at) !== 0xff) throw new UnfitPicture('This JPEG is damaged.');
    const marker = file.readUInt8(at + 1);
    // A marker may be filled up.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === endOfImage) break;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length || end < at + 4) throw new UnfitPicture('This file is cut off.');
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (size) throw new UnfitPicture('This JPEG holds more than one picture.');
      size = sizeOf(file, at, marker);
    }
    const scanned = marker === startOfScan ? endOfScan(file, end) : end;
    if (marker === startOfScan) scans += 1;
    if (isKept(marker)) parts.push(file.subarray(at, scanned));
    at = scanned;
  }
  if (!size || scans === 0) throw new UnfitPicture('This JPEG holds no picture.');
  return { ...size, bytes: Buffer.concat([...parts, Buffer.from([0xff, endOfImage])]) };
}

function sizeOf(file: Buffer, at: number, marker: number) {
  const [bits, components] = [file.readUInt8(at + 4), file.readUInt8(at + 9)];
  const [height, width] = [file.readUInt16BE(at + 5), file.readUInt16BE(at + 7)];
  if (!frames.includes(marker) || bits !== 8) throw new UnfitPicture('Save the JPEG as an ordinary one of 8 bits.');
  // Readers do not agree on the inks of the others.
  if (components !== 1 && components !== 3) throw new UnfitPicture('Save the JPEG in RGB or in grey.');
  requireSize(width, height);
  return { width, height };
}

/** Where the next marker stands that is neither a stuffed byte nor a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = from; ; at += 1) {
    if (file.readUInt8(at) !== 0xff) continue;
    const next = file.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
}
