import exceljs from 'exceljs';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';

/**
 * What a workbook may be at most. 32 MB of sheets take up to 500 MB while they are read (measured: dense numbers, empty
 * rows, styled blanks). A template of 20,000 cells has 1 MB, a tidy sheet of 50,000 rows 2 MB, and 13 MB inflated.
 */
export const workbookLimits = {
  bytes: 10 * 2 ** 20,
  inflatedBytes: 32 * 2 ** 20,
  entries: 200,
  /** How many times an entry of more than 1 MB may grow. Sheets of equal rows reach some 40. */
  growth: 150,
};
const smallEntry = 2 ** 20;

/** The bytes are no workbook that is read here; the message says what to do. */
export class NotAWorkbook extends Error {}

const megabytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MB`;

/** Reads a workbook after its every byte was counted: nothing inflates further than `workbookLimits`. */
export async function openWorkbook(bytes: AsyncIterable<Uint8Array>): Promise<exceljs.Workbook> {
  const file = await gather(bytes);
  await inspect(file);
  const workbook = new exceljs.Workbook();
  try {
    // The declared type is that of an older Node.
    await workbook.xlsx.load(file as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  } catch {
    throw new NotAWorkbook(
      'The file is damaged, or no workbook. Open it, save it as "Excel workbook (.xlsx)" and send it again.',
    );
  }
  return workbook;
}

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > workbookLimits.bytes) {
      throw new NotAWorkbook(`A workbook has at most ${megabytes(workbookLimits.bytes)}. Send larger files as CSV.`);
    }
    pieces.push(piece);
  }
  const file = Buffer.concat(pieces);
  if (file.subarray(0, 8).equals(compoundFile)) {
    throw new NotAWorkbook(
      file.includes(encryptedPackage)
        ? 'The workbook is protected by a password. Save it without one and send it again.'
        : 'This is an old workbook (.xls). Save it as "Excel workbook (.xlsx)" and send it again.',
    );
  }
  if (!file.subarray(0, 4).equals(firstEntry)) {
    throw new NotAWorkbook('This is no workbook. Save it as "Excel workbook (.xlsx)" and send it again.');
  }
  return file;
}

/** How an .xls and an encrypted .xlsx begin (MS-CFB 2.2); the latter has this stream (MS-OFFCRYPTO 2.3.4.4). */
const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');
const firstEntry = Buffer.from('PK\x03\x04');

async function inspect(file: Buffer): Promise<void> {
  const names = new Set<string>();
  let total = 0;
  try {
    const zip = await openZip(file, { lazyEntries: true, strictFileNames: true });
    // A comment could hold a second directory, and another reader could take that one.
    if (zip.comment)
      throw new NotAWorkbook('The file has a comment that no workbook has. Save it anew and send it again.');
    if (zip.entryCount > workbookLimits.entries)
      throw new NotAWorkbook(`A workbook has at most ${workbookLimits.entries} parts.`);
    for await (const entry of entriesOf(zip)) {
      const name = entry.fileName.toLowerCase();
      if (names.has(name)) throw new NotAWorkbook('A part of the workbook is in the file twice. Save it anew.');
      names.add(name);
      if (entry.isEncrypted()) throw new NotAWorkbook('The file is protected by a password. Save it without one.');
      total += await inflate(zip, entry, workbookLimits.inflatedBytes - total);
    }
  } catch (error) {
    if (error instanceof NotAWorkbook) throw error;
    throw new NotAWorkbook('The file is damaged. Open it, save it as "Excel workbook (.xlsx)" and send it again.');
  }
  if (!names.has('xl/workbook.xml')) {
    throw new NotAWorkbook('The file holds no workbook. Save it as "Excel workbook (.xlsx)" and send it again.');
  }
}

const openZip = promisify<Buffer, yauzl.Options, yauzl.ZipFile>((file, options, done) =>
  yauzl.fromBuffer(file, options, done),
);

async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  for (;;) {
    const entry = await new Promise<yauzl.Entry | null>((done, fail) => {
      zip
        .once('entry', done)
        .once('end', () => done(null))
        .once('error', fail);
      zip.readEntry();
    });
    // A late error without a listener would end the process.
    zip.removeAllListeners().on('error', () => undefined);
    if (!entry) return;
    yield entry;
  }
}

/** Inflates an entry to nowhere and counts: what it says of its size is not believed. */
async function inflate(zip: yauzl.ZipFile, entry: yauzl.Entry, left: number): Promise<number> {
  const stream = await promisify<yauzl.Entry, Readable>((one, done) => zip.openReadStream(one, done))(entry);
  const isXml = /\.(xml|rels|vml)$/i.test(entry.fileName);
  let size = 0;
  let sum = 0;
  let tail = '';
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    const most = Math.max(smallEntry, entry.compressedSize * workbookLimits.growth);
    if (size > left || size > most) {
      stream.destroy();
      throw new NotAWorkbook(
        `The workbook grows beyond ${megabytes(workbookLimits.inflatedBytes)}, or more than ${workbookLimits.growth} times, when it is unpacked. Send larger files as CSV.`,
      );
    }
    sum = crc32(piece, sum);
    if (isXml) tail = refuseHidden(tail + piece.toString('latin1')).slice(-200);
  }
  // Its reader does not look, and a number with a flipped bit is still a number.
  if (sum !== entry.crc32) throw new Error('damaged');
  return size;
}

/** What the workbook's reader would not refuse: entities, and dates as text, of which it would take the year as a number. */
function refuseHidden(xml: string): string {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) {
    throw new NotAWorkbook('The workbook holds XML that none has (a document type). Save it anew and send it again.');
  }
  if (/<(?:\w+:)?c\s[^>]*\bt=["']d["']/.test(xml)) {
    throw new NotAWorkbook(
      'The workbook holds dates as text. Save it as "Excel workbook (.xlsx)", not as "Strict", and send it again.',
    );
  }
  return xml;
}
