import { environmentOf, startProcess, stopProcess } from '@keelson/platform/testing';
import type { GraphQLSchema } from 'graphql';
import { Client } from 'pg';
import { memberPassword } from '../coalition.scenario.js';
import { administrator, startScenario, type Answer, type Ask, type Scenario } from '../scenario.js';
import type { Supply } from './compose-request.js';
import { readSchema } from './schema-paths.js';
import { seedTenant, startWorker } from './seed-tenant.js';
import { supplyOf } from './supply.js';
import { tellerOf, type Tenant } from './tenant.scenario.js';
import { hear, hearVerbs, leaksOf, wrongCountsOf, type Heard } from './walk.js';

const roles = ['backbone', 'partner', 'other', 'funder', 'observer'] as const;

let scenario: Scenario;
let endWorker: () => Promise<void>;
let schema: GraphQLSchema;
let ours: Tenant;
let theirs: Tenant;
let ofOurs: Supply;
let ofTheirs: Supply;
let owner: Client;

beforeAll(async () => {
  scenario = await startScenario();
  endWorker = await startWorker(scenario);
  const founder = scenario.as(await scenario.signIn(administrator.email, administrator.password));
  ours = await seedTenant(scenario, founder, { text: 'markoak', number: 73104000 });
  theirs = await seedTenant(scenario, founder, { text: 'markelm', number: 66209000 });
  schema = await readSchema(theirs.backbone);
  [ofOurs, ofTheirs] = [await supplyOf(ours, schema), await supplyOf(theirs, schema)];
  owner = new Client({ connectionString: scenario.database.url });
  await owner.connect();
}, 240_000);
afterAll(async () => {
  await owner?.end();
  await endWorker?.();
  await scenario?.stop();
}, 30_000);

/** Signs one of their people in at a process, and asks there. */
async function theirPerson(address: string, role: string): Promise<Ask> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: `markelm.${role}@example.org`, password: memberPassword });
  const signedIn = await fetch(`${address}/auth/sign-in`, { method: 'POST', headers, body });
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  const authorization = { authorization: `Bearer ${accessToken}` };
  const send = async <T>(query: string, variables: object = {}) => {
    const sent = {
      method: 'POST',
      headers: { ...headers, ...authorization },
      body: JSON.stringify({ query, variables }),
    };
    const { data, errors } = (await (await fetch(`${address}/graphql`, sent)).json()) as Answer<T>;
    return errors ? { data, errors } : { data };
  };
  return Object.assign(send, {
    download: (path: string) => fetch(address + path, { headers: authorization }),
    upload: (path: string, body: string | Uint8Array, type = 'application/octet-stream') =>
      fetch(address + path, { method: 'POST', headers: { 'content-type': type, ...authorization }, body }),
  });
}

async function heardBy(address: string, role: string): Promise<Heard[]> {
  const ask = await theirPerson(address, role);
  const heard = await hear(
    ask,
    schema,
    ofTheirs,
    { supply: ofTheirs, tenant: theirs },
    { supply: ofOurs, tenant: ours },
  );
  const search = `query($id: ID!, $text: String!) { search(coalitionId: $id, text: $text) { nodes { __typename } totalCount } }`;
  for (const text of [ours.mark.text, 'notes']) {
    const answer = await ask(search, { id: theirs.coalitionId, text });
    if (text === ours.mark.text) expect(answer).toEqual({ data: { search: { nodes: [], totalCount: 0 } } });
  }
  const verbs = role === 'backbone' ? await hearVerbs(ask, schema, ofTheirs, ofOurs) : [];
  return [...heard, ...verbs];
}

/** How much was ever written down about our coalition: it grows with every change. */
async function eventsOfOurs(): Promise<number> {
  const id = `SELECT count(*)::int AS n FROM audit_event WHERE coalition_id = (SELECT id FROM coalition WHERE code = $1)`;
  return (await owner.query<{ n: number }>(id, ['markoak-coalition'])).rows[0]!.n;
}

async function expectApart(address: string, role: string): Promise<void> {
  const before = await eventsOfOurs();
  const heard = await heardBy(address, role);
  expect(leaksOf(ours, heard)).toEqual([]);
  expect(wrongCountsOf(heard)).toEqual([]);
  expect(await eventsOfOurs()).toBe(before);
}

async function withoutFirstWall(use: (address: string) => Promise<void>): Promise<void> {
  const all = await owner.query<{ id: string }>('SELECT id FROM coalition');
  const { child, address } = await startProcess('api', {
    ...environmentOf('api', scenario.database),
    NODE_OPTIONS: '--import ./dist/apps/api/e2e/access/first-wall-off.js',
    TEST_COALITIONS: all.rows.map(({ id }) => id).join(','),
  });
  try {
    await use(address);
  } finally {
    await stopProcess(child);
  }
}

