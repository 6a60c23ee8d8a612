import type { ChildProcess } from 'node:child_process';
import { testSecret } from '@keelson/platform/testing';
import { Tokens } from '../src/auth/tokens.js';
import { cookieOf, post, query, signInAs, verbs } from './auth.scenario.js';
import { administrator, environmentOf, startProcess, startScenario, stopProcess, type Scenario } from './scenario.js';

let s: Scenario;
let other: { child: ChildProcess; address: string; output: () => string };
const rotated = { KEELSON_SECRET: 'the secret after: Xk2vQ9z', KEELSON_SECRET_PREVIOUS: testSecret };
rotated.KEELSON_SECRET += 'p4Lm8RtYw';

beforeAll(async () => {
  s = await startScenario();
  // A second process on the same database, told of a new secret already.
  other = await startProcess('api', { ...environmentOf('api', s.database), ...rotated });
}, 60_000);
afterAll(async () => {
  if (other) await stopProcess(other.child);
  await s?.stop();
});

const viewer = async (address: string, token?: string) => {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query: '{ viewer { email } }' }),
  });
  return response.status;
};

describe('signing in', () => {
  it('gives a program an access token for 15 minutes and a refresh token, and sets no cookie', async () => {
    const { status, headers, body } = await signInAs(s.address);
    expect(status).toBe(200);
    expect(body).toMatchObject({ expiresIn: 900, person: { email: administrator.email } });
    expect(body.refreshToken).toMatch(/^klr_/);
    expect(headers.getSetCookie()).toEqual([]);
    const [header, claims] = (body.accessToken ?? '')
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(Object.keys(claims ?? {}).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
    expect(claims).toMatchObject({ iss: 'keelson', aud: 'keelson-api' });
    expect(Number(claims?.['exp']) - Number(claims?.['iat'])).toBe(900);
    expect(await viewer(s.address, body.accessToken)).toBe(200);
  });

  it('gives a browser the refresh token in a cookie that no script reads, and nowhere else', async () => {
    const answer = await post(s.address, 'sign-in', administrator);
    expect(answer.body.refreshToken).toBeUndefined();
    expect(cookieOf(answer).value).toMatch(/^klr_/);
    expect(cookieOf(answer).attributes.sort()).toEqual([
      ...['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Strict', 'Secure'],
    ]);
  });

  it('says the same of an unknown address and of a wrong password', async () => {
    const wrong = await post(s.address, 'sign-in', { ...administrator, password: 'not my password' });
    const unknown = await post(s.address, 'sign-in', { email: 'nobody@example.org', password: 'not my password' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body).toEqual(unknown.body);
    const rows = await query(s, `SELECT * FROM audit_event WHERE verb = 'refuseSignIn'`);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/not my password|nobody@example/);
  });

  it('takes JSON only, and from no other page', async () => {
    const form = await post(s.address, 'sign-in', 'email=a&password=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.status).toBe(415);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      expect((await post(s.address, 'sign-in', administrator, headers)).status).toBe(403);
    }
    const own = { origin: s.address, 'sec-fetch-site': 'same-origin' };
    expect((await post(s.address, 'sign-in', administrator, own)).status).toBe(200);
  });

  it.each(['', '{', '[]', '{"email":1,"password":{}}', '{"email":"a"}', 'null'])('refuses %j', async (body) => {
    const { status } = await post(s.address, 'sign-in', body);
    expect([400, 401]).toContain(status);
  });
});

describe('an access token', () => {
  it('holds with the previous secret too, and new ones are signed with the new secret', async () => {
    const { body } = await signInAs(s.address);
    expect(await viewer(other.address, body.accessToken)).toBe(200);
    const fresh = await signInAs(other.address);
    expect(await viewer(other.address, fresh.body.accessToken)).toBe(200);
    expect(await viewer(s.address, fresh.body.accessToken)).toBe(401);
  });

  it('is refused with another algorithm, key, audience or purpose, and without a session', async () => {
    const { body } = await signInAs(s.address);
    const [head = '', claims = '', signature = ''] = (body.accessToken ?? '').split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
    const forged = [
      `${encode({ ...header, alg: 'none' })}.${claims}.`,
      `${encode({ ...header, alg: 'HS512' })}.${claims}.${signature}`,
      `${encode({ ...header, kid: '00000000' })}.${claims}.${signature}`,
      `${head}.${claims}.${signature.slice(0, -2)}AA`,
    ];
    const tokens = new Tokens({ KEELSON_SECRET: testSecret });
    const { sub, sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string; sid: string };
    forged.push(
      tokens.signTicket('totp', { sub, sid }),
      tokens.signAccess(sub, sub),
      tokens.signAccess(sid, sid),
      tokens.signAccess(`x', true); --`, sid),
      new Tokens({ KEELSON_SECRET: 'somebody else’s secret, 0123456' }).signAccess(sub, sid),
    );
    for (const token of forged) expect(await viewer(s.address, token)).toBe(401);
    expect(await viewer(s.address, tokens.signAccess(sub, sid))).toBe(200);
  });
});

describe('refused attempts', () => {
  const bob = { email: 'bob@example.org', password: 'not bobs password' };

  it('are limited over two processes, with growing delay, and told as 429 with Retry-After', async () => {
    for (let i = 0; i < 5; i++) {
      const { address } = i % 2 ? other : s;
      expect((await post(address, 'sign-in', bob)).status).toBe(401);
    }
    for (const { address } of [s, other]) {
      const { status, headers, body } = await post(address, 'sign-in', { ...bob, email: ' BOB@example.org' });
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
      expect(body.error).toEqual({ code: 'THROTTLED', message: expect.stringMatching(/^Too many attempts failed/) });
    }
    expect((await post(s.address, 'sign-in', administrator)).status).toBe(200);
  });
});

describe('everything that happened', () => {
  it('is recorded, and neither recorded nor printed is any secret', async () => {
    expect(new Set(await verbs(s))).toEqual(new Set(['signIn', 'refuseSignIn']));
    const rows = JSON.stringify(await query(s, 'SELECT * FROM audit_event'));
    for (const text of [rows, s.output(), other.output()]) {
      expect(text).not.toMatch(/klr_[\w-]{43}|eyJhbGciOi|correct horse battery|not bobs password|bob@example/i);
    }
  });
});
