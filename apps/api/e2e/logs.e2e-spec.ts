import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { memberPassword, startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { compileReport, defineMeasure } from './report.scenario.js';
import { administrator, dataOf, environmentOf, startProcess, stopProcess } from './scenario.js';

/** Texts that only a caller sends, or only an answer shows; none of them may be found in a log. */
const secrets = new Set<string>();
const marker = (name: string) => {
  const text = `marker-${name}-0d2f`;
  secrets.add(text);
  return text;
};

type Started = Awaited<ReturnType<typeof startProcess>>;
let s: CoalitionScenario;
/** Processes of their own beside the scenario's, which tell everything. */
let api: Started;
let worker: Started;
const requests: { requestId: string; status: number }[] = [];
let report: { id: string; requestId: string };

async function send(
  path: string,
  { body, credential = '', ...init }: { body?: object; credential?: string; method?: string },
) {
  const response = await fetch(api.address + path, {
    method: body ? 'POST' : 'GET',
    ...init,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(credential ? { authorization: `Bearer ${credential}` } : {}),
      cookie: `other=${marker('cookie')}`,
      'x-note': marker('header'),
    },
    body: body && JSON.stringify(body),
  });
  requests.push({ requestId: response.headers.get('x-request-id') ?? '', status: response.status });
  const text = await response.text();
  return { status: response.status, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown> };
}

const signIn = (email: string, password: string) => send('/auth/sign-in', { body: { email, password } });
const ask = (credential: string, query: string, variables: object) =>
  send('/graphql', { credential, body: { query, variables } });

beforeAll(async () => {
  s = await startCoalitionScenario();
  const verbose = { KEELSON_LOG: 'verbose' };
  api = await startProcess('api', { ...environmentOf('api', s.database), ...verbose });
  worker = await startProcess('worker', { ...environmentOf('worker', s.database), ...verbose });
  await defineMeasure(s);
  await useEverything();
}, 90_000);
afterAll(async () => {
  for (const started of [api, worker]) if (started) await stopProcess(started.child);
  await s?.stop();
});

