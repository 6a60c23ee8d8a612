import { createHash } from 'node:crypto';
import { InvalidInput } from '@keelson/platform';
import type { ReportLogo } from '@keelson/reports';
import { UnfitPicture, type Picture } from './picture.js';
import { readJpeg } from './read-jpeg.js';
import { readPng } from './read-png.js';

const outOfRange = ['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS'];
/** Bytes of a file. */
export const mostBytes = 256 * 1024;
/** Reads a PNG or JPEG by what is in it, whatever it is called: a script, a web page or an SVG is none. */
export function readLogo(data: string): Pick<ReportLogo, 'mediaType' | 'width' | 'height' | 'sha256'> & Picture {
  const refuse = (message: string, code: 'INVALID' | 'TOO_LONG' = 'INVALID') => InvalidInput.at('data', code, message);
  // Four characters of base64 are three bytes.
  if (data.length > Math.ceil(mostBytes / 3) * 4) throw refuse('A logo has at most 256 KB.', 'TOO_LONG');
  if (data === '' || data.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) {
    throw refuse('Send the bytes of the file in base64, with nothing before or after them.');
  }
  const file = Buffer.from(data, 'base64');
  if (file.length > mostBytes) throw refuse('A logo has at most 256 KB.', 'TOO_LONG');
  const isPng = file.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));
  const isJpeg = file.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'));
  if (!isPng && !isJpeg) throw refuse('A logo is a PNG or a JPEG.');
  try {
    const picture = isPng ? readPng(file) : readJpeg(file);
    const sha256 = createHash('sha256').update(picture.bytes).digest('hex');
    return { ...picture, sha256, mediaType: isPng ? 'image/png' : 'image/jpeg' };
  } catch (error) {
    if (error instanceof UnfitPicture) throw refuse(error.message);
    // A read behind the end of the file.
    if (outOfRange.includes(String((error as { code?: unknown }).code))) throw refuse('This file is cut off.');
    throw error;
  }
}
