import type exceljs from 'exceljs';
import type { FileShare } from './file-row.js';
import { Share } from './fill-share.js';
import { NotAWorkbook, openWorkbook } from './open-workbook.js';

/** Opens a workbook and hands it to what reads its sheets; what is none is refused as a whole. */
export async function* readOpened(
  bytes: AsyncIterable<Uint8Array>,
  read: (workbook: exceljs.Workbook, share: Share) => Iterable<FileShare>,
): AsyncGenerator<FileShare> {
  const share = new Share();
  try {
    yield* read(await openWorkbook(bytes), share);
  } catch (error) {
    if (!(error instanceof NotAWorkbook)) throw error;
    share.refuse(null, null, 'INVALID', error.message);
  }
  if (!share.isEmpty) yield share.take();
}
