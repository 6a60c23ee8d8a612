import { Transform } from 'node:stream';

const marker = Buffer.from('</header>\n');

/** Lets a page pass and puts a text after its header. A text of the report cannot hold the marker: it is escaped. */
export function insertAfterHeader(text: Buffer): Transform {
  let held: Buffer | null = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!held) return done(null, chunk);
      held = Buffer.concat([held, chunk]);
      const at = held.indexOf(marker);
      if (at < 0) return done();
      const end = at + marker.length;
      const page = Buffer.concat([held.subarray(0, end), text, held.subarray(end)]);
      held = null;
      done(null, page);
    },
    flush(done) {
      done(held ? new Error('The page of a report has no header.') : null);
    },
  });
}
