import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Ask } from './scenario.js';

let s: CoalitionScenario;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

const organizations = `query($id: ID!) { organizations(coalitionId: $id) { nodes { code memberships { role } } totalCount } }`;

describe('coalitions through the API', () => {
  it('lists organizations to every member', async () => {
    for (const ask of [s.backbone, s.partner, s.funder, s.observer]) {
      const data = dataOf(
        await ask<{ organizations: { nodes: object[]; totalCount: number } }>(organizations, { id: s.coalitionId }),
      );
      expect(data.organizations.totalCount).toBe(3);
      expect(data.organizations.nodes[0]).toEqual({ code: 'a', memberships: [{ role: 'PARTNER' }] });
    }
  });

  it('asks a guest to sign in', async () => {
    const answer = await s.guest(organizations, { id: s.coalitionId });
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(JSON.stringify(answer)).not.toContain('nodes');
  });

  it('is absent for an outsider, like an id that nobody has', async () => {
    const answer = await s.outsider(organizations, { id: s.coalitionId });
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const byNode = await s.outsider(`query($id: ID!) { node(id: $id) { id } }`, { id: s.organizationIds['a'] });
    expect(byNode).toEqual({ data: { node: null } });
  });

  it.each(['partner', 'funder', 'observer'] as const)('refuses a %s who adds organizations', async (role) => {
    const ask: Ask = s[role];
    const answer = await ask(
      `mutation($input: AddOrganizationsInput!) { addOrganizations(input: $input) { organizations { id } } }`,
      { input: { coalitionId: s.coalitionId, organizations: [{ code: 'x', name: 'X' }] } },
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const after = dataOf(
      await s.backbone<{ organizations: { totalCount: number } }>(organizations, { id: s.coalitionId }),
    );
    expect(after.organizations.totalCount).toBe(3);
  });

  it('says what to correct as data, with the path', async () => {
    const answer = await s.backbone<{ addOrganizations: { userErrors: object[] } }>(
      `mutation($input: AddOrganizationsInput!) { addOrganizations(input: $input) { userErrors { code field message } } }`,
      { input: { coalitionId: s.coalitionId, organizations: [{ code: 'bad code!', name: '' }] } },
    );
    expect(answer.data?.addOrganizations.userErrors).toEqual([
      { code: 'INVALID', field: ['organizations', '0', 'code'], message: expect.stringContaining('letters') },
      { code: 'REQUIRED', field: ['organizations', '0', 'name'], message: 'Name should not be empty.' },
    ]);
  });

  it('names the type that a wrong id should have had', async () => {
    const answer = await s.backbone(organizations, { id: s.organizationIds['a'] });
    expect(answer.errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: 'Expected the id of a Coalition ("col_…").',
    });
  });

  it.each(['U+0000 \u0000', 'half a surrogate pair \ud800'])('refuses a text with %j', async (search) => {
    const query = `query($id: ID!, $search: String) { organizations(coalitionId: $id, filter: { search: $search }) { totalCount } }`;
    const answer = await s.backbone(query, { id: s.coalitionId, search });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('keeps a history that backbone staff read', async () => {
    const query = `query($id: ID!) { history(subjectId: $id) { nodes { verb person { email } after } } }`;
    const data = dataOf(await s.backbone<{ history: { nodes: object[] } }>(query, { id: s.organizationIds['a'] }));
    expect(data.history.nodes).toEqual([
      {
        verb: 'addOrganization',
        person: { email: 'admin@example.org' },
        after: expect.objectContaining({ code: 'a' }),
      },
    ]);
  });

  it('lets an API key speak for its organization until it is revoked', async () => {
    const made = dataOf(
      await s.partner<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
        `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } userErrors { message } } }`,
        {
          input: {
            coalitionId: s.coalitionId,
            name: 'warehouse',
            role: 'PARTNER',
            scopes: ['READ'],
            organizationIds: [s.organizationIds['a']],
          },
        },
      ),
    ).createApiKey;
    const key = s.as(made.secret);
    expect(dataOf(await key<{ viewer: object }>(`{ viewer { email } }`)).viewer).toEqual({
      email: 'partner@example.org',
    });
    dataOf(
      await s.partner(`mutation($id: ID!) { revokeApiKey(id: $id) { userErrors { message } } }`, {
        id: made.apiKey.id,
      }),
    );
    expect((await key(`{ viewer { email } }`)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('answers for its health', async () => {
    const response = await fetch(`${s.address}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok' });
  });
});
