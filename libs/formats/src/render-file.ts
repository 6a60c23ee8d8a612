import { once } from 'node:events';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Conflict } from '@keelson/platform';
import type { FileFormat } from './formats.js';
import type { ReportContent, ReportDocument } from './report-document.js';

/** What a thread is started with. */
export interface Rendering {
  format: FileFormat;
  document: ReportDocument;
  path: string;
}

/** Threads at once in one process: each may take a core and its memory. */
const mostThreads = 2;
/** Who comes later is told to come again. */
const mostWaiting = 20;
/** A report of a million figures as a workbook took 190 MB. */
const mostMegabytes = 512;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Writes a file in a thread of its own, since a PDF or a workbook takes seconds of a core. It is complete before anybody
 * reads it, so that a slow reader holds no thread, and has no name any more: it is gone when its handle is closed.
 */
export async function renderFile(
  format: FileFormat,
  { document, figures }: ReportContent,
  signal: AbortSignal,
): Promise<FileHandle> {
  await takeTurn();
  try {
    signal.throwIfAborted();
    const folder = await mkdtemp(join(tmpdir(), 'keelson-file-'));
    try {
      const path = join(folder, 'report');
      await render({ format, document, path }, figures, signal);
      return await open(path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function takeTurn(): Promise<void> {
  if (waiting.length >= mostWaiting) {
    throw new Conflict('files.busy', 'Too many files are being written right now: try again in a minute.');
  }
  if (running < mostThreads) running += 1;
  // Whoever ends hands the turn on.
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

async function render(workerData: Rendering, figures: ReportContent['figures'], signal: AbortSignal): Promise<void> {
  const portions = figures[Symbol.asyncIterator]();
  const thread = new Worker(new URL('./run-rendering.js', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    // Nothing of ours is a thread's to know.
    env: {},
  });
  const end = () => void thread.terminate();
  signal.addEventListener('abort', end);
  try {
    // The thread asks for a portion when it has written the last one.
    thread.on('message', () => {
      portions.next().then(
        ({ value, done }) => thread.postMessage(done ? null : value),
        (error: Error) => thread.emit('error', error),
      );
    });
    const [code] = (await once(thread, 'exit')) as [number];
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`The thread that writes a ${workerData.format} ended with ${code}.`);
  } finally {
    signal.removeEventListener('abort', end);
    await thread.terminate();
    await portions.return?.();
  }
}
