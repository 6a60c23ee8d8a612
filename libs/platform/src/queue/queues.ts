import { Logger } from '@nestjs/common';
import { createPostgresBackend, Queue, UnrecoverableError, withBackend, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Conflict, Forbidden, InvalidInput, InvalidState, NotFound, Unauthenticated } from '../errors.js';
import type { JobContract } from './job.js';

export interface QueueOptions {
  databaseUrl: string;
  /** When set, BullMQ runs on Redis instead of PostgreSQL. */
  redisUrl?: string;
}

const postgres = withBackend(createPostgresBackend);
/** A worker that dies is noticed after this time, and its job is given to another. */
const stalledAfter = 5_000;

interface Closable {
  close(): Promise<void>;
}

/** BullMQ on PostgreSQL (the default) or Redis: the only place that knows the queue. */
export class Queues {
  private readonly log = new Logger('Queues');
  private readonly queues = new Map<string, Queue>();
  private readonly workers: Closable[] = [];
  private readonly connections: Redis[] = [];

  constructor(private readonly options: QueueOptions) {}

  /**
   * Hands a job over, after the commit that made its row. A queue that cannot be reached is not the caller's fault:
   * the row stands, and the worker's sweep enqueues it later. Returns whether the queue took it.
   */
  async enqueue<Data extends object>(contract: JobContract<Data>, data: Data): Promise<boolean> {
    try {
      await this.queue(contract.queue).add(contract.name, data, {
        jobId: contract.deduplicationId(data),
        attempts: contract.attempts,
        backoff: { type: 'exponential', delay: 1_000 },
        removeOnComplete: true,
        removeOnFail: true,
      });
      return true;
    } catch (error) {
      this.log.warn(`${contract.name} was not enqueued and waits for the sweep: ${String(error)}`);
      return false;
    }
  }

  /** Runs a contract's jobs. Only Conflict and unforeseen errors are tried again; the others cannot get better. */
  handle<Data extends object>(
    contract: JobContract<Data>,
    handler: (data: Data) => Promise<void>,
    concurrency = 2,
  ): void {
    const processor = async (job: { name: string; data: Data }) => {
      if (job.name !== contract.name) throw new UnrecoverableError(`No handler for ${job.name}.`);
      try {
        await handler(job.data);
      } catch (error) {
        const final = [Unauthenticated, NotFound, Forbidden, InvalidInput, InvalidState].some(
          (c) => error instanceof c,
        );
        if (final && !(error instanceof Conflict)) throw new UnrecoverableError((error as Error).message);
        throw error;
      }
    };
    const timing = { concurrency, lockDuration: stalledAfter, stalledInterval: stalledAfter, maxStalledCount: 5 };
    const worker = this.options.redisUrl
      ? new Worker<Data>(contract.queue, processor, { ...timing, connection: this.redis({ blocking: true }) })
      : new postgres.Worker<Data>(contract.queue, processor, { ...timing, connection: this.postgres() });
    worker.on('error', (error: Error) => this.log.warn(`${contract.queue}: ${error.message}`));
    worker.on('failed', (_job: unknown, error: Error) => this.log.error(`${contract.name} failed: ${error.message}`));
    this.workers.push(worker);
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.connections.forEach((connection) => connection.disconnect());
  }

  private queue(name: string): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.options.redisUrl
        ? new Queue(name, { connection: this.redis({ blocking: false }) })
        : (new postgres.Queue(name, { connection: this.postgres() }) as unknown as Queue);
      queue.on('error', (error) => this.log.warn(`${name}: ${error.message}`));
      this.queues.set(name, queue);
    }
    return queue;
  }

  private postgres() {
    return { connectionString: this.options.databaseUrl, max: 3, connectionTimeoutMillis: 5_000 };
  }

  private redis({ blocking }: { blocking: boolean }): Redis {
    // A producer must fail at once when Redis is away; a worker must wait for it for ever.
    const connection = new Redis(this.options.redisUrl ?? '', {
      maxRetriesPerRequest: blocking ? null : 1,
      enableOfflineQueue: blocking,
    });
    connection.on('error', () => undefined); // reported by the queue and the worker above
    this.connections.push(connection);
    return connection;
  }
}
