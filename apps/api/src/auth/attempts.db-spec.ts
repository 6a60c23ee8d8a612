import { InvalidInput, Unauthenticated } from '@keelson/platform';
import { createTestDatabase, queueStores, type TestDatabase } from '@keelson/platform/testing';
// eslint-disable-next-line no-restricted-imports -- as the owner, who looks at what was written and turns the clock
import { Client } from 'pg';
import { Redis } from 'ioredis';
import { accountOf, Attempts, TooManyAttempts } from './attempts.js';

describe.each(queueStores)('attempts, limited in $name', ({ options }) => {
  const test = options ? it : it.skip;
  let database: TestDatabase;
  let owner: Client;
  let redis: Redis | null;
  let processes: Attempts[];
  let address: string;
  let account: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new Client({ connectionString: database.url });
    await owner.connect();
    const settings = { DATABASE_URL: database.urls.app, REDIS_URL: options?.redisUrl };
    processes = [new Attempts(settings), new Attempts(settings)];
    redis = options?.redisUrl ? new Redis(options.redisUrl) : null;
    if (redis) await new Promise((done) => setTimeout(done, 500)); // until both have connected
  });
  beforeEach(() => {
    const unique = Math.random().toString(36).slice(2);
    [address, account] = [`192.0.2.1-${unique}`, accountOf(`ada-${unique}@example.org`)];
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.onApplicationShutdown()));
    await owner.end();
    redis?.disconnect();
    await database.drop();
  });

  let made = 0;
  const attempts = (i = 0) => processes[i % 2] as Attempts;
  const fail = async (i = 0, from = address) => {
    const refuse = async () => {
      made++;
      throw new Unauthenticated('no');
    };
    return attempts(i)
      .limit({ account, address: from }, refuse)
      .catch((error: Error) => error);
  };
  const succeed = (i = 0) => attempts(i).limit({ account, address }, async () => 'in');
  /** As if the delay were over: Redis forgets by itself what PostgreSQL finds expired. */
  const wait = async () => {
    if (!redis) return void (await owner.query(`UPDATE attempt SET expire = 0 WHERE key NOT LIKE '%strikes%'`));
    const keys = await redis.keys('attempt:*');
    await redis.del(keys.filter((key) => !key.includes('strikes')));
  };
  const failTimes = async (times: number) => {
    for (let i = 0; i < times; i++) expect(await fail(i)).toEqual(new Unauthenticated('no'));
  };

  test('are five in two processes together, and then there is a minute to wait', async () => {
    await failTimes(5);
    for (const i of [0, 1]) {
      const error = (await fail(i)) as TooManyAttempts;
      expect(error).toBeInstanceOf(TooManyAttempts);
      expect(error.retryAfter).toBeGreaterThan(50);
      expect(error.retryAfter).toBeLessThanOrEqual(60);
    }
    await expect(succeed()).rejects.toBeInstanceOf(TooManyAttempts);
  });

  test('are no more when they come all at once', async () => {
    made = 0;
    const errors = await Promise.all(Array.from({ length: 40 }, (_, i) => fail(i)));
    expect(made).toBe(5);
    expect(errors.filter((error) => error instanceof TooManyAttempts)).toHaveLength(35);
  });

  test('wait longer each time, up to a quarter of an hour', async () => {
    await failTimes(4);
    const delays: number[] = [];
    for (let i = 0; i < 6; i++) {
      await failTimes(1);
      delays.push(((await fail(i)) as TooManyAttempts).retryAfter);
      await wait();
    }
    expect(delays.map((delay) => Math.ceil(delay / 60))).toEqual([1, 2, 4, 8, 15, 15]);
    expect(await succeed()).toBe('in');
    await failTimes(4);
    expect(await succeed()).toBe('in');
  });

  test('are counted for an address whosever account is tried', async () => {
    for (let i = 0; i < 20; i++) {
      account = accountOf(`somebody-${address}-${i}`);
      await failTimes(1);
    }
    account = accountOf(`another-${address}`);
    expect(await fail()).toBeInstanceOf(TooManyAttempts);
    expect(await fail(0, `${address}-other`)).toEqual(new Unauthenticated('no'));
  });

  test('are not counted when they succeed, or when the fault is ours', async () => {
    for (let i = 0; i < 30; i++) expect(await succeed(i)).toBe('in');
    for (let i = 0; i < 30; i++) {
      const ours = attempts(i).limit({ account, address }, () => Promise.reject(new Error('ours')));
      await expect(ours).rejects.toThrow('ours');
    }
    expect(await succeed()).toBe('in');
  });

  test('count a wrong code as a wrong password, and only what they are told is a guess', async () => {
    const wrong = () => Promise.reject(InvalidInput.at('code', 'INVALID', 'wrong'));
    for (let i = 0; i < 8; i++) {
      await expect(attempts(i).limit({ account, address }, wrong, () => false)).rejects.toThrow('wrong');
    }
    for (let i = 0; i < 5; i++) await expect(attempts(i).limit({ account, address }, wrong)).rejects.toThrow('wrong');
    await expect(attempts().limit({ account, address }, wrong)).rejects.toBeInstanceOf(TooManyAttempts);
  });

  test('say nothing of whose account was tried', async () => {
    await failTimes(1);
    const { rows } = await owner.query<{ key: string }>('SELECT key FROM attempt');
    const keys = redis ? await redis.keys('attempt:*') : rows.map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    expect(JSON.stringify(keys)).not.toContain('ada-');
  });
});

describe('attempts without their Redis', () => {
  it('are limited in PostgreSQL', async () => {
    const database = await createTestDatabase();
    const attempts = new Attempts({ DATABASE_URL: database.urls.app, REDIS_URL: 'redis://127.0.0.1:1' });
    const wrong = () => Promise.reject(new Unauthenticated('no'));
    for (let i = 0; i < 5; i++) {
      await expect(attempts.limit({ account: 'ada', address: '::1' }, wrong)).rejects.toThrow('no');
    }
    await expect(attempts.limit({ account: 'ada', address: '::1' }, wrong)).rejects.toBeInstanceOf(TooManyAttempts);
    await attempts.onApplicationShutdown();
    await database.drop();
  });
});
