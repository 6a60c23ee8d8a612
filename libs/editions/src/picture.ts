/** A picture as it is kept: without what stood in its file beside the picture. */
export interface Picture {
  width: number;
  height: number;
  bytes: Buffer;
}

/** Pixels of a side. */
export const mostPixels = 2_000;

/** Why a file is no picture for a report; said to whoever sent it. */
export class UnfitPicture extends Error {}

/** Before anything is unpacked. */
export function requireSize(width: number, height: number): void {
  if (width < 1 || height < 1 || width > mostPixels || height > mostPixels) {
    throw new UnfitPicture(`A logo is at most ${mostPixels} × ${mostPixels} pixels; this one is ${width} × ${height}.`);
  }
}
