import { setTimeout as pause } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { encodeId, newId } from '@keelson/platform';
import { dataOf, environmentOf, startProcess, startScenario, stopProcess, type Scenario } from './scenario.js';
import { createCoalition, createKey, signInAsAdministrator } from './server.scenario.js';

interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A socket as a client of graphql-transport-ws holds it: what came, and why it was closed. */
class Line {
  readonly messages: Message[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly socket: WebSocket;

  constructor(address: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    this.socket.on('message', (text) => this.messages.push(JSON.parse(String(text)) as Message));
    this.closed = new Promise((done, fail) => {
      this.socket.on('close', (code, reason) => done({ code, reason: String(reason) }));
      this.socket.on('error', fail);
    });
    this.closed.catch(() => undefined); // whoever waits for it learns of it
  }

  async open(authorization?: unknown): Promise<this> {
    await new Promise((done, fail) => this.socket.once('open', done).once('error', fail));
    this.send({ type: 'connection_init', payload: authorization === undefined ? undefined : { authorization } });
    await Promise.race([this.hear(({ type }) => type === 'connection_ack'), this.closed]);
    return this;
  }

  send(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(query: string, variables: object = {}, id = '1'): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  async hear(wanted: (message: Message) => boolean): Promise<Message> {
    for (let waited = 0; waited < 8_000; waited += 20) {
      const found = this.messages.find(wanted);
      if (found) return found;
      await pause(20);
    }
    throw new Error(`Not heard; what came: ${JSON.stringify(this.messages)}`);
  }

  end(): void {
    this.socket.terminate();
  }
}

let s: Scenario;
let token: string;
let key: string;
let coalitionId: string;
let personId: string;
let owner: Client;
const others: ChildProcess[] = [];
const lines: Line[] = [];
const progress = 'subscription($id: ID!) { reportProgress(id: $id) { id state progress { done total } } }';

beforeAll(async () => {
  s = await startScenario();
  owner = new Client({ connectionString: s.database.url });
  await owner.connect();
  token = await signInAsAdministrator(s);
  coalitionId = await createCoalition(s.as(token), 'ours');
  key = await createKey(s.as(token), { coalitionId, name: 'watcher', role: 'BACKBONE', scopes: ['READ'] });
  personId = (await owner.query<{ id: string }>('SELECT id FROM person LIMIT 1')).rows[0]!.id;
}, 30_000);
afterEach(() => lines.splice(0).forEach((line) => line.end()));
afterAll(async () => {
  await Promise.all(others.map(stopProcess));
  await owner.end();
  await s.stop();
});

function line(address = s.address, headers: Record<string, string> = {}): Line {
  const made = new Line(address, headers);
  lines.push(made);
  return made;
}

/** A report that nobody compiles, so that these tests say when it moves. */
async function createReport(): Promise<{ id: string; uuid: string }> {
  const { rows } = await owner.query<{ uuid: string }>(
    `WITH made AS (
       INSERT INTO report (id, coalition_id, title, measure_ids, frequency, first_period_start, last_period_start, state, requested_by_id)
       SELECT uuidv7(), id, 'Ours', ARRAY[uuidv7()], 'MONTH', '2026-01-01', '2026-01-01', 'REQUESTED', $1 FROM coalition WHERE code = 'ours'
       RETURNING id, coalition_id)
     INSERT INTO report_progress (report_id, coalition_id, done, total) SELECT id, coalition_id, 0, 4 FROM made RETURNING report_id AS uuid`,
    [personId],
  );
  const { uuid } = rows[0]!;
  const { reports } = dataOf(
    await s.as(token)<{ reports: { nodes: { id: string }[] } }>(
      `query($id: ID!) { reports(coalitionId: $id, first: 1) { nodes { id } } }`,
      { id: coalitionId },
    ),
  );
  return { id: reports.nodes[0]!.id, uuid };
}

const advance = (uuid: string, done: number) =>
  owner.query('UPDATE report_progress SET done = $2 WHERE report_id = $1', [uuid, done]);
const move = (uuid: string, state: 'COMPILING' | 'FAILED' | 'CANCELLED') =>
  owner.query(`UPDATE report SET state = $2, failure = CASE WHEN $2 = 'FAILED' THEN 'It broke.' END WHERE id = $1`, [
    uuid,
    state,
  ]);
const told = ({ messages }: Line) =>
  messages
    .filter(({ type }) => type === 'next')
    .map(({ payload }) => (payload as { data: { reportProgress: { state: string; progress: { done: number } } } }).data)
    .map(({ reportProgress: { state, progress } }) => `${state} ${progress.done}`);
const hears = (of: Line, what: string) => of.hear(() => told(of).includes(what));
const codesOf = ({ payload }: Message) => (payload as { extensions: { code: string } }[]).map((e) => e.extensions.code);
const isError = ({ type }: Message) => type === 'error';

describe('reportProgress', () => {
  it('tells the report now and at every change, in every process, until it is final', async () => {
    const other = await startProcess('api', environmentOf('api', s.database));
    others.push(other.child);
    const { id, uuid } = await createReport();
    const watchers = [await line().open(`Bearer ${token}`), await line(other.address).open(key)];
    watchers.forEach((watcher) => watcher.subscribe(progress, { id }));
    await Promise.all(watchers.map((watcher) => hears(watcher, 'REQUESTED 0')));
    await move(uuid, 'COMPILING');
    await Promise.all(watchers.map((watcher) => hears(watcher, 'COMPILING 0')));
    await advance(uuid, 2);
    await Promise.all(watchers.map((watcher) => hears(watcher, 'COMPILING 2')));
    await advance(uuid, 2); // nothing that shows
    await move(uuid, 'FAILED');
    await Promise.all(watchers.map((watcher) => watcher.hear(({ type }) => type === 'complete')));
    for (const watcher of watchers) {
      expect(told(watcher)).toEqual(['REQUESTED 0', 'COMPILING 0', 'COMPILING 2', 'FAILED 2']);
      expect(watcher.messages[1]).toMatchObject({ id: '1', payload: { data: { reportProgress: { id } } } });
    }
  }, 30_000);

  it.each(['FAILED', 'CANCELLED'] as const)('of a report that is %s is told once', async (state) => {
    const { id, uuid } = await createReport();
    await move(uuid, state);
    const watcher = await line().open(key);
    watcher.subscribe(progress, { id });
    await watcher.hear(({ type }) => type === 'complete');
    expect(told(watcher)).toEqual([`${state} 0`]);
  });

  it('goes on when the listening connection breaks', async () => {
    const { id, uuid } = await createReport();
    const watcher = await line().open(key);
    watcher.subscribe(progress, { id });
    await hears(watcher, 'REQUESTED 0');
    await owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'keelson-api-listener' AND datname = current_database()`,
    );
    await move(uuid, 'COMPILING'); // while nobody listens
    await hears(watcher, 'COMPILING 0');
    await advance(uuid, 3);
    await hears(watcher, 'COMPILING 3');
  }, 20_000);

  it('of a report that is not yours to see is what a random id gets', async () => {
    const uuid = newId();
    await createCoalition(s.as(token), 'theirs');
    await owner.query(
      `INSERT INTO report (id, coalition_id, title, measure_ids, frequency, first_period_start, last_period_start, state, requested_by_id)
       SELECT $1, id, 'Theirs', ARRAY[uuidv7()], 'MONTH', '2026-01-01', '2026-01-01', 'REQUESTED', $2 FROM coalition WHERE code = 'theirs'`,
      [uuid, personId],
    );
    const watcher = await line().open(key);
    watcher.subscribe(progress, { id: encodeId('Report', newId()) }, 'random');
    watcher.subscribe(progress, { id: encodeId('Report', uuid) }, 'theirs');
    const answers = ['random', 'theirs'].map((id) => watcher.hear((message) => message.id === id));
    const [random, theirs] = await Promise.all(answers);
    expect([random?.type, random && codesOf(random)]).toEqual(['error', ['NOT_FOUND']]);
    expect({ ...theirs, id: 'random' }).toEqual(random);
  });

  it('is forgotten when its client ends it', async () => {
    const { id, uuid } = await createReport();
    const watcher = await line().open(key);
    watcher.subscribe(progress, { id });
    await hears(watcher, 'REQUESTED 0');
    watcher.send({ type: 'complete', id: '1' });
    watcher.subscribe(progress, { id }, '2');
    await watcher.hear((message) => message.id === '2');
    await move(uuid, 'COMPILING');
    await hears(watcher, 'COMPILING 0');
    expect(watcher.messages.filter(({ id, type }) => id === '1' && type === 'next')).toHaveLength(1);
  });
});

describe('a socket', () => {
  it.each([
    ['without a credential', undefined],
    ['with a wrong one', 'Bearer nonsense'],
    ['with a wrong key', 'kls_nonsense'],
    ['with an object', { token: 'x' }],
  ])('%s is closed with 4403', async (_, credential) => {
    const guest = await line().open(credential);
    expect((await guest.closed).code).toBe(4403);
    expect(guest.messages).toEqual([]);
  });

  it('that subscribes before it has said who it is, is closed with 4401', async () => {
    const hasty = line();
    await new Promise((done) => setTimeout(done, 200));
    hasty.subscribe(progress, { id: 'x' });
    expect((await hasty.closed).code).toBe(4401);
  });

  it('that says nothing is closed after three seconds', async () => {
    expect((await line().closed).code).toBe(4408);
  }, 10_000);

  it('is closed with 4401 before the next event once its key is revoked', async () => {
    const { id, uuid } = await createReport();
    const doomed = await createKey(s.as(token), { coalitionId, name: 'doomed', role: 'BACKBONE', scopes: ['READ'] });
    const watcher = await line().open(doomed);
    watcher.subscribe(progress, { id });
    await hears(watcher, 'REQUESTED 0');
    await owner.query(`UPDATE api_key SET revoked_at = now() WHERE name = 'doomed'`);
    await move(uuid, 'COMPILING');
    expect((await watcher.closed).code).toBe(4401);
    expect(told(watcher)).toEqual(['REQUESTED 0']);
  });

  it('of another origin is refused, of the same or none it is not', async () => {
    await expect(line(s.address, { origin: 'https://evil.example.org' }).closed).rejects.toThrow('403');
    expect((await line(s.address, { origin: s.address }).open(key)).messages).toEqual([{ type: 'connection_ack' }]);
    const listed = await startProcess('api', {
      ...environmentOf('api', s.database),
      KEELSON_ORIGINS: 'https://app.example.org',
    });
    others.push(listed.child);
    const ours = await line(listed.address, { origin: 'https://app.example.org' }).open(key);
    expect(ours.messages).toEqual([{ type: 'connection_ack' }]);
    await expect(line(listed.address, { origin: 'https://app.example.org.evil.net' }).closed).rejects.toThrow('403');
  }, 30_000);

  it('holds ten subscriptions, and an eleventh is refused', async () => {
    const { id } = await createReport();
    const watcher = await line().open(key);
    for (let i = 1; i <= 11; i++) watcher.subscribe(progress, { id }, String(i));
    const refused = await watcher.hear(isError);
    expect([refused.id, codesOf(refused)]).toEqual(['11', ['THROTTLED']]);
    await watcher.hear(() => told(watcher).length === 10);
  });

  it('is one of twenty of a person', async () => {
    const open = await Promise.all(Array.from({ length: 20 }, () => line().open(token)));
    expect(open.every(({ messages }) => messages[0]?.type === 'connection_ack')).toBe(true);
    const more = await line().open(token);
    expect(await more.closed).toEqual({ code: 4403, reason: 'At most 20 sockets of a person.' });
    open[0]?.end();
    await pause(100);
    expect((await line().open(token)).messages).toEqual([{ type: 'connection_ack' }]);
  }, 20_000);

  it.each([
    ['a query', '{ __typename }', 'BAD_USER_INPUT'],
    ['a mutation', 'mutation { revokeApiKey(id: "x") { userErrors { message } } }', 'BAD_USER_INPUT'],
    ['half a document', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['too many tokens', `subscription { ${'__typename '.repeat(1500)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { reportProgres(id: "x") { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a wrong id', 'subscription { reportProgress(id: "msr_x") { id } }', 'BAD_USER_INPUT'],
    ['bad variables', 'subscription($id: ID!) { reportProgress(id: $id) { id } }', 'BAD_USER_INPUT'],
  ])('answers %s with an error of the closed list', async (_, query, code) => {
    const watcher = await line().open(key);
    watcher.subscribe(query);
    const { type, payload } = await watcher.hear((message) => message.id === '1');
    const errors = type === 'error' ? payload : (payload as { errors: unknown }).errors;
    expect((errors as { extensions: { code: string } }[])[0]?.extensions.code).toBe(code);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean|node_modules/i);
  });

  it('takes no message beyond its size', async () => {
    const watcher = await line().open(key);
    watcher.subscribe(`${progress} #${'x'.repeat(100_000)}`);
    expect((await watcher.closed).code).toBe(1009);
  });
});
