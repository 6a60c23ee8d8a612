import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { startScenario, type Scenario } from './scenario.js';
import { asker, send, signInAsAdministrator, type Reply, type SentRequest } from './server.scenario.js';

let s: Scenario;
let token: string;
let ask: ReturnType<typeof asker>;
const nobody = '{ coalitions { nodes { id } } }';
const json = (query: string) => JSON.stringify({ query });
const repeat = (times: number, make: (i: number) => string) =>
  Array.from({ length: times }, (_, i) => make(i)).join(' ');

beforeAll(async () => {
  s = await startScenario();
  token = await signInAsAdministrator(s);
  ask = asker(s.address, token);
}, 30_000);
afterAll(() => s.stop());

/** A fault on our side: the database lacks a table. */
async function withoutCoalitions(act: () => Promise<Reply>): Promise<Reply> {
  const owner = new Client({ connectionString: s.database.url });
  await owner.connect();
  await owner.query('ALTER TABLE coalition RENAME TO hidden');
  const reply = await act();
  await owner.query('ALTER TABLE hidden RENAME TO coalition');
  await owner.end();
  return reply;
}

function expectRefusal(reply: Reply, status: number, code: string): void {
  expect({ status: reply.status, codes: reply.body.errors?.map(({ extensions }) => extensions.code) }).toEqual({
    status,
    codes: [code],
  });
  expect(reply.body).not.toHaveProperty('data');
}

