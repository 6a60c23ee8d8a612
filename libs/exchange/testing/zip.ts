import { promisify } from 'node:util';
import { crc32, deflateRawSync } from 'node:zlib';
import yauzl from 'yauzl';

/** What a dishonest archive says instead of the truth. */
export interface Lies {
  size?: number;
  crc?: number;
  comment?: string;
  encrypted?: boolean;
}

/** An archive, byte by byte: no library would write the ones that tests need. */
export function zipOf(entries: [name: string, content: string | Buffer][], lies: Lies = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const raw = Buffer.from(content as string);
    const data = deflateRawSync(raw);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800 | (lies.encrypted ? 1 : 0), 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(lies.crc ?? crc32(raw), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(lies.size ?? raw.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), data]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fields, central, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  const comment = Buffer.from(lies.comment ?? '');
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06'), end, comment]);
}

/** The parts of an archive, to change one and put them together again. */
export async function unzip(file: Uint8Array): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>((bytes, options, done) =>
    yauzl.fromBuffer(bytes, options, done),
  );
  const zip = await open(Buffer.from(file), { lazyEntries: true });
  await new Promise<void>((done, fail) => {
    zip.on('error', fail).on('end', done);
    zip.on('entry', (entry: yauzl.Entry) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error) return fail(error);
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece)).on('error', fail);
        stream.on('end', () => {
          parts.set(entry.fileName, Buffer.concat(pieces).toString());
          zip.readEntry();
        });
      }),
    );
    zip.readEntry();
  });
  return parts;
}
