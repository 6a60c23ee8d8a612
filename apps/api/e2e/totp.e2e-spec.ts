import type { ChildProcess } from 'node:child_process';
import { Secret, TOTP } from 'otpauth';
import { post, query, signInAs, verbs } from './auth.scenario.js';
import { memberPassword, startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, environmentOf, startProcess, stopProcess, type Answer } from './scenario.js';

let s: CoalitionScenario;
/** The same installation where a second factor is required. */
let strict: { child: ChildProcess; address: string };

beforeAll(async () => {
  s = await startCoalitionScenario();
  strict = await startProcess('api', { ...environmentOf('api', s.database), KEELSON_TOTP: 'required' });
}, 60_000);
afterAll(async () => {
  if (strict) await stopProcess(strict.child);
  await s?.stop();
});

/** A code is taken once, and those of the steps around now are good too: so a test may need no waiting for the next. */
const codeOf = (secret: string, offset = -1) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offset * 30_000 });
const forgetSteps = async () => {
  await query(s, 'UPDATE totp SET last_step = NULL');
  await query(s, 'DELETE FROM attempt');
};

const ask = async <T>(address: string, token: string | undefined, text: string, variables = {}) => {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: text, variables }),
  });
  return (await response.json()) as Answer<T>;
};
const rename = `mutation($input: UpdateCoalitionInput!) { updateCoalition(input: $input) { userErrors { message } } }`;
const mayLead = async (address: string, token: string | undefined) =>
  !(await ask(address, token, rename, { input: { id: s.coalitionId, name: 'Ours' } })).errors;

let secret = '';
let recoveryCodes: string[] = [];

describe('where a second factor is required', () => {
  it('somebody who leads enrols at the next sign-in, and is in with the first code', async () => {
    const { body } = await signInAs(strict.address);
    expect(body.accessToken).toBeUndefined();
    expect(body.enrolment).toMatchObject({
      uri: expect.stringMatching(/^otpauth:\/\/totp\/Keelson:admin%40example\.org/),
      qr: expect.stringMatching(/^data:image\/svg\+xml;base64,/),
    });
    const { ticket = '', secret: shown = '' } = body.enrolment ?? {};
    secret = shown;
    expect((await post(strict.address, 'totp/enrol', { ticket, code: '000000' })).status).toBe(400);
    const enrolled = await post(strict.address, 'totp/enrol', { ticket, code: codeOf(secret), program: true });
    expect(enrolled.status).toBe(200);
    recoveryCodes = enrolled.body.recoveryCodes ?? [];
    expect(recoveryCodes).toHaveLength(10);
    expect(await mayLead(strict.address, enrolled.body.accessToken)).toBe(true);
    expect(await verbs(s)).toContain('enrolTotp');
  });

  it('a session without one neither leads nor administrates, and the same session does where it is optional', async () => {
    const email = 'outsider@example.org';
    const { body } = await post(s.address, 'sign-in', { email, password: memberPassword });
    const token = body.accessToken;
    const listed = await ask<{ coalitions: { nodes: object[] } }>(s.address, token, '{ coalitions { nodes { id } } }');
    expect(dataOf(listed).coalitions.nodes).toHaveLength(1);
    const less = await ask<{ coalitions: { nodes: object[] } }>(
      strict.address,
      token,
      '{ coalitions { nodes { id } } }',
    );
    expect(dataOf(less).coalitions.nodes).toHaveLength(0);
  });

  it('partners sign in as before', async () => {
    const partner = { email: 'partner@example.org', password: memberPassword, program: true };
    expect((await post(strict.address, 'sign-in', partner)).body.accessToken).toBeDefined();
  });
});

