import type { ChildProcess } from 'node:child_process';
import { startMailServer, type MailServer } from '@keelson/notices/testing';
import { post, query, signInAs, verbs } from './auth.scenario.js';
import { administrator, environmentOf, startProcess, startScenario, stopProcess, type Scenario } from './scenario.js';

let s: Scenario;
let server: MailServer;
let api: { child: ChildProcess; address: string; output: () => string };
let worker: { child: ChildProcess; output: () => string };

beforeAll(async () => {
  server = await startMailServer();
  s = await startScenario();
  const mails = {
    ...{ KEELSON_SMTP_URL: server.url, KEELSON_MAIL_FROM: 'notices@example.org', KEELSON_LOG: 'log' },
    KEELSON_PUBLIC_URL: 'https://keelson.example.org',
  };
  api = await startProcess('api', { ...environmentOf('api', s.database), ...mails });
  worker = await startProcess('worker', { ...environmentOf('worker', s.database), ...mails });
}, 60_000);
afterAll(async () => {
  if (api) await stopProcess(api.child);
  if (worker) await stopProcess(worker.child);
  await s?.stop();
  await server?.stop();
}, 60_000);
beforeEach(async () => {
  server.mails.length = 0;
  await query(s, 'DELETE FROM attempt');
});

const password = 'umbrella quartz tandem violet';
const ask = (email: string) => post(api.address, 'password-reset', { email });
const confirm = (token: string, to = password) => post(api.address, 'password-reset/confirm', { token, password: to });
async function tokenFromMail(count = 1): Promise<string> {
  for (const deadline = Date.now() + 20_000; server.mails.length < count;) {
    if (Date.now() > deadline) throw new Error('No mail came.');
    await new Promise((done) => setTimeout(done, 50));
  }
  const link = /https:\/\/keelson\.example\.org\/reset-password#([\w-]{43})/.exec(server.mails[count - 1]!.text);
  return link?.[1] ?? '';
}
const signIn = (to: string) => signInAs(api.address, { ...administrator, password: to });

describe('a forgotten password', () => {
  it('is replaced by a link that is mailed, works once, and ends all sessions', async () => {
    const { body: before } = await signIn(administrator.password);
    expect(await ask(` ${administrator.email.toUpperCase()} `)).toMatchObject({ status: 202, body: {} });
    const token = await tokenFromMail();
    expect(server.mails[0]).toMatchObject({ to: [administrator.email] });
    expect((await signIn(administrator.password)).status).toBe(200);
    for (const weak of ['short', 'passwordpassword', administrator.email]) {
      expect((await confirm(token, weak)).status).toBe(400);
    }
    expect((await confirm(token)).status).toBe(204);
    expect((await signIn(administrator.password)).status).toBe(401);
    expect((await signIn(password)).status).toBe(200);
    const refreshed = await post(api.address, 'refresh', { refreshToken: before.refreshToken });
    expect(refreshed.status).toBe(401);
    const again = await confirm(token, 'another violet umbrella tandem');
    expect([again.status, again.body.error?.message]).toEqual([
      404,
      'No such link: it was used, or it is too old. Ask for a new one.',
    ]);
    expect(await verbs(s)).toEqual(expect.arrayContaining(['requestPasswordReset', 'resetPassword', 'revokeSession']));
    const kept = JSON.stringify(await query(s, 'SELECT * FROM audit_event')) + api.output() + worker.output();
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(password);
  }, 60_000);

  it('is answered alike and as late for an address that nobody has, which gets no mail', async () => {
    const timed = async (email: string) => {
      const started = performance.now();
      const { status, body, headers } = await ask(email);
      const names = [...headers.keys()].sort();
      return { answer: { status, body, names }, milliseconds: performance.now() - started };
    };
    const known = await timed(administrator.email);
    const unknown = await timed('nobody@example.org');
    expect(unknown.answer).toEqual(known.answer);
    expect(Math.min(known.milliseconds, unknown.milliseconds)).toBeGreaterThan(490);
    await tokenFromMail();
    expect(server.mails.map(({ to }) => to)).toEqual([[administrator.email]]);
    expect(await query(s, `SELECT 1 FROM mail WHERE address LIKE 'nobody%'`)).toEqual([]);
  }, 60_000);

  it('takes a link for an hour, and no older one once it is set', async () => {
    await ask(administrator.email);
    const first = await tokenFromMail();
    await ask(administrator.email);
    const second = await tokenFromMail(2);
    expect((await confirm(second, 'tandem violet quartz umbrella')).status).toBe(204);
    expect((await confirm(first)).status).toBe(404);
    await ask(administrator.email);
    const late = await tokenFromMail(3);
    await query(s, `UPDATE password_reset SET expires_at = now() WHERE used_at IS NULL`);
    expect((await confirm(late)).status).toBe(404);
  }, 60_000);

  it('is asked for five times in a quarter of an hour, whoever asks for whom', async () => {
    for (const email of [administrator.email, 'nobody@example.org']) {
      const statuses: number[] = [];
      for (let i = 0; i < 7; i++) statuses.push((await ask(email)).status);
      expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429]);
    }
  }, 60_000);

  it.each<[string, unknown]>([
    ['no address', {}],
    ['a list', { email: ['a@example.org'] }],
    ['a long text', { email: `${'a'.repeat(300)}@example.org` }],
  ])(
    'is not asked for with %s',
    async (_, body) => {
      expect((await post(api.address, 'password-reset', body)).status).toBe(400);
    },
    60_000,
  );

  it('cannot be guessed at, nor asked for from another page', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++) statuses.push((await confirm('x'.repeat(43))).status);
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404));
    expect(statuses[20]).toBe(429);
    const elsewhere = await post(
      api.address,
      'password-reset',
      { email: 'a@example.org' },
      { origin: 'https://evil.example' },
    );
    expect(elsewhere.status).toBe(403);
  }, 60_000);

  it('is said not to be replaceable where no mail is sent', async () => {
    const { status, body } = await post(s.address, 'password-reset', { email: administrator.email });
    expect([status, body.error?.code]).toEqual([409, 'CONFLICT']);
    expect(await (await fetch(`${s.address}/sign-in`)).text()).not.toContain('/reset-password');
    expect(await (await fetch(`${api.address}/sign-in`)).text()).toContain('/reset-password');
  }, 60_000);
});
