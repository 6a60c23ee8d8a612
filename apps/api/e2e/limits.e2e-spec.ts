import type { ChildProcess } from 'node:child_process';
import { Client } from 'pg';
import { environmentOf, startProcess, startScenario, stopProcess, type Scenario } from './scenario.js';
import { asker, createCoalition, createKey, signInAsAdministrator, type Reply } from './server.scenario.js';

let s: Scenario;
let token: string;
const processes: ChildProcess[] = [];
/** Two API processes on one database, whose buckets hold 100 points and restore 1 in a second. */
let addresses: string[];
let keys: string[];

beforeAll(async () => {
  s = await startScenario();
  token = await signInAsAdministrator(s);
  const coalitionId = await createCoalition(s.as(token), 'ours');
  await createCoalition(s.as(token), 'theirs');
  keys = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    keys.push(await createKey(s.as(token), { coalitionId, name, role: 'OBSERVER', scopes: ['READ'] }));
  }
  const env = { ...environmentOf('api', s.database), KEELSON_RATE_POINTS: '100', KEELSON_RATE_RESTORE: '1' };
  const started = [await startProcess('api', env), await startProcess('api', env)];
  processes.push(...started.map(({ child }) => child));
  addresses = started.map(({ address }) => address);
}, 30_000);
afterAll(async () => {
  await Promise.all(processes.map(stopProcess));
  await s.stop();
});
beforeEach(() => owner((client) => client.query('DELETE FROM rate_bucket')));

async function owner<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: s.database.url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function spent(): Promise<number> {
  const { rows } = await owner((client) =>
    client.query<{ level: number }>(`SELECT level FROM rate_bucket WHERE key LIKE 'key:%'`),
  );
  return rows[0]?.level ?? 0;
}

/** Costs 1 + 18. */
const query = '{ coalitions(first: 18) { nodes { id } } }';
const cost = 19;
const as = (i: number, key = 0) => asker(addresses[i] ?? '', keys[key] ?? '');
const codesOf = ({ body }: Reply) => body.errors?.map(({ extensions }) => extensions.code);

describe('the points of a key', () => {
  it('are told in every answer, also in one of errors', async () => {
    const reply = await as(0)(query);
    expect(reply.body.extensions?.cost).toEqual({
      requestedQueryCost: cost,
      actualQueryCost: cost,
      throttleStatus: { maximumAvailable: 100, currentlyAvailable: 100 - cost, restoreRate: 1 },
    });
    const failed = await as(0)('{ coalitions(first: 0) { nodes { id } } }');
    expect(failed.body.errors).toHaveLength(1);
    expect(failed.body.extensions?.cost.requestedQueryCost).toBe(21);
  });

  it('are told where a query asks for them', async () => {
    const { body } = await as(0)(
      `{ rateLimit { cost maximumQueryCost maximumAvailable currentlyAvailable restoreRate } }`,
    );
    const rateLimit = { cost: 1, maximumQueryCost: 100, maximumAvailable: 100, currentlyAvailable: 99, restoreRate: 1 };
    expect(body.data).toEqual({ rateLimit });
  });

  it('are the same in two processes; when they are spent the answer is 429 and says for how long', async () => {
    const replies: Reply[] = [];
    for (let i = 0; i < 6; i++) replies.push(await as(i % 2)(query));
    expect(replies.slice(0, 5).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const refused = replies[5]!;
    expect([refused.status, codesOf(refused)]).toEqual([429, ['THROTTLED']]);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(10);
    expect(seconds).toBeLessThanOrEqual(14);
    expect(refused.body.errors?.[0]?.extensions['retryAfter']).toBe(seconds);
    expect(refused.body.extensions?.cost).toMatchObject({ requestedQueryCost: cost, actualQueryCost: null });
    expect(refused.body).not.toHaveProperty('data');
    // A refused query costs nothing: a smaller one still passes, and in time so does the same.
    expect((await as(0)('{ rateLimit { cost } }')).status).toBe(200);
  });

  it('let exactly as many pass as there are, also when all come at once', async () => {
    const replies = await Promise.all(Array.from({ length: 16 }, (_, i) => as(i % 2)(query)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(11);
  });

  it('come back', async () => {
    for (let i = 0; i < 5; i++) await as(0)(query);
    expect((await as(0)(query)).status).toBe(429);
    await owner((client) => client.query(`UPDATE rate_bucket SET counted_at = counted_at - interval '20 seconds'`));
    expect((await as(1)(query)).status).toBe(200);
  });

  it('of one do not touch those of another, until those of the coalition are spent', async () => {
    const spend = async (key: number) => {
      for (let i = 0; i < 5; i++) expect((await as(i % 2, key)(query)).status).toBe(200);
    };
    for (const key of [0, 1, 2, 3]) await spend(key);
    expect((await as(0, 4)(query)).status).toBe(200);
    const larger = await as(1, 4)('{ coalitions(first: 60) { nodes { id } } }');
    expect([larger.status, codesOf(larger)]).toEqual([429, ['THROTTLED']]);
    expect(larger.body.extensions?.cost.throttleStatus).toMatchObject({ maximumAvailable: 400, restoreRate: 4 });
    const [own] = await owner(
      async (client) => (await client.query('SELECT min(level) AS level FROM rate_bucket')).rows,
    );
    expect(own.level).toBeLessThanOrEqual(cost);
  });

  it('of a person in several coalitions are the person’s alone', async () => {
    await asker(addresses[0] ?? '', token)(query);
    const { rows } = await owner((client) => client.query<{ key: string }>('SELECT key FROM rate_bucket'));
    expect(rows.map(({ key }) => key.split(':')[0])).toEqual(['person']);
  });
});

describe('a query that costs too much', () => {
  const nested = `query($n: Int) { coalitions(first: $n) { nodes { id } totalCount } }`;

  it('is refused before it runs, with its cost, and is not charged', async () => {
    const reply = await as(0)(nested, { n: 100 });
    expect([reply.status, codesOf(reply)]).toEqual([400, ['QUERY_TOO_COMPLEX']]);
    expect(reply.body.errors?.[0]?.extensions).toEqual({ code: 'QUERY_TOO_COMPLEX', cost: 111, maximum: 100 });
    expect(await spent()).toBe(0);
    expect((await as(0)(nested, { n: 80 })).status).toBe(200);
  });

  it('is refused by the usual settings too', async () => {
    const reply = await asker(s.address, keys[0] ?? '')(nested, { n: 1_000_000 });
    expect([reply.status, codesOf(reply)]).toEqual([400, ['QUERY_TOO_COMPLEX']]);
    expect(reply.body.errors?.[0]?.message).toContain('4000');
  });

  it('is not hidden in fragments, aliases or defaults', async () => {
    const query = `query($n: Int = 60) { a: coalitions(first: $n) { ...F } b: coalitions(first: $n) { ...F } }
      fragment F on CoalitionConnection { nodes { id } }`;
    const reply = await as(0)(query);
    expect(reply.body.errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', cost: 122 });
  });
});
