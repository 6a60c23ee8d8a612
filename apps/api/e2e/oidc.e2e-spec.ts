import type { ChildProcess } from 'node:child_process';
import { createTestDatabase, type TestDatabase } from '@keelson/platform/testing';
import { post, query, verbs } from './auth.scenario.js';
import { Browser, client, freePort, startProvider, type TestProvider } from './provider.scenario.js';
import { environmentOf, startProcess, stopProcess, type Scenario } from './scenario.js';

let database: TestDatabase;
let provider: TestProvider;
let api: { child: ChildProcess; address: string; output: () => string };
let host: string;
let settings: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  await query(
    { database },
    `INSERT INTO person (id, email, name, password_hash) VALUES
    (uuidv7(), 'ada@example.org', 'Ada', ''), (uuidv7(), 'bob@example.org', 'Bob', '')`,
  );
  const port = await freePort();
  host = `127.0.0.1:${port}`;
  provider = await startProvider(`http://${host}/auth/oidc/callback`);
  settings = {
    ...environmentOf('api', database),
    KEELSON_OIDC_ISSUER: provider.issuer,
    KEELSON_OIDC_CLIENT_ID: client.id,
    KEELSON_OIDC_CLIENT_SECRET: client.secret,
    KEELSON_OIDC_NAME: 'Example University',
  };
  api = await startProcess('api', { ...settings, KEELSON_PORT: String(port) });
}, 60_000);
afterAll(async () => {
  if (api) await stopProcess(api.child);
  await provider?.stop();
  await database?.drop();
});

const atHome = (url: URL) => url.host === host && url.pathname === '/';
const start = () => `http://${host}/auth/oidc`;
/** Signs in as whom the provider is told, and says which session that opened. */
async function signIn(account: TestProvider['account']) {
  provider.account = account;
  const browser = new Browser();
  const response = await browser.open(start(), atHome);
  return { browser, response, text: await response.text() };
}
const latestSession = async () =>
  (
    await query<{ email: string; through: string; second_factor: boolean }>(
      { database },
      `SELECT p.email, s.through, s.second_factor FROM session s JOIN person p ON p.id = s.person_id ORDER BY s.id DESC LIMIT 1`,
    )
  )[0];
const countOf = async (table: string) =>
  (await query<{ count: number }>({ database }, `SELECT count(*)::int FROM ${table}`))[0]?.count;

