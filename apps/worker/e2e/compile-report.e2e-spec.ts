import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { queueStores, stopProcess } from '@keelson/platform/testing';
import { queueOf, startReporting, until, type ReportingScenario, type Started } from './reporting.scenario.js';

const minutes = 120_000;

describe.each(queueStores)('compiling reports in processes, with the queue on $name', (store) => {
  const test = store.options ? it : it.skip;
  let s: ReportingScenario;
  beforeAll(async () => {
    if (store.options) s = await startReporting(queueOf(store, 1));
  }, minutes);
  afterAll(() => s?.stop());

  test(
    'the report of a worker that is killed is compiled by the next one, once, with the same bytes',
    async () => {
      const first = await s.startWorker();
      const undisturbed = await s.request();
      await s.compiled(undisturbed);
      // The compile needs this table: as long as we hold it, the worker is in the middle of it.
      const holder = await s.database.connect();
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE report_figure IN ACCESS EXCLUSIVE MODE');
      const killed = await s.request();
      const waiting = async (): Promise<number[]> => {
        const text = `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'keelson-worker'
        AND datname = current_database()`;
        return (await s.database.query<{ pid: number }>(text)).rows.map(({ pid }) => pid);
      };
      await until(async () => (await waiting()).length === 1);
      const [orphan = 0] = await waiting();
      first.child.kill('SIGKILL');
      const second = await s.startWorker();
      // The statement of the dead worker ends by itself, although what it waits for does not come.
      await until(async () => !(await waiting()).includes(orphan));
      await holder.query('ROLLBACK');
      holder.release();
      await s.compiled(killed);
      expect(await s.csvOf(killed)).toBe(await s.csvOf(undisturbed));
      expect(await s.historyOf(killed)).toEqual({ requestReport: 1, compileReport: 1, downloadReport: 1 });
      await stopProcess(second.child);
    },
    minutes,
  );

  test(
    'two workers compile each report once',
    async () => {
      const workers = await Promise.all([s.startWorker(), s.startWorker()]);
      const reports = await Promise.all(Array.from({ length: 8 }, () => s.request()));
      await Promise.all(reports.map((report) => s.compiled(report)));
      for (const report of reports) {
        expect(await s.historyOf(report)).toEqual({ requestReport: 1, compileReport: 1 });
      }
      await Promise.all(workers.map(({ child }) => stopProcess(child)));
      for (const { output } of workers) expect(output()).not.toContain('"level":"error"');
    },
    minutes,
  );
});

describe('a queue that cannot be reached', () => {
  it(
    'takes nothing from a request, which stands and is compiled by a worker that finds it',
    async () => {
      const s = await startReporting({ REDIS_URL: 'redis://127.0.0.1:1' });
      try {
        const started = Date.now();
        const report = await s.request();
        expect(Date.now() - started).toBeLessThan(4_000);
        expect(await s.stateOf(report)).toBe('REQUESTED');
        await expect(s.csvOf(report)).rejects.toThrow('409');
        await s.startWorker({ REDIS_URL: '' });
        await s.compiled(report);
        expect(await s.historyOf(report)).toEqual({ requestReport: 1, compileReport: 1 });
      } finally {
        await s.stop();
      }
    },
    minutes,
  );

  const redis = queueStores.find(({ options }) => options?.redisUrl);
  const test = redis ? it : it.skip;
  const reason = redis ? '' : ' (skipped: set KEELSON_TEST_REDIS=redis://host:port to run it)';
  test(
    `is waited for by a worker that starts without it, and used once it is there${reason}`,
    async () => {
      const way = await closedWay(new URL(redis!.options!.redisUrl!));
      const s = await startReporting({ REDIS_URL: `redis://127.0.0.1:${way.port}/3` });
      try {
        const worker = await s.startWorker();
        const early = await s.request();
        expect(await healthOf(worker)).toBe(503);
        expect(await s.stateOf(early)).toBe('REQUESTED');
        await way.open();
        await s.compiled(early);
        await until(async () => (await healthOf(worker)) === 200);
        await way.close();
        const late = await s.request();
        expect(await s.stateOf(late)).toBe('REQUESTED');
        await way.open();
        await s.compiled(late);
        for (const report of [early, late]) {
          expect(await s.historyOf(report)).toEqual({ requestReport: 1, compileReport: 1 });
        }
        expect(worker.child.exitCode).toBeNull();
      } finally {
        await s.stop();
        await way.close();
      }
    },
    minutes,
  );
});

async function healthOf({ address }: Started): Promise<number> {
  return (await fetch(`${address}/health`)).status;
}

/** A port that leads to Redis when it is opened, and refuses when it is not. */
async function closedWay(redis: URL) {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => probe.once('listening', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return {
    port,
    open: async () => {
      server = createServer((near) => {
        const far = createConnection(Number(redis.port || 6379), redis.hostname);
        for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
        near.pipe(far).pipe(near);
      }).listen(port, '127.0.0.1');
      await new Promise((listening) => server?.once('listening', listening));
    },
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      sockets.clear();
      if (server?.listening) await new Promise((closed) => server?.close(closed));
    },
  };
}