describe('whoever has a second factor', () => {
  const begin = async () => (await signInAs(s.address)).body.secondFactor?.ticket ?? '';

  it('gets a ticket for the password, which opens nothing itself', async () => {
    const { status, body } = await signInAs(s.address);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['secondFactor']);
    const ticket = body.secondFactor?.ticket ?? '';
    expect((await ask(s.address, ticket, '{ viewer { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await post(s.address, 'totp/enrol', { ticket, code: codeOf(secret, 0) })).status).toBe(401);
    expect((await post(s.address, 'machine', { ticket })).status).toBe(401);
  });

  it('is in with a code, which holds once', async () => {
    await forgetSteps();
    const [ticket, code] = [await begin(), codeOf(secret, 0)];
    const both = await Promise.all([1, 2].map(() => post(s.address, 'totp', { ticket, code, program: true })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const token = both.find(({ status }) => status === 200)?.body.accessToken;
    expect(await mayLead(strict.address, token)).toBe(true);
    // Also an older one is gone by then.
    expect((await post(s.address, 'totp', { ticket, code: codeOf(secret, -1) })).status).toBe(401);
    expect((await post(s.address, 'totp', { ticket, code: codeOf(secret, 1) })).status).toBe(200);
  });

  it('is in with a recovery code, once', async () => {
    const [code = ''] = recoveryCodes;
    expect((await post(s.address, 'totp', { ticket: await begin(), code: code.toUpperCase() })).status).toBe(200);
    expect((await post(s.address, 'totp', { ticket: await begin(), code })).status).toBe(401);
  });

  it('is not guessed at: five wrong codes, and there is a minute to wait', async () => {
    await forgetSteps();
    const ticket = await begin();
    for (let i = 0; i < 5; i++) {
      expect((await post(s.address, 'totp', { ticket, code: '000000' })).status).toBe(401);
    }
    const { status, headers } = await post(strict.address, 'totp', { ticket, code: codeOf(secret, 0) });
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
    await forgetSteps();
  });

  it('turns it off with a code, and on again when signed in', async () => {
    const signedIn = await post(s.address, 'totp', { ticket: await begin(), code: codeOf(secret, -1), program: true });
    const me = s.as(signedIn.body.accessToken);
    const disable = `mutation($code: String!) { disableTotp(code: $code) { disabled userErrors { field message } } }`;
    const wrong = await me<{ disableTotp: { disabled: null; userErrors: object[] } }>(disable, { code: '000000' });
    expect(wrong.data?.disableTotp).toMatchObject({ disabled: null, userErrors: [{ field: ['code'] }] });
    dataOf(await me(disable, { code: codeOf(secret, 0) }));
    expect(await mayLead(strict.address, signedIn.body.accessToken)).toBe(false);

    const start = `mutation { startTotp { secret uri qr userErrors { message } } }`;
    const begun = dataOf(await me<{ startTotp: { secret: string } }>(start)).startTotp;
    expect(begun.secret).not.toBe(secret);
    const confirm = `mutation($code: String!) { confirmTotp(code: $code) { recoveryCodes userErrors { message } } }`;
    const { confirmTotp } = dataOf(
      await me<{ confirmTotp: { recoveryCodes: string[] } }>(confirm, { code: codeOf(begun.secret, 0) }),
    );
    expect(confirmTotp.recoveryCodes).toHaveLength(10);
    expect(confirmTotp.recoveryCodes).not.toContain(recoveryCodes[1]);
    expect(await mayLead(strict.address, signedIn.body.accessToken)).toBe(true);
    const viewer = await me<{ viewer: object }>('{ viewer { hasSecondFactor } }');
    expect(dataOf(viewer).viewer).toEqual({ hasSecondFactor: true });
    expect(await verbs(s)).toEqual(expect.arrayContaining(['enrolTotp', 'disableTotp', 'useRecoveryCode']));
  });

  it('has the secret encrypted at rest', async () => {
    const [kept] = await query<{ secret: Buffer }>(s, 'SELECT secret FROM totp');
    expect(kept?.secret).toHaveLength(8 + 12 + 16 + 20);
    expect(kept?.secret.includes(Buffer.from(Secret.fromBase32(secret).bytes))).toBe(false);
  });
});