async function useEverything(): Promise<void> {
  for (const text of [administrator.email, administrator.password, memberPassword, 'partner@example.org'])
    secrets.add(text);
  const right = await signIn(administrator.email, administrator.password);
  expect(right.status).toBe(200);
  const token = String(right.body['accessToken']);
  for (const one of Object.values(right.body)) if (typeof one === 'string') secrets.add(one);
  expect((await signIn(administrator.email, marker('wrong-password'))).status).toBe(401);
  expect((await signIn(`${marker('nobody')}@example.org`, marker('password-of-nobody'))).status).toBe(401);
  expect(
    (await send('/graphql', { credential: marker('bad-token'), body: { query: '{ viewer { id } }' } })).status,
  ).toBe(401);

  const create = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }`;
  const key = { coalitionId: s.coalitionId, name: marker('key-name'), role: 'BACKBONE', scopes: ['READ', 'WRITE'] };
  const made = await ask(token, create, { input: { ...key, organizationIds: [] } });
  const { secret } = (made.body as { data: { createApiKey: { secret: string } } }).data.createApiKey;
  secrets.add(secret).add(secret.split('_')[2]!.slice(0, 48));
  expect((await ask(secret, '{ viewer { id } }', {})).status).toBe(200);
  expect((await ask(secret.slice(0, -1), '{ viewer { id } }', {})).status).toBe(401);

  const group = `mutation ${marker('operation').replaceAll('-', '_')}($input: CreateWorkingGroupInput!) {
    createWorkingGroup(input: $input) { userErrors { message } } }`;
  secrets.add(marker('operation').replaceAll('-', '_'));
  const input = { coalitionId: s.coalitionId, name: marker('variable'), organizationIds: [] };
  expect((await ask(token, group, { input })).body).toMatchObject({ data: { createWorkingGroup: { userErrors: [] } } });
  expect((await ask(token, `{ ${marker('no-field').replaceAll('-', '_')} }`, {})).status).toBe(400);
  const absent = { input: { ...input, coalitionId: 'col_01h455vb4pex5vsknk084sn02q', name: marker('refused') } };
  expect((await ask(token, group, absent)).body['errors']).toBeDefined();
  await send(`/reports/${marker('path')}.csv?x=${marker('query')}`, { credential: token });
  await send(`/${marker('unknown-route')}`, { credential: token });

  await provokeError(token, group);
  report = await compileReport({ ...s, address: api.address }, token);
  const sign = `mutation($input: SignDownloadInput!) { signDownload(input: $input) { download { url } } }`;
  const signed = await ask(token, sign, { input: { reportId: report.id, format: 'CSV' } });
  const { url } = (signed.body as { data: { signDownload: { download: { url: string } } } }).data.signDownload.download;
  secrets.add(url.split('link=')[1]!);
  expect((await send(url, {})).status).toBe(200);
  // The line of a request is written after its answer.
  const last = requests.at(-1)?.requestId ?? '';
  for (let i = 0; i < 100 && !api.output().includes(last); i++) await wait(50);
}

/** A table that somebody holds: the statement ends after its 5 seconds, which is an error on our side. */
async function provokeError(token: string, group: string): Promise<void> {
  const holder = new Client({ connectionString: s.database.url });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE working_group IN ACCESS EXCLUSIVE MODE');
  const input = { coalitionId: s.coalitionId, name: marker('of-an-error'), organizationIds: [] };
  const answer = await ask(token, group, { input });
  expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  await holder.end();
}

interface Line {
  level: string;
  time: string;
  process: string;
  message: string;
  name?: string;
  requestId?: string;
  route?: string;
  status?: number;
  personId?: string;
  keyId?: string;
  stack?: string;
}

const linesOf = (started: Started) =>
  started
    .output()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);

describe('the logs of a run at their most talkative', () => {
  it('are JSON, line by line', () => {
    for (const [started, name] of [
      [api, 'api'],
      [worker, 'worker'],
    ] as const) {
      const lines = linesOf(started);
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines) {
        expect(line).toMatchObject({ level: expect.any(String), process: name, message: expect.any(String) });
        expect(new Date(line.time).toISOString()).toBe(line.time);
      }
    }
  });

  it('hold nothing that callers sent or only they may see', () => {
    const output = api.output() + worker.output();
    expect(secrets.size).toBeGreaterThan(20);
    expect([...secrets].filter((secret) => output.includes(secret))).toEqual([]);
    expect(output).not.toContain('@example.org');
    expect(output).not.toMatch(/kls_|eyJ/);
  });

  it('have one line for every request, with its route, status and who asked', () => {
    const lines = linesOf(api).filter(({ name }) => name === 'Request');
    const told = requests.map(({ requestId }) => ({
      requestId,
      told: lines.filter((line) => line.requestId === requestId).map(({ status }) => status),
    }));
    expect(told).toEqual(requests.map(({ requestId, status }) => ({ requestId, told: [status] })));
    const routes = new Set(lines.map(({ route }) => route));
    expect([...routes]).toEqual(
      expect.arrayContaining(['/graphql', '/auth/sign-in', '/reports/:file', '/downloads', '(none)']),
    );
    expect(lines.some(({ personId, keyId }) => personId && keyId)).toBe(true);
  });

  it('say what went wrong under the id that its answer had', () => {
    const [error, ...others] = linesOf(api).filter(({ level }) => level === 'error');
    expect(others).toEqual([]);
    expect(error).toMatchObject({ name: 'GraphQL', message: expect.stringContaining('statement timeout') });
    expect(error?.stack).toContain('at ');
    expect(requests.map(({ requestId }) => requestId)).toContain(error?.requestId);
  });

  it('name the request that asked for a report in both processes, and so does the history', async () => {
    for (const started of [api, worker]) {
      expect(linesOf(started).some(({ requestId }) => requestId === report.requestId)).toBe(true);
    }
    const query = `query($id: ID!) { history(subjectId: $id) { nodes { verb requestId } } }`;
    const answer = await s.backbone<{ history: { nodes: { verb: string; requestId: string }[] } }>(query, report);
    const { nodes } = dataOf(answer).history;
    const own = nodes.filter(({ verb }) => ['requestReport', 'compileReport'].includes(verb));
    expect(own.map(({ requestId }) => requestId)).toEqual([report.requestId, report.requestId]);
  });
});