describe('authentication comes before everything else', () => {
  it.each([
    ['a query', { query: nobody }],
    ['the schema', { query: '{ __schema { types { name } } }' }],
    ['a type', { query: '{ __typename }' }],
    ['a document that cannot be parsed', { query: '{' }],
    ['a document that is not valid', { query: '{ nothing }' }],
  ])('%s without a credential is 401 with a challenge', async (_, body) => {
    const reply = await send(s.address, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expectRefusal(reply, 401, 'UNAUTHENTICATED');
    expect(reply.headers['www-authenticate']).toBe('Bearer');
  });

  it.each(['wrong', 'kls_no_key', `${'x'.repeat(20)}.${'y'.repeat(20)}.z`])('%s is no credential', async (bad) => {
    const reply = await asker(s.address, bad)(nobody);
    expectRefusal(reply, 401, 'UNAUTHENTICATED');
    expect(reply.headers['www-authenticate']).toBe('Bearer');
  });

  it('and who has signed in may read the schema', async () => {
    const { status, body } = await ask('{ __schema { queryType { name } } }');
    expect({ status, data: body.data }).toEqual({ status: 200, data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it('also on the REST routes', async () => {
    const reply = await send(s.address, { method: 'GET', path: '/reports/rep_01h455vb4pex5vsknk084sn02q.csv' });
    expect([reply.status, reply.body.error?.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(reply.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('a document beyond the limits', () => {
  const deep = (levels: number) =>
    `{ activities(coalitionId: "x") ${'{ nodes { links { from '.repeat(levels)}{ id }${' } } }'.repeat(levels)} }`;
  const nest = (depth: number) => `{ ${repeat(depth - 1, () => 'a {')} id ${'}'.repeat(depth - 1)} }`;

  it('of 13 levels is refused, of 12 is not', async () => {
    const refused = await ask(nest(13));
    expect(refused.body.errors?.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('depth limit of 12 exceeded, found 13'),
    );
    expect(refused.status).toBe(400);
    expect((await ask(nest(12))).text).not.toContain('depth limit');
    expect((await ask(deep(5))).text).toContain('depth limit');
  });

  it('counts the fields in fragments too', async () => {
    const reply = await ask(`${nest(8).replace('id', '...F')} fragment F on Query ${nest(6)}`);
    expect(reply.text).toContain('depth limit of 12 exceeded');
  });

  it('with 31 aliases is refused, with 30 is not', async () => {
    const aliases = (n: number) => `{ ${repeat(n, (i) => `a${i}: rateLimit { cost }`)} }`;
    expectRefusal(await ask(aliases(31)), 400, 'GRAPHQL_VALIDATION_FAILED');
    expect((await ask(aliases(30))).body.errors).toBeUndefined();
  });

  it('with 21 directives is refused, with 20 is not', async () => {
    const directives = (n: number) => `{ ${repeat(n, () => `... on Query @include(if: true) { __typename }`)} }`;
    expectRefusal(await ask(directives(21)), 400, 'GRAPHQL_VALIDATION_FAILED');
    expect((await ask(directives(20))).body.errors).toBeUndefined();
  });

  it('of 1,501 tokens is refused, of 1,500 is not', async () => {
    const tokens = (n: number) => `{ ${repeat(n - 2, () => '__typename')} }`;
    const refused = await ask(tokens(1501));
    expectRefusal(refused, 400, 'GRAPHQL_PARSE_FAILED');
    expect(refused.body.errors?.[0]?.message).toContain('1500 tokens');
    expect((await ask(tokens(1500))).text).not.toContain('GRAPHQL_PARSE_FAILED');
  });

  it('of 30,000 open brackets does not reach the stack', async () => {
    expectRefusal(await ask(`{ a(b: ${'['.repeat(30_000)}`), 400, 'GRAPHQL_PARSE_FAILED');
  });

  it('with a hundred faults tells ten', async () => {
    const reply = await ask(`{ ${repeat(100, (i) => `nothing${i}`)} }`);
    expect(reply.body.errors).toHaveLength(11);
    expect(reply.status).toBe(400);
  });
});

describe('a request that is no honest query', () => {
  const headers = () => ({ 'content-type': 'application/json', authorization: `Bearer ${token}` });
  const post = (sent: SentRequest) => send(s.address, { ...sent, headers: { ...headers(), ...sent.headers } });

  it('as a batch is refused', async () => {
    expectRefusal(await post({ body: JSON.stringify([{ query: nobody }, { query: nobody }]) }), 400, 'BAD_USER_INPUT');
  });

  it('as a mutation by GET is refused', async () => {
    const query = encodeURIComponent('mutation { revokeApiKey(id: "x") { userErrors { message } } }');
    const reply = await post({ method: 'GET', path: `/graphql?query=${query}` });
    expectRefusal(reply, 405, 'BAD_USER_INPUT');
    expect(reply.headers.allow).toBe('POST');
  });

  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/graphql',
  ])('as %s is refused, also with the header that passes the check of forged requests', async (type) => {
    const sent = { headers: { 'content-type': type, 'apollo-require-preflight': 'yes' }, body: json(nobody) };
    expectRefusal(await post(sent), 415, 'BAD_USER_INPUT');
  });

  it('of two megabytes is refused', async () => {
    const reply = await post({ body: json(`{ __typename } #${'x'.repeat(2 * 1024 * 1024)}`) });
    expectRefusal(reply, 413, 'BAD_USER_INPUT');
  });

  it.each(['gzip', 'br', 'deflate'])('in %s is refused, not inflated', async (encoding) => {
    const reply = await post({ headers: { 'content-encoding': encoding }, body: gzipSync(json(nobody)) });
    expectRefusal(reply, 415, 'BAD_USER_INPUT');
  });

  it.each([
    ['half a body', '{"query": '],
    ['no query', '{"variables": {}}'],
    ['a query that is a number', '{"query": 5}'],
    ['a prototype', '{"query": "{ __typename }", "__proto__": {"x": 1}}'],
    ['variables that are a list', '{"query": "{ __typename }", "variables": []}'],
    ['an unknown operation', '{"query": "query A { __typename }", "operationName": "B"}'],
    ['a persisted query', `{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "${'0'.repeat(64)}"}}}`],
    ['a subscription', '{"query": "subscription { reportProgress(id: \\"x\\") { id } }"}'],
  ])('with %s is refused', async (_, body) => {
    expectRefusal(await post({ body }), 400, 'BAD_USER_INPUT');
  });

  it.each([
    ['of another type', { id: 5.5 }],
    ['absent', {}],
    ['with a NUL', { id: 'a\u0000b' }],
  ])('with a variable %s is refused', async (_, variables) => {
    const reply = await ask('query($id: ID!) { coalition(id: $id) { id } }', variables);
    expectRefusal(reply, 400, 'BAD_USER_INPUT');
  });

  it.each([101, 0, -1])('for a page of %i is refused', async (first) => {
    const reply = await ask('query($n: Int) { coalitions(first: $n) { nodes { id } } }', { n: first });
    expect(reply.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(reply.body.data).toEqual({ coalitions: null });
  });
});

describe('answers tell no more than they should', () => {
  it.each([
    ['fields', '{ coalition { id } }', undefined],
    ['types', 'query($id: IDD) { coalitions { nodes { id } } }', undefined],
    ['arguments', '{ coalition(idd: "x") { id } }', undefined],
    [
      'values',
      'query($k: ReportState!) { reports(coalitionId: "x", filter: { states: [$k] }) { nodes { id } } }',
      { k: 'COMPILE' },
    ],
  ])('no names of %s that look alike', async (_, query, variables) => {
    const reply = await ask(query, variables);
    expect(reply.status).toBe(400);
    expect(reply.text).not.toMatch(/did you mean/i);
  });

  it('no stack, and a request id for what went wrong on our side, which the log has too', async () => {
    const reply = await withoutCoalitions(() => ask(nobody));
    expect(reply.text).not.toMatch(/stack|node_modules|\.js:|relation/);
    expect(reply.body.errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: reply.headers['x-request-id'],
    });
    expect(s.output()).toContain(String(reply.headers['x-request-id']));
  });
});
