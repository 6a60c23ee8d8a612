import { inflateSync } from 'node:zlib';

/**
 * A WOFF file (W3C, WOFF File Format 1.0) as the font that it wraps. fontkit would unpack the table of outlines again for
 * each glyph of a subset: 1.2 s of a report with names in nine scripts.
 */
export function unpackWoff(bytes: Buffer): Buffer {
  const count = bytes.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = 44 + i * 20;
    const [offset, packed, length] = [4, 8, 12].map((field) => bytes.readUInt32BE(at + field)) as [
      number,
      number,
      number,
    ];
    const content = bytes.subarray(offset, offset + packed);
    return { head: bytes.subarray(at, at + 20), content: packed < length ? inflateSync(content) : content };
  });
  const directory = Buffer.alloc(12 + count * 16);
  bytes.copy(directory, 0, 4, 8);
  const largest = 2 ** Math.floor(Math.log2(count));
  [count, largest * 16, Math.log2(largest), (count - largest) * 16].forEach((word, i) =>
    directory.writeUInt16BE(word, 4 + i * 2),
  );
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  tables.forEach(({ head, content }, i) => {
    const at = 12 + i * 16;
    head.copy(directory, at, 0, 4);
    head.copy(directory, at + 4, 16, 20);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(content.length, at + 12);
    const blanks = Buffer.alloc((4 - (content.length % 4)) % 4);
    parts.push(content, blanks);
    offset += content.length + blanks.length;
  });
  return Buffer.concat(parts);
}
