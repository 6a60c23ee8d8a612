import { connect } from 'node:net';
import { environmentOf, startProcess, startScenario, stopProcess, type Scenario } from './scenario.js';
import { send, signInAsAdministrator, type Reply, type SentRequest } from './server.scenario.js';

let s: Scenario;
let token: string;

beforeAll(async () => {
  s = await startScenario();
  token = await signInAsAdministrator(s);
}, 30_000);
afterAll(() => s.stop());

const query = JSON.stringify({ query: '{ __typename }' });
const asJson = { 'content-type': 'application/json' };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('every answer', () => {
  const requests: [string, number, () => SentRequest][] = [
    ['a query', 200, () => ({ headers: { ...asJson, authorization: `Bearer ${token}` }, body: query })],
    ['a guest', 401, () => ({ headers: asJson, body: query })],
    ['health', 200, () => ({ method: 'GET', path: '/health' })],
    ['a path that nobody serves', 404, () => ({ method: 'GET', path: '/nothing' })],
    ['a method that nobody serves', 404, () => ({ method: 'DELETE' })],
    ['a malformed path', 400, () => ({ method: 'GET', path: '/%zz' })],
    ['malformed JSON', 400, () => ({ headers: asJson, body: '{' })],
    ['malformed JSON to a REST route', 400, () => ({ path: '/auth/sign-in', headers: asJson, body: '{' })],
    ['a body too large', 413, () => ({ headers: asJson, body: 'x'.repeat(2 * 1024 * 1024) })],
    [
      'a body that is no JSON',
      415,
      () => ({ path: '/auth/sign-in', headers: { 'content-type': 'text/x' }, body: 'x' }),
    ],
    ['a body that is packed', 415, () => ({ headers: { ...asJson, 'content-encoding': 'gzip' }, body: 'x' })],
  ];

  it.each(requests)('to %s is %i, has an id of its own and may not be kept', async (_, status, request) => {
    const [reply, other] = [await send(s.address, request()), await send(s.address, request())];
    expect(reply.status).toBe(status);
    expect(reply.headers['x-request-id']).toMatch(uuid);
    expect(reply.headers['x-request-id']).not.toBe(other.headers['x-request-id']);
    expect(reply.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(reply.headers['cache-control']).toContain('no-store');
    expect(reply.headers['content-type']).toMatch(/^application\/(graphql-response\+)?json; ?charset=utf-8/i);
    expect(reply.headers).not.toHaveProperty('x-powered-by');
    expect(reply.headers).not.toHaveProperty('server');
    if (status >= 400) expect(Object.keys(reply.body)).toEqual([expect.stringMatching(/^errors?$/)]);
  });

  it('forbids a browser everything that data does not need', async () => {
    const { headers } = await send(s.address, { method: 'GET', path: '/health' });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({ 'x-frame-options': 'SAMEORIGIN', 'referrer-policy': 'no-referrer' });
    expect(headers['strict-transport-security']).toContain('max-age');
  });

  it('never takes its id from the caller', async () => {
    const headers = { 'x-request-id': 'mine', 'request-id': 'mine' };
    const reply = await send(s.address, { method: 'GET', path: '/health', headers });
    expect(reply.headers['x-request-id']).toMatch(uuid);
  });

  it.each([
    ['what is no HTTP', 'NONSENSE\r\n\r\n', '400'],
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
  ])('to %s has one too', async (_, sent, status) => {
    const answer = await new Promise<string>((done, fail) => {
      const { hostname, port } = new URL(s.address);
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write(sent));
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('error', fail).on('close', () => done(text));
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/x-request-id: [0-9a-f-]{36}/);
  });
});

describe('other origins', () => {
  const preflight = (address: string, origin: string): Promise<Reply> =>
    send(address, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

  it('may ask for nothing unless they are listed', async () => {
    const reply = await preflight(s.address, 'https://app.example.org');
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('may ask when KEELSON_ORIGINS lists them', async () => {
    const env = environmentOf('api', s.database);
    const origins = 'https://app.example.org, https://other.example.org';
    const listed = await startProcess('api', { ...env, KEELSON_ORIGINS: origins });
    try {
      const ours = await preflight(listed.address, 'https://other.example.org');
      expect(ours.headers['access-control-allow-origin']).toBe('https://other.example.org');
      const theirs = await preflight(listed.address, 'https://evil.example.org');
      expect(theirs.headers).not.toHaveProperty('access-control-allow-origin');
      const headers = { ...asJson, authorization: `Bearer ${token}`, origin: 'https://app.example.org' };
      const reply = await send(listed.address, { headers, body: query });
      expect(reply.headers).toMatchObject({
        'access-control-allow-origin': 'https://app.example.org',
        'access-control-expose-headers': expect.stringContaining('retry-after') as string,
        vary: expect.stringContaining('Origin') as string,
      });
    } finally {
      await stopProcess(listed.child);
    }
  }, 30_000);
});
