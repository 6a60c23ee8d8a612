import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReportFigure } from '@keelson/reports';
import { formats } from './formats.js';
import type { Rendering } from './render-file.js';

// The whole of a thread: one file, then its end.
const { format, document, path } = workerData as Rendering;
const port = parentPort;
if (!port) throw new Error('This file is the beginning of a thread.');

async function* portions(): AsyncGenerator<ReportFigure[]> {
  for (;;) {
    const answer = once(port!, 'message') as Promise<[ReportFigure[] | null]>;
    port!.postMessage('next');
    const [portion] = await answer;
    if (!portion) return;
    yield portion;
  }
}

const write = await formats[format].load();
const bytes = write({ document, figures: portions() });
await pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(path));
port.close();
