import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { UnrecoverableError, type Queue, type Worker } from 'bullmq';
import { Conflict, Forbidden, InvalidInput, InvalidState, NotFound, Unauthenticated } from '../errors.js';
import { faultOf, messageOf } from '../log/json-logger.js';
import { openQueue, openWorker, type Opened, type QueueOptions } from './backend.js';
import type { Attempt, JobContract, Traced } from './job.js';

/** A request must not wait longer than this for a queue that does not answer. */
const patience = 2_000;
/** A worker that dies is noticed after this time, and its job is given to another. */
const stalledAfter = 5_000;
/** What a process that ends grants its running jobs; whatever is cut off is done again by the next worker. */
const grace = 5_000;

const final = [Unauthenticated, NotFound, Forbidden, InvalidInput, InvalidState];

/** BullMQ on PostgreSQL (the default) or Redis: the only place that knows the queue. */
export class Queues {
  private readonly log = new Logger('Queues');
  private readonly queues = new Map<string, Opened<Queue>>();
  private readonly workers = new Set<Opened<Worker>>();
  private readonly ending = new AbortController();
  private closing: Promise<void> | undefined;

  constructor(private readonly options: QueueOptions) {}

  /**
   * Hands jobs over, after the commit that made their rows. A queue that cannot be reached is not the caller's fault:
   * the rows stand, and the worker's sweep enqueues them later. Returns whether the queue took them, within 2 s.
   */
  async enqueue<Data extends object>(contract: JobContract<Data>, ...jobs: Data[]): Promise<boolean> {
    if (jobs.length === 0) return true;
    const entries = jobs.map((data) => ({
      name: contract.name,
      data,
      opts: {
        jobId: contract.deduplicationId(data),
        attempts: contract.attempts,
        backoff: { type: 'exponential', delay: 1_000 },
        removeOnComplete: true,
        removeOnFail: true,
      },
    }));
    // One by one: BullMQ's bulk creates a sequence per queue, which the roles of the processes may not.
    const add = (queue: Queue) => Promise.all(entries.map(({ name, data, opts }) => queue.add(name, data, opts)));
    return (await this.ask(contract.queue, add)) !== null;
  }

  /** How many jobs wait, run and were put off; null when the queue does not answer. */
  count(contract: JobContract<never>): Promise<Record<string, number> | null> {
    return this.ask(contract.queue, (queue) => queue.getJobCounts('waiting', 'active', 'delayed'));
  }

  /** Runs a contract's jobs, for as long as this process lives and whatever happens to the queue meanwhile. */
  handle<Data extends object>(
    contract: JobContract<Data>,
    handler: (data: Data, attempt: Attempt) => Promise<void>,
    concurrency = 2,
  ): void {
    void this.runWorkers(contract, handler, concurrency);
  }

  /** Lets running jobs end, within some seconds, and leaves the queue. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private async end(): Promise<void> {
    this.ending.abort();
    const stopping = [...this.workers].map(({ it }) => it.close().catch(() => undefined));
    await within(grace, Promise.all(stopping)).catch(() => this.log.warn('A running job was cut off.'));
    for (const opened of [...this.workers, ...this.queues.values()]) opened.drop();
  }

  /** A queue that failed is dropped: BullMQ remembers a first connection that failed, and would never try again. */
  private async ask<T>(name: string, question: (queue: Queue) => Promise<T>): Promise<T | null> {
    const opened = this.queue(name);
    try {
      return await within(patience, question(opened.it));
    } catch (error) {
      this.log.warn(`The queue ${name} does not answer: ${messageOf(error)}`);
      if (this.queues.get(name) === opened) this.queues.delete(name);
      opened.drop();
      return null;
    }
  }

  private queue(name: string): Opened<Queue> {
    let opened = this.queues.get(name);
    if (!opened) {
      opened = openQueue(name, this.options);
      opened.it.on('error', () => undefined); // the call that failed says it
      this.queues.set(name, opened);
    }
    return opened;
  }

  private async runWorkers<Data extends object>(
    contract: JobContract<Data>,
    handler: (data: Data, attempt: Attempt) => Promise<void>,
    concurrency: number,
  ): Promise<void> {
    const timing = {
      concurrency,
      autorun: false,
      lockDuration: stalledAfter,
      stalledInterval: stalledAfter,
      maxStalledCount: 5,
    };
    while (!this.ending.signal.aborted) {
      const opened = openWorker<Data>(contract.queue, (job) => this.run(contract, handler, job), timing, this.options);
      const report = onlyNews((message) => this.log.warn(`${contract.queue}: ${message}`));
      opened.it.on('error', (error) => report(messageOf(error)));
      opened.it.on('ready', () => report(''));
      opened.it.on('stalled', (jobId) => this.log.warn({ message: `${contract.name} was left by its worker.`, jobId }));
      this.workers.add(opened as Opened<Worker>);
      try {
        await opened.it.waitUntilReady();
        await opened.it.run();
      } catch (error) {
        report(messageOf(error));
      }
      if (this.ending.signal.aborted) return;
      this.workers.delete(opened as Opened<Worker>);
      opened.drop();
      await wait(1_000, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  /** Only Conflict and unforeseen errors are tried again; the others cannot get better, a malformed payload least of all. */
  private async run<Data extends object>(
    contract: JobContract<Data>,
    handler: (data: Data, attempt: Attempt) => Promise<void>,
    job: { id?: string; name: string; data: unknown; attemptsMade: number },
  ): Promise<void> {
    const started = performance.now();
    const line = (message: string, more: object = {}) => ({
      message,
      job: contract.name,
      jobId: job.id,
      milliseconds: Math.round(performance.now() - started),
      ...more,
    });
    let requestId: string | undefined;
    try {
      if (job.name !== contract.name) throw InvalidInput.malformed('name', 'No handler takes a job of this name.');
      const data: Data & Traced = contract.parse(job.data);
      requestId = data.requestId;
      await handler(data, { last: job.attemptsMade + 1 >= contract.attempts });
      this.log.log(line(`${contract.name} done`, { requestId }));
    } catch (error) {
      const once = final.some((type) => error instanceof type);
      const { message, stack } = faultOf(error);
      // What cannot get better says it all in its message.
      const told = once || error instanceof Conflict ? { requestId } : { requestId, stack };
      this.log[error instanceof Conflict ? 'warn' : 'error'](line(`${contract.name} failed: ${message}`, told));
      if (once) throw new UnrecoverableError(message);
      throw error;
    }
  }
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined); // it may fail after nobody listens any more
  const end = new AbortController();
  const late = wait(milliseconds, undefined, { signal: end.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${milliseconds / 1_000} s`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    end.abort();
    late.catch(() => undefined);
  }
}

/** While the queue is away its clients report the same error several times a second: once is enough. */
function onlyNews(write: (message: string) => void): (message: string) => void {
  let last = '';
  return (message) => {
    if (message && message !== last) write(message);
    last = message;
  };
}