describe('two coalitions', () => {
  it('know how to find each mark: each tenant finds its own', async () => {
    const heard = await hear(theirs.backbone, schema, ofTheirs, { supply: ofTheirs, tenant: theirs });
    expect(leaksOf(theirs, heard).length).toBeGreaterThan(40);
    const numbers = heard.filter(({ text }) => /66209\d{3}/.test(text)).map(({ asked }) => asked);
    expect(numbers.some((asked) => asked.includes('figures'))).toBe(true);
    expect(numbers.some((asked) => asked.endsWith('.csv'))).toBe(true);
  }, 300_000);

  it.each(roles)('are apart for a %s with both walls', (role) => expectApart(scenario.address, role), 300_000);

  it('are apart by row-level security alone', async () => {
    await withoutFirstWall(async (address) => {
      // The first wall would say NOT_FOUND; the second one shows an empty list.
      const ask = await theirPerson(address, 'observer');
      const list = `query($id: ID!) { measures(coalitionId: $id) { nodes { id } } }`;
      expect(await ask(list, { id: ours.coalitionId })).toEqual({ data: { measures: { nodes: [] } } });
      for (const role of roles) await expectApart(address, role);
    });
  }, 240_000);
});

describe('one coalition', () => {
  const secretsIn = (heard: Heard[]) =>
    heard.flatMap(({ asked, text }) =>
      ours.secrets.filter((secret) => text.includes(secret)).map((secret) => `${asked}: ${secret}`),
    );
  const fromOurs = (ask: Ask) => hear(ask, schema, ofOurs, { supply: ofOurs, tenant: ours });

  it("tells a partner and the backbone the partner's numbers, so that they can be missed elsewhere", async () => {
    expect(secretsIn(await fromOurs(ours.backbone)).length).toBeGreaterThan(5);
    const own = `query($cell: CellInput!) { cellHistory(cell: $cell) { number } }`;
    const cell = { submissionId: ours.submissions.approved.id, measureId: ours.measures.alone.id };
    expect(JSON.stringify(await ours.partner(own, { cell }))).toContain('73104003');
  }, 300_000);

  it.each(['otherPartner', 'funder', 'observer'] as const)(
    'tells no number and no reason of one partner to a %s',
    async (who) => {
      expect(secretsIn(await fromOurs(ours[who]))).toEqual([]);
    },
    300_000,
  );

  it('tells none of them to a key of another partner, whatever its scopes', async () => {
    const scopes = ['READ', 'SUBMIT', 'REPORT', 'WRITE'];
    const input = {
      coalitionId: ours.coalitionId,
      name: 'all',
      role: 'PARTNER',
      scopes,
      organizationIds: [ours.organizations.b.id],
    };
    const { secret } = await tellerOf(ours.otherPartner).tell<{ secret: string }>('createApiKey', 'secret', input);
    const key = scenario.as(secret);
    expect(secretsIn([...(await fromOurs(key)), ...(await hearVerbs(key, schema, ofOurs, ofOurs))])).toEqual([]);
  }, 300_000);

  it('tells a key with the scope SUBMIT nothing at all: every query and file is FORBIDDEN', async () => {
    const heard = await fromOurs(ours.submitKey);
    const open = heard.filter(({ text }) => !/"code":"FORBIDDEN"/.test(text) || /"data":\{"\w+":[^n]/.test(text));
    expect(open).toEqual([]);
  }, 300_000);

  it('shows a funder no draft, no notes, no unpublished report and no live figure', async () => {
    const heard = await fromOurs(ours.funder);
    expect(heard.filter(({ text }) => /of a draft|markoak notes|backbone notes|unpublished report/.test(text))).toEqual(
      [],
    );
    expect(
      heard
        .filter(({ asked }) => /figures of all|figureChanges/.test(asked))
        .every(({ text }) => text.includes('FORBIDDEN')),
    ).toBe(true);
    expect(heard.find(({ asked }) => asked.includes(`${ours.reports.published.id}.csv`))?.text).toContain(
      'markoak-shared,2024-01',
    );
  }, 300_000);
});

describe('with row-level security off in the whole database', () => {
  beforeAll(async () => {
    const tables = await owner.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relrowsecurity`,
    );
    expect(tables.rows.length).toBeGreaterThan(30);
    for (const { name } of tables.rows) await owner.query(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`);
  });

  it.each(roles)(
    'two coalitions are apart for a %s by the rooms alone',
    (role) => expectApart(scenario.address, role),
    300_000,
  );

  it('and the first wall too, everything is told: this suite would see it', async () => {
    await withoutFirstWall(async (address) => {
      const heard = await hear(await theirPerson(address, 'observer'), schema, ofTheirs, {
        supply: ofOurs,
        tenant: ours,
      });
      expect(leaksOf(ours, heard).length).toBeGreaterThan(20);
    });
  }, 300_000);
});
