import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { cookieOf, post, query, signInAs, verbs } from './auth.scenario.js';
import { administrator, dataOf } from './scenario.js';

let s: CoalitionScenario;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

interface Listed {
  sessions: {
    nodes: { id: string; current: boolean; address: string; through: string; person: { id: string } | null }[];
  };
}
const list = `query($id: ID) { sessions(coalitionId: $id, first: 100) { nodes { id current address through person { id } } } }`;
const revoke = `mutation($id: ID!) { revokeSession(id: $id) { session { id revokedReason } userErrors { message } } }`;
const isIn = async (token = '') => !(await s.as(token)('{ viewer { id } }')).errors;

describe('refreshing', () => {
  it('goes on in a browser by its cookie, which changes each time', async () => {
    const signedIn = await post(s.address, 'sign-in', administrator);
    const { pair } = cookieOf(signedIn);
    const refreshed = await post(s.address, 'refresh', {}, { cookie: pair, origin: s.address });
    expect(refreshed.status).toBe(200);
    expect(Object.keys(refreshed.body).sort()).toEqual(['accessToken', 'expiresIn']);
    expect(cookieOf(refreshed).value).toMatch(/^klr_/);
    expect(cookieOf(refreshed).pair).not.toBe(pair);
    expect(await isIn(refreshed.body.accessToken)).toBe(true);
  });

  it('is refused to other pages, to forms and without a credential', async () => {
    const { pair } = cookieOf(await post(s.address, 'sign-in', administrator));
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: s.address.replace('127.0.0.1', 'localhost') },
    ] as Record<string, string>[]) {
      expect((await post(s.address, 'refresh', {}, { cookie: pair, ...headers })).status).toBe(403);
    }
    const text = { cookie: pair, 'content-type': 'text/plain' };
    expect((await post(s.address, 'refresh', '{}', text)).status).toBe(415);
    expect((await post(s.address, 'refresh', {})).status).toBe(401);
    expect((await post(s.address, 'refresh', {}, { cookie: pair })).status).toBe(200);
  });

  it('gives eight requests at once two tokens, and then ends the session, which is recorded', async () => {
    const { refreshToken, accessToken } = (await signInAs(s.address)).body;
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(s.address, 'refresh', { refreshToken })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
    expect(await isIn(accessToken)).toBe(false);
    for (const { body } of answers) {
      if (body.refreshToken)
        expect((await post(s.address, 'refresh', { refreshToken: body.refreshToken })).status).toBe(401);
    }
    expect((await verbs(s)).filter((verb) => verb === 'reuseRefreshToken')).toHaveLength(1);
    // Those were guesses of this address; a later test wants to fail on its own.
    await query(s, 'DELETE FROM attempt');
  });

  it('takes the cookie away that does not hold any more', async () => {
    const answer = await post(s.address, 'refresh', {}, { cookie: `__Host-keelson=klr_${'A'.repeat(43)}` });
    expect(answer.status).toBe(401);
    expect(cookieOf(answer)).toMatchObject({ value: '', attributes: expect.arrayContaining(['Max-Age=0']) });
  });
});

describe('signing out', () => {
  it('ends the session at once, of a browser and of a program', async () => {
    const browser = await post(s.address, 'sign-in', administrator);
    const { pair } = cookieOf(browser);
    const out = await post(s.address, 'sign-out', {}, { cookie: pair });
    expect(out.status).toBe(204);
    expect(cookieOf(out).value).toBe('');
    expect(await isIn(browser.body.accessToken)).toBe(false);
    expect((await post(s.address, 'refresh', {}, { cookie: pair })).status).toBe(401);

    const { refreshToken, accessToken } = (await signInAs(s.address)).body;
    for (let i = 0; i < 2; i++) expect((await post(s.address, 'sign-out', { refreshToken })).status).toBe(204);
    expect(await isIn(accessToken)).toBe(false);
    expect(await verbs(s)).toContain('signOut');
  });
});

