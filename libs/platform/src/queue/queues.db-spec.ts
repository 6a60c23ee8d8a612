import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { createTestDatabase, queueStores, type TestDatabase } from '../../testing/index.js';
import { Conflict, InvalidInput, NotFound, Queues, type Attempt, type JobContract } from '../index.js';

interface Work {
  id: string;
}

beforeAll(() => Logger.overrideLogger(false)); // outages are what this file is about

let contracts = 0;
const contract = (): JobContract<Work> => ({
  queue: `queue-${process.pid}-${++contracts}`,
  name: 'work',
  attempts: 2,
  parse: (data) => {
    const { id } = data as Partial<Work>;
    if (typeof id !== 'string') throw InvalidInput.malformed('id', 'No id.');
    return { id };
  },
  deduplicationId: ({ id }) => `work-${id}`,
});

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await met())) {
    if (Date.now() > deadline) throw new Error('It did not happen within 15 s.');
    await wait(20);
  }
}

describe.each(queueStores)('the queue on $name', ({ options }) => {
  const test = options ? it : it.skip;
  let database: TestDatabase;
  const opened: Queues[] = [];
  const open = (): Queues => {
    const queues = new Queues({ databaseUrl: database.url, ...options });
    opened.push(queues);
    return queues;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => Promise.all(opened.splice(0).map((queues) => queues.close())));
  afterAll(() => database.drop());

  test('hands every job to one worker, once', async () => {
    const work = contract();
    const done: string[] = [];
    for (const queues of [open(), open()]) queues.handle(work, async ({ id }) => void done.push(id));
    const ids = Array.from({ length: 20 }, (_, i) => String(i));
    expect(await open().enqueue(work, ...ids.map((id) => ({ id })))).toBe(true);
    await until(() => done.length >= ids.length);
    await wait(200);
    expect([...done].sort()).toEqual([...ids].sort());
  });

  test('takes a job with the same id once while it waits, and again when it is done', async () => {
    const [work, queues] = [contract(), open()];
    await queues.enqueue(work, { id: 'a' }, { id: 'a' });
    await queues.enqueue(work, { id: 'a' });
    expect(await queues.count(work as never)).toMatchObject({ waiting: 1 });
    let done = 0;
    open().handle(work, async () => void done++);
    await until(async () => done === 1 && (await queues.count(work as never))?.['active'] === 0);
    await queues.enqueue(work, { id: 'a' });
    await until(() => done === 2);
  });

  test('refuses an entry that its contract cannot read before any handler sees it, once', async () => {
    const [work, queues] = [contract(), open()];
    const seen: unknown[] = [];
    await queues.enqueue({ ...work, deduplicationId: () => 'wrong' }, { id: 7 } as never);
    queues.handle(work, async (data) => void seen.push(data));
    await queues.enqueue(work, { id: 'right' });
    await until(
      async () => seen.length === 1 && Object.values((await queues.count(work as never)) ?? {}).every((n) => !n),
    );
    expect(seen).toEqual([{ id: 'right' }]);
  });

  test('tries again what may get better, says which attempt is the last, and drops the rest at once', async () => {
    const [work, queues] = [contract(), open()];
    const attempts: [string, boolean][] = [];
    queues.handle(work, async ({ id }, { last }: Attempt) => {
      attempts.push([id, last]);
      throw id === 'never' ? new NotFound('thing') : new Conflict('taken', 'Somebody was faster.');
    });
    await queues.enqueue(work, { id: 'never' }, { id: 'later' });
    await until(() => attempts.length === 3);
    expect(attempts).toContainEqual(['never', false]);
    expect(attempts.filter(([id]) => id === 'later')).toEqual([
      ['later', false],
      ['later', true],
    ]);
    await until(async () => Object.values((await queues.count(work as never)) ?? { n: 1 }).every((n) => n === 0));
  });
});

describe.each(['refuses', 'takes everything and never answers'])('when a store %s', (fault) => {
  let [server, port]: [Server | null, number] = [null, 1];
  const sockets = new Set<Socket>();
  beforeAll(async () => {
    if (fault === 'refuses') return;
    server = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
    await new Promise((listening) => server?.once('listening', listening));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    sockets.forEach((socket) => socket.destroy());
    server?.close();
  });

  it.each(['PostgreSQL', 'Redis'])(
    'which is %s, a request gives up within about 2 s, and a process can still end',
    async (store) => {
      const redisUrl = store === 'Redis' ? `redis://127.0.0.1:${port}` : undefined;
      const queues = new Queues({ databaseUrl: `postgres://nobody@127.0.0.1:${port}/none`, redisUrl });
      const work = contract();
      queues.handle(work, async () => undefined);
      const started = Date.now();
      expect(await queues.enqueue(work, { id: 'a' })).toBe(false);
      expect(Date.now() - started).toBeLessThan(3_000);
      expect(await queues.count(work as never)).toBeNull();
      const ending = Date.now();
      await queues.close();
      expect(Date.now() - ending).toBeLessThan(6_000);
    },
    20_000,
  );
});
