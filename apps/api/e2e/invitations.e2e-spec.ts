import { Client } from 'pg';
import {
  acceptInvitation,
  memberPassword,
  startCoalitionScenario,
  type CoalitionScenario,
} from './coalition.scenario.js';
import { dataOf, environmentOf, startProcess, stopProcess, type Ask } from './scenario.js';

let s: CoalitionScenario;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

interface Invited {
  link: string;
  invitation: { id: string };
}
interface Viewer {
  id: string;
  email: string;
  roles: { role: string; coalition: { id: string }; organization: { code: string } | null }[];
}

const invitePerson = `mutation($input: InvitePersonInput!) { invitePerson(input: $input) {
  link invitation { id state email role organizations { code } invitedBy { email } } userErrors { code field message } } }`;
const viewer = '{ viewer { id email roles { role coalition { id } organization { code } } } }';

const inputOf = (email: string, role = 'FUNDER', organizations: string[] = []) => ({
  ...{ coalitionId: s.coalitionId, email, name: 'Nora', role },
  organizationIds: organizations.map((code) => s.organizationIds[code]),
});
const invite = async (...of: Parameters<typeof inputOf>) =>
  dataOf(await s.backbone<{ invitePerson: Invited }>(invitePerson, { input: inputOf(...of) })).invitePerson;