describe('sessions', () => {
  it('are listed to their person, who ends one of them or all others', async () => {
    const [here, there] = [(await signInAs(s.address)).body, (await signInAs(s.address)).body];
    const ask = s.as(here.accessToken);
    const mine = dataOf(await ask<Listed>(list)).sessions.nodes;
    expect(mine.filter(({ current }) => current)).toHaveLength(1);
    expect(mine[0]).toMatchObject({ id: expect.stringMatching(/^ses_/), address: '127.0.0.1', through: 'PASSWORD' });

    const [latest] = mine; // opened last, so it is the one there
    const answer = dataOf(await ask<{ revokeSession: { session: object } }>(revoke, { id: latest?.id }));
    expect(answer.revokeSession.session).toEqual({ id: latest?.id, revokedReason: 'REVOKED' });
    expect(await isIn(there.accessToken)).toBe(false);
    expect(await isIn(here.accessToken)).toBe(true);

    await signInAs(s.address);
    dataOf(await ask('mutation { revokeOtherSessions { revoked userErrors { message } } }'));
    expect(dataOf(await ask<Listed>(list)).sessions.nodes).toEqual([expect.objectContaining({ current: true })]);
    // The scenario's own token was one of the others.
    s.backbone = ask;
  });

  it('of members are listed to backbone staff, who end them at once', async () => {
    const listed = dataOf(await s.backbone<Listed>(list, { id: s.coalitionId })).sessions.nodes;
    const me = dataOf(await s.funder<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id;
    const funders = listed.filter(({ person }) => person?.id === me);
    expect(funders).not.toEqual([]);
    for (const { id } of funders) dataOf(await s.backbone(revoke, { id }));
    expect((await s.funder('{ viewer { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('of others are nothing to anybody else', async () => {
    const listed = dataOf(await s.backbone<Listed>(list, { id: s.coalitionId })).sessions.nodes;
    const me = dataOf(await s.backbone<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id;
    const backbones = listed.find(({ person }) => person?.id === me);
    for (const ask of [s.partner, s.observer]) {
      expect((await ask(list, { id: s.coalitionId })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await ask(revoke, { id: backbones?.id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      const node = await ask(`query($id: ID!) { node(id: $id) { id } }`, { id: backbones?.id });
      expect(node.data).toEqual({ node: null });
    }
    expect((await s.outsider(list, { id: s.coalitionId })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const partners = listed.find(({ person }) => person?.id !== me);
    expect((await s.outsider(revoke, { id: partners?.id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('changing the password', () => {
  const change = `mutation($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { field message } } }`;
  const to = (newPassword: string, currentPassword = administrator.password) => ({
    input: { currentPassword, newPassword },
  });

  it('says what to do about an easy one, and limits guesses at the current one', async () => {
    const ask = s.as((await signInAs(s.address)).body.accessToken);
    for (const easy of ['short', 'password1234', 'admin@example.org']) {
      const { data } = await ask<{ changePassword: { userErrors: { field: string[] }[] } }>(change, to(easy));
      expect(data?.changePassword.userErrors[0]?.field).toEqual(['newPassword']);
    }
    for (let i = 0; i < 5; i++) await ask(change, to('seven loud paper lanterns', 'a guess'));
    const answer = await ask(change, to('seven loud paper lanterns'));
    expect(answer.errors?.[0]?.extensions.code).toBe('THROTTLED');
    await query(s, 'DELETE FROM attempt');
  });

  it('ends the other sessions', async () => {
    const [here, there] = [(await signInAs(s.address)).body, (await signInAs(s.address)).body];
    dataOf(await s.as(here.accessToken)(change, to('seven loud paper lanterns')));
    expect([await isIn(here.accessToken), await isIn(there.accessToken)]).toEqual([true, false]);
    expect((await signInAs(s.address)).status).toBe(401);
    expect(await verbs(s)).toContain('changePassword');
  });
});