describe('sign-in with OpenID Connect', () => {
  it('is offered under the name that the settings give it', async () => {
    const response = await fetch(`http://${host}/auth/methods`);
    expect(await response.json()).toEqual({
      ...{ password: true, oidc: { name: 'Example University', path: '/auth/oidc' } },
    });
  });

  it('knows a person by a verified e-mail address, links them, and leads home with a session', async () => {
    const { browser } = await signIn({ sub: 'u-1', email: 'Ada@example.org', email_verified: true });
    expect(browser.visited.at(-1)).toBe(`http://${host}/`);
    const asked = new URL(browser.visited.find((url) => url.startsWith(`${provider.issuer}/auth?`)) ?? '');
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', scope: 'openid email profile' },
      ...{ state: expect.any(String), nonce: expect.any(String) },
    });
    expect(await latestSession()).toEqual({ email: 'ada@example.org', through: 'OIDC', second_factor: false });
    expect(browser.cookie(host, '__Host-keelson-oidc')).toBeUndefined();
    const cookie = browser.cookie(host, '__Host-keelson') ?? '';
    const refreshed = await post(`http://${host}`, 'refresh', {}, { cookie, origin: `http://${host}` });
    expect(refreshed.status).toBe(200);
    expect(await verbs({ database } as Scenario)).toEqual(['linkIdentity', 'signIn']);
  });

  it('knows them by their subject from then on, whatever their address is now', async () => {
    await signIn({ sub: 'u-1', email: 'ada.married@example.org', email_verified: false });
    expect((await latestSession())?.email).toBe('ada@example.org');
    expect(await countOf('person_identity')).toBe(1);
  });

  it.each([
    ['mfa', true],
    ['otp', true],
    ['hwk', true],
    ['pwd', false],
  ])('takes the provider’s word for a second factor: %s is %s', async (method, held) => {
    await signIn({ sub: 'u-1', amr: [method] });
    expect((await latestSession())?.second_factor).toBe(held);
  });

  it.each([
    ['somebody unknown', { sub: 'u-2', email: 'nobody@example.org', email_verified: true }],
    ['an address that is not verified', { sub: 'u-3', email: 'bob@example.org', email_verified: false }],
    ['an address of which nothing is said', { sub: 'u-4', email: 'bob@example.org' }],
    ['no address', { sub: 'u-5' }],
    [
      'an address that the provider has given to somebody else since',
      { sub: 'u-6', email: 'ada@example.org', email_verified: true },
    ],
  ])('refuses %s, and says to ask for an invitation', async (_what, account) => {
    const before = await countOf('session');
    const { browser, response, text } = await signIn(account);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(text).toMatch(/Ask the backbone staff of your coalition for an invitation/);
    expect(browser.cookie(host, '__Host-keelson')).toBeUndefined();
    expect([await countOf('session'), await countOf('person_identity')]).toEqual([before, 1]);
  });

  it('refuses another state, a second use of the answer, another browser, and no cookie', async () => {
    provider.account = { sub: 'u-1' };
    const browser = new Browser();
    await browser.open(start(), (url) => url.pathname === '/auth/oidc/callback');
    const callback = new URL(browser.visited.at(-1) ?? '');
    const cookie = browser.cookie(host, '__Host-keelson-oidc') ?? '';
    const answer = (url: URL, headers: Record<string, string>) => fetch(url, { headers, redirect: 'manual' });
    const forged = new URL(callback);
    forged.searchParams.set('state', 'forged');
    const stranger = new Browser();
    await stranger.open(start(), (url) => url.pathname === '/auth/oidc/callback');
    const before = await countOf('session');
    for (const refused of [
      await answer(forged, { cookie }),
      await answer(callback, {}),
      await answer(callback, { cookie: stranger.cookie(host, '__Host-keelson-oidc') ?? '' }),
      await answer(callback, { cookie: '__Host-keelson-oidc=forged' }),
    ]) {
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
    }
    expect(await countOf('session')).toBe(before);
    expect((await answer(callback, { cookie })).status).toBe(303);
    expect((await answer(callback, { cookie })).status).toBe(401);
  });

  it('refuses what the provider itself refused', async () => {
    const browser = new Browser();
    await browser.open(start(), (url) => url.origin === provider.issuer);
    const asked = new URL(browser.visited.at(-1) ?? '');
    const state = asked.searchParams.get('state') ?? '';
    const iss = encodeURIComponent(provider.issuer);
    const refused = await browser.open(`${start()}/callback?error=access_denied&state=${state}&iss=${iss}`);
    expect(refused.status).toBe(401);
  });

  it('never prints or records a code, a token or a secret', async () => {
    const rows = JSON.stringify(await query({ database }, 'SELECT * FROM audit_event'));
    for (const text of [api.output(), rows]) expect(text).not.toMatch(/code=|eyJ|a secret between|klr_/);
  });
});

describe('a provider that is away', () => {
  it('is said clearly, does not keep others from signing in, and is found once it is back', async () => {
    const port = await freePort();
    const down = await startProcess('api', { ...settings, KEELSON_OIDC_ISSUER: `http://127.0.0.1:${port}` });
    const response = await fetch(`${down.address}/auth/oidc`, { redirect: 'manual' });
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({
      error: { code: 'UNAVAILABLE', message: 'Example University cannot be reached right now. Try again in a moment.' },
    });
    expect((await fetch(`${down.address}/health`)).status).toBe(200);
    const back = await startProvider(`http://${host}/auth/oidc/callback`, port);
    expect((await fetch(`${down.address}/auth/oidc`, { redirect: 'manual' })).status).toBe(303);
    await back.stop();
    await stopProcess(down.child);
  }, 30_000);
});

describe('an installation without a provider', () => {
  it('offers none', async () => {
    const without = await startProcess('api', environmentOf('api', database));
    expect(await (await fetch(`${without.address}/auth/methods`)).json()).toEqual({ password: true, oidc: null });
    expect((await fetch(`${without.address}/auth/oidc`, { redirect: 'manual' })).status).toBe(404);
    await stopProcess(without.child);
  }, 30_000);
});