const post = (path: string, body: object) =>
  fetch(s.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const lookUp = (link: string) => post('/auth/invitations/look-up', { token: link.split('#')[1] });
const accept = (link: string, as: object = { password: memberPassword }, credential?: string) =>
  acceptInvitation(s, link, as, credential);
const viewerOf = async (ask: Ask) => dataOf(await ask<{ viewer: Viewer }>(viewer)).viewer;
const codeOf = (answer: Awaited<ReturnType<Ask>>) => answer.errors?.[0]?.extensions.code;

describe('an invitation through the API', () => {
  it('shows a link once, tells whoever has it what it offers, and makes them a member who is signed in', async () => {
    const { link, invitation } = await invite('nora@example.org', 'PARTNER', ['a', 'b']);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/invitation#[\w-]{43}$/);
    expect(invitation).toMatchObject({
      ...{ state: 'PENDING', email: 'nora@example.org', role: 'PARTNER' },
      ...{ organizations: [{ code: 'a' }, { code: 'b' }], invitedBy: { email: 'admin@example.org' } },
    });
    expect(await (await lookUp(link)).json()).toEqual({
      ...{ coalition: { name: 'Coalition ours' }, role: 'PARTNER', organizations: ['A', 'B'] },
      ...{ email: 'nora@example.org', name: 'Nora' },
    });

    const accepted = await accept(link, { name: 'Nora North', password: memberPassword });
    expect(accepted.status).toBe(200);
    expect(accepted.headers.get('set-cookie')).toMatch(/^__Host-keelson=klr_.*HttpOnly; Secure; SameSite=Strict/);
    const { accessToken, person } = (await accepted.json()) as { accessToken: string; person: object };
    expect(person).toMatchObject({ name: 'Nora North', email: 'nora@example.org' });
    const { roles } = await viewerOf(s.as(accessToken));
    expect(roles.map(({ role, organization }) => `${role} ${organization?.code}`).sort()).toEqual([
      'PARTNER a',
      'PARTNER b',
    ]);

    for (const again of [await accept(link), await lookUp(link)]) {
      expect(again.status).toBe(404);
      expect(await again.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    }
    const query = `query($id: ID!) { invitations(coalitionId: $id, state: ACCEPTED, first: 1) { nodes { id acceptedBy { name } } } }`;
    expect(dataOf(await s.backbone(query, { id: s.coalitionId }))).toEqual({
      invitations: { nodes: [{ id: invitation.id, acceptedBy: { name: 'Nora North' } }] },
    });
  });

  it('answers alike whether the address has an account or not', async () => {
    const shapeOf = (value: object) =>
      JSON.stringify(value, (key, one: unknown) => (['link', 'id', 'email'].includes(key) ? typeof one : one));
    const [known, unknown] = [await invite('outsider@example.org'), await invite('nobody@example.org')];
    expect(shapeOf(known)).toBe(shapeOf(unknown));
    const looks = [known, unknown].map(async ({ link }) => shapeOf((await (await lookUp(link)).json()) as object));
    expect(await looks[0]).toBe(await looks[1]);
  });

  it('asks somebody who has an account for its password, with the words of signing in', async () => {
    const { link } = await invite('funder@example.org', 'OBSERVER');
    const wrong = await accept(link, { password: 'not this one at all' });
    const signIn = await post('/auth/sign-in', { email: 'funder@example.org', password: 'not this one at all' });
    expect([wrong.status, await wrong.json()]).toEqual([signIn.status, await signIn.json()]);
    expect(wrong.status).toBe(401);
    const answer = await accept(link);
    const { accessToken } = (await answer.json()) as { accessToken: string };
    expect((await viewerOf(s.as(accessToken))).roles.map(({ role }) => role)).toEqual(['FUNDER', 'OBSERVER']);
  });

  it('takes the access token of the one who was invited, and of nobody else', async () => {
    const { link } = await invite('observer@example.org', 'FUNDER');
    const other = await s.signIn('funder@example.org', memberPassword);
    expect((await accept(link, {}, other)).status).toBe(403);
    expect((await accept(link, {}, 'nonsense')).status).toBe(401);
    const own = await s.signIn('observer@example.org', memberPassword);
    const accepted = await accept(link, {}, own);
    expect(await accepted.json()).toEqual({ person: expect.objectContaining({ email: 'observer@example.org' }) });
    expect((await viewerOf(s.as(own))).roles.map(({ role }) => role)).toEqual(['OBSERVER', 'FUNDER']);
  });

  it('refuses a password that is too short, a name that cannot be kept and a form', async () => {
    const { link } = await invite('weak@example.org');
    for (const as of [{ password: 'short' }, { password: memberPassword, name: 'a\0b' }, { password: 12 }]) {
      const refused = await accept(link, as);
      expect(await refused.json()).toMatchObject({ error: { code: 'BAD_USER_INPUT' } });
    }
    const form = await fetch(`${s.address}/auth/invitations/accept`, {
      method: 'POST',
      body: new URLSearchParams({ token: link.split('#')[1] ?? '', password: memberPassword }),
    });
    expect(form.status).toBe(415);
    expect((await lookUp(link)).status).toBe(200);
  });

  it('limits guesses at the password of an account', async () => {
    await accept((await invite('guessed@example.org')).link);
    const { link } = await invite('guessed@example.org', 'OBSERVER');
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await accept(link, { password: `a wrong password ${i}` })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('ends when it is revoked, and with its old link when it is renewed', async () => {
    const [first, second] = [await invite('one@example.org'), await invite('two@example.org')];
    const revoke = `mutation($id: ID!) { revokeInvitation(id: $id) { invitation { state } userErrors { message } } }`;
    expect(dataOf(await s.backbone(revoke, { id: first.invitation.id }))).toMatchObject({
      revokeInvitation: { invitation: { state: 'REVOKED' } },
    });
    const renew = `mutation($id: ID!) { renewInvitation(id: $id) { link invitation { state } userErrors { code message } } }`;
    const { renewInvitation } = dataOf(
      await s.backbone<{ renewInvitation: Invited }>(renew, { id: second.invitation.id }),
    );
    expect([(await accept(first.link)).status, (await accept(second.link)).status]).toEqual([404, 404]);
    expect((await accept(renewInvitation.link)).status).toBe(200);
    const late = await s.backbone<{ renewInvitation: object }>(renew, { id: second.invitation.id });
    expect(late.data?.renewInvitation).toMatchObject({ link: null, userErrors: [{ code: 'INVALID_STATE' }] });
  });

  it('is for backbone staff of its coalition', async () => {
    const { invitation } = await invite('absent@example.org');
    const list = `query($id: ID!) { invitations(coalitionId: $id) { totalCount nodes { email } } }`;
    const renew = `mutation($id: ID!) { renewInvitation(id: $id) { link } }`;
    const revoke = `mutation($id: ID!) { revokeInvitation(id: $id) { invitation { id } } }`;
    const tries = (ask: Ask) => [
      ask(invitePerson, { input: inputOf('x@example.org') }),
      ask(list, { id: s.coalitionId }),
      ask(renew, { id: invitation.id }),
      ask(revoke, { id: invitation.id }),
    ];
    for (const role of ['partner', 'funder', 'observer'] as const) {
      expect((await Promise.all(tries(s[role]))).map(codeOf)).toEqual(Array(4).fill('FORBIDDEN'));
    }
    expect((await Promise.all(tries(s.outsider))).map(codeOf)).toEqual(Array(4).fill('NOT_FOUND'));
    expect((await Promise.all(tries(s.guest))).map(codeOf)).toEqual(Array(4).fill('UNAUTHENTICATED'));
    const byNode = `query($id: ID!) { node(id: $id) { id } }`;
    for (const ask of [s.partner, s.outsider]) {
      expect(await ask(byNode, { id: invitation.id })).toEqual({ data: { node: null } });
    }
  });

  it('names the organization of another coalition as it names none at all', async () => {
    const input = { ...inputOf('x@example.org', 'PARTNER'), organizationIds: [s.organizationIds['a']] };
    const { coalitions } = dataOf(
      await s.outsider<{ coalitions: { nodes: { id: string; name: string }[] } }>(
        '{ coalitions { nodes { id name } } }',
      ),
    );
    const theirs = coalitions.nodes.find(({ name }) => name === 'Coalition theirs')?.id;
    expect(codeOf(await s.outsider(invitePerson, { input: { ...input, coalitionId: theirs } }))).toBe('NOT_FOUND');
  });
});

describe('roles and addresses of people', () => {
  const grantRole = `mutation($input: GrantRoleInput!) { grantRole(input: $input) {
    roleGrants { id role organization { code } } userErrors { code field } } }`;

  it('gives a member a further role, which ends with the request after it was taken back', async () => {
    const token = ((await (await accept((await invite('grow@example.org')).link)).json()) as { accessToken: string })
      .accessToken;
    const { id: personId } = await viewerOf(s.as(token));
    const organizationIds = [s.organizationIds['a'], s.organizationIds['c']];
    const input = { coalitionId: s.coalitionId, personId, role: 'PARTNER', organizationIds };
    const { grantRole: granted } = dataOf(
      await s.backbone<{ grantRole: { roleGrants: { id: string }[] } }>(grantRole, { input }),
    );
    expect(granted.roleGrants).toHaveLength(2);
    expect((await viewerOf(s.as(token))).roles).toHaveLength(3);
    const revoke = `mutation($id: ID!) { revokeRole(id: $id) { userErrors { message } } }`;
    const grants = `query($id: ID!) { roleGrants(coalitionId: $id, first: 100) { nodes { id person { id } } } }`;
    const { roleGrants } = dataOf(
      await s.backbone<{ roleGrants: { nodes: { id: string; person: { id: string } }[] } }>(grants, {
        id: s.coalitionId,
      }),
    );
    for (const { id, person } of roleGrants.nodes) {
      if (person.id === personId) dataOf(await s.backbone(revoke, { id }));
    }
    expect((await viewerOf(s.as(token))).roles).toEqual([]);
    const read = `query($id: ID!) { organizations(coalitionId: $id) { totalCount } }`;
    expect((await s.as(token)(read, { id: s.coalitionId })).errors).toHaveLength(1);
  });

  it('is told to invite somebody who holds no role there', async () => {
    const { coalitions } = dataOf(
      await s.outsider<{ coalitions: { nodes: { id: string; name: string }[] } }>(
        '{ coalitions { nodes { id name } } }',
      ),
    );
    const theirs = coalitions.nodes.find(({ name }) => name === 'Coalition theirs')?.id;
    const { id: stranger } = await viewerOf(s.partner);
    const input = { coalitionId: theirs, personId: stranger, role: 'FUNDER', organizationIds: [] };
    const answer = await s.outsider(grantRole, { input });
    expect(answer.errors?.[0]).toMatchObject({ message: expect.stringContaining('invite them') });
  });

  it('shows an e-mail address to the person and to backbone staff, a list of roles to backbone staff alone', async () => {
    const grants = `query($id: ID!) { roleGrants(coalitionId: $id) { nodes { person { email } } } }`;
    const events = `query($id: ID!) { history(subjectId: $id) { nodes { person { name email roles { role } } } } }`;
    const { history } = dataOf(
      await s.partner<{ history: { nodes: object[] } }>(events, { id: s.organizationIds['a'] }),
    );
    expect(history.nodes[0]).toEqual({ person: { name: 'Admin', email: null, roles: [] } });
    expect(JSON.stringify(dataOf(await s.backbone(grants, { id: s.coalitionId })))).toContain('partner@example.org');
    expect((await viewerOf(s.partner)).email).toBe('partner@example.org');
    expect(codeOf(await s.partner(grants, { id: s.coalitionId }))).toBe('FORBIDDEN');
    expect(codeOf(await s.outsider(grants, { id: s.coalitionId }))).toBe('NOT_FOUND');
  });
});

describe('the token of a link', () => {
  it('stands in no log, however much is logged, and not in the database', async () => {
    const environment = { ...environmentOf('api', s.database), KEELSON_LOG: 'verbose' };
    const { child, address, output } = await startProcess('api', environment);
    const { link } = await invite('quiet@example.org');
    const token = link.split('#')[1] ?? 'none';
    try {
      for (const as of [{ password: 'short' }, { password: memberPassword }, { password: memberPassword }]) {
        await acceptInvitation({ ...s, address }, link, as);
      }
    } finally {
      await stopProcess(child);
    }
    expect(output()).not.toBe('');
    const owner = new Client({ connectionString: s.database.url });
    await owner.connect();
    const { rows } = await owner.query<{ text: string }>(
      `SELECT (SELECT json_agg(i)::text FROM invitation i) || (SELECT json_agg(e)::text FROM audit_event e) AS text`,
    );
    await owner.end();
    expect(rows[0]?.text).toContain('acceptInvitation');
    for (const text of [output(), s.output(), rows[0]?.text]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(memberPassword);
    }
  }, 30_000);
});
