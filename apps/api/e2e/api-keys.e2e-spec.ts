import { query, verbs } from './auth.scenario.js';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf } from './scenario.js';

let s: CoalitionScenario;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

interface Shown {
  apiKey: { id: string; expiresAt: string };
  replaced: { id: string; expiresAt: string };
  secret: string;
  userErrors: { code: string; field: string[]; message: string }[];
}
const createText = `mutation($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { secret apiKey { id expiresAt } userErrors { code field message } } }`;
const rotateText = `mutation($id: ID!, $keep: Int!) { rotateApiKey(id: $id, keepOldFor: $keep) {
  secret apiKey { id expiresAt } replaced { id expiresAt } userErrors { code field message } } }`;
const revokeText = `mutation($id: ID!) { revokeApiKey(id: $id) { apiKey { revokedAt } userErrors { message } } }`;

const create = async (overrides: object = {}) => {
  const key = { name: 'warehouse', role: 'PARTNER', scopes: ['READ'], organizationIds: [s.organizationIds['a']] };
  const input = { coalitionId: s.coalitionId, ...key, ...overrides };
  return (await s.partner<{ createApiKey: Shown }>(createText, { input })).data?.createApiKey as Shown;
};
const rotate = async (id: string, keep = 60) =>
  (await s.partner<{ rotateApiKey: Shown }>(rotateText, { id, keep })).data?.rotateApiKey as Shown;
const works = async (secret: string) => !(await s.as(secret)('{ viewer { id } }')).errors;
const day = 86_400_000;
const daysUntil = (text: string) => Math.round((Date.parse(text) - Date.now()) / day);

describe('a key', () => {
  it('lives for a year unless told, for two at most, and not in the past', async () => {
    expect(daysUntil((await create()).apiKey.expiresAt)).toBe(365);
    for (const days of [-1, 731]) {
      const expiresAt = new Date(Date.now() + days * day).toISOString();
      expect((await create({ expiresAt })).userErrors).toMatchObject([{ code: 'OUT_OF_RANGE', field: ['expiresAt'] }]);
    }
  });

  it('ends at once when it is revoked, by its person or by backbone staff', async () => {
    for (const ask of [s.partner, s.backbone]) {
      const { apiKey, secret } = await create();
      expect(await works(secret)).toBe(true);
      dataOf(await ask(revokeText, { id: apiKey.id }));
      expect(await works(secret)).toBe(false);
    }
  });

  it('is nothing to others, and makes no other key', async () => {
    const { apiKey, secret } = await create({ scopes: ['READ', 'WRITE'] });
    for (const ask of [s.otherPartner, s.observer, s.outsider]) {
      for (const text of [revokeText, rotateText]) {
        const answer = await ask(text, { id: apiKey.id, keep: 1 });
        expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      }
    }
    const answer = await s.as(secret)(rotateText, { id: apiKey.id, keep: 1 });
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const sessions = await s.as(secret)('{ sessions { nodes { id } } }');
    expect(sessions.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('tells when it was last used', async () => {
    const { apiKey, secret } = await create();
    const lastUsed = `query($id: ID!) { node(id: $id) { ... on ApiKey { lastUsedAt } } }`;
    const ask = () => s.partner<{ node: { lastUsedAt: string | null } }>(lastUsed, { id: apiKey.id });
    expect(dataOf(await ask()).node.lastUsedAt).toBeNull();
    expect(await works(secret)).toBe(true);
    let first: string | null = null;
    while (!first) first = dataOf(await ask()).node.lastUsedAt; // written while the answer was on its way
    expect(Math.abs(Date.now() - Date.parse(first))).toBeLessThan(5_000);
    expect(await works(secret)).toBe(true);
    expect(dataOf(await ask()).node.lastUsedAt).toBe(first);
  });
});

describe('rotating a key', () => {
  it('makes one with the same rights, and both work until the old one ends', async () => {
    const old = await create({ scopes: ['READ', 'SUBMIT'] });
    const made = await rotate(old.apiKey.id, 60);
    expect(made.secret).not.toBe(old.secret);
    expect(made.replaced.id).toBe(old.apiKey.id);
    expect(Math.round((Date.parse(made.replaced.expiresAt) - Date.now()) / 60_000)).toBe(60);
    expect(daysUntil(made.apiKey.expiresAt)).toBe(365);
    expect([await works(old.secret), await works(made.secret)]).toEqual([true, true]);

    expect((await rotate(made.apiKey.id)).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
    dataOf(await s.partner(revokeText, { id: old.apiKey.id }));
    const third = await rotate(made.apiKey.id, 0);
    expect([await works(made.secret), await works(third.secret)]).toEqual([false, true]);
    expect((await rotate(made.apiKey.id)).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
  });

  it('makes one key of two requests at once', async () => {
    const { apiKey } = await create();
    const made = await Promise.all([rotate(apiKey.id), rotate(apiKey.id), rotate(apiKey.id)]);
    expect(made.filter(({ secret }) => secret)).toHaveLength(1);
  });

  it.each([-1, 10_081])('does not keep the old one for %i minutes', async (keep) => {
    const { apiKey } = await create();
    expect((await rotate(apiKey.id, keep)).userErrors).toMatchObject([{ code: 'OUT_OF_RANGE', field: ['keepOldFor'] }]);
  });
});

describe('a key that may only SUBMIT', () => {
  it('reads the outcome of what it submits, and nothing else in any query, mutation or fragment', async () => {
    const key = s.as((await create({ scopes: ['SUBMIT'] })).secret);
    const values = [{ measure: 'none', organization: 'a', period: '2025', number: { value: '1' } }];
    const input = { coalitionId: s.coalitionId, idempotencyKey: 'outcome-1', values };
    const submit = (fields: string, rest = '') =>
      key(`mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) { ${fields} } } ${rest}`, {
        input,
      });
    for (const text of [
      '{ viewer { id } }',
      `{ coalition(id: "${s.coalitionId}") { name } }`,
      `{ organizations(coalitionId: "${s.coalitionId}") { totalCount } }`,
      `{ node(id: "${s.coalitionId}") { id } }`,
      `{ apiKeys(coalitionId: "${s.coalitionId}") { nodes { id } } }`,
      `{ submissions(coalitionId: "${s.coalitionId}") { nodes { id } } }`,
    ]) {
      expect((await key(text)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    for (const answer of [
      await submit('submissions { id organization { name } }'),
      await submit('submissions { ...more }', 'fragment more on Submission { corrections { id } }'),
      await submit('submissions { ... on Node { ... on Submission { organization { id } } } }'),
    ]) {
      expect(answer.errors?.[0]).toMatchObject({
        extensions: { code: 'FORBIDDEN' },
        message: expect.stringContaining('lacks the scope READ, which Submission.'),
      });
    }
    const allowed = await submit('created submissions { id state } userErrors { code field message }');
    expect(allowed.errors).toBeUndefined();
    expect(JSON.stringify(allowed.data)).toContain('UNKNOWN_MEASURE');
  });
});

describe('the history', () => {
  it('tells of every key that was made, rotated and revoked, without a secret', async () => {
    expect(await verbs(s)).toEqual(expect.arrayContaining(['createApiKey', 'rotateApiKey', 'revokeApiKey']));
    const rows = JSON.stringify(await query(s, 'SELECT * FROM audit_event'));
    expect(rows).not.toMatch(/kls_|secret/i);
    expect(s.output()).not.toContain('kls_');
  });
});
