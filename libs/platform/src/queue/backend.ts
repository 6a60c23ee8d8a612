import { createPostgresBackend, Queue, withBackend, Worker, type Processor, type WorkerOptions } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';

export interface QueueOptions {
  databaseUrl: string;
  /** When set, BullMQ runs on Redis instead of PostgreSQL. */
  redisUrl?: string;
}

/** A queue to hand jobs to, or a worker that takes them, with the connection that is its own. */
export interface Opened<T> {
  it: T;
  /** Ends it at once, whatever it waits for. */
  drop(): void;
}

const postgres = withBackend(createPostgresBackend);

export function openQueue(name: string, options: QueueOptions): Opened<Queue> {
  if (!options.redisUrl) {
    const it = new postgres.Queue(name, { connection: poolOf(options, 2) }) as unknown as Queue;
    return { it, drop: () => void it.close().catch(() => undefined) };
  }
  const connection = connect(options.redisUrl, false);
  const it = new Queue(name, { connection });
  return { it, drop: () => release(it, connection) };
}

export type WorkerTiming = Omit<WorkerOptions, 'connection'>;

export function openWorker<Data>(
  name: string,
  processor: Processor<Data>,
  timing: WorkerTiming,
  options: QueueOptions,
): Opened<Worker<Data>> {
  if (!options.redisUrl) {
    const connection = poolOf(options, timing.concurrency ?? 1);
    const it = new postgres.Worker<Data>(name, processor, { ...timing, connection }) as unknown as Worker<Data>;
    return { it, drop: () => void it.close(true).catch(() => undefined) };
  }
  const connection = connect(options.redisUrl, true);
  const it = new Worker<Data>(name, processor, { ...timing, connection });
  return { it, drop: () => release(it, connection) };
}

function poolOf({ databaseUrl }: QueueOptions, jobs: number) {
  return { connectionString: databaseUrl, max: jobs + 2, connectionTimeoutMillis: 2_000, keepAlive: true };
}

/** A producer must fail at once when Redis is away; a worker must wait for it for ever. */
function connect(url: string, waiting: boolean): Connection {
  const connection = new Connection(url, {
    maxRetriesPerRequest: waiting ? null : 1,
    enableOfflineQueue: waiting,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
  });
  connection.on('error', () => undefined); // reported by the queue and the worker
  return connection;
}

/** BullMQ's worker copies its connection to wait on, and cannot close a copy that never came to be. */
class Connection extends Redis {
  private readonly copies: Redis[] = [];

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override);
    copy.on('error', () => undefined);
    this.copies.push(copy);
    return copy;
  }

  override disconnect(reconnect = false): void {
    if (!reconnect) this.copies.forEach((copy) => copy.disconnect());
    super.disconnect(reconnect);
  }
}

function release(it: Queue | Worker, connection: Connection): void {
  void it.close().catch(() => undefined);
  connection.disconnect();
}
