import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { Client } from 'pg';
import { memberPassword, startCoalitionScenario, type CoalitionScenario } from '../coalition.scenario.js';
import { tellerOf } from './tenant.scenario.js';
import { readSchema } from './schema-paths.js';

let s: CoalitionScenario;
let schema: GraphQLSchema;
let owner: Client;
beforeAll(async () => {
  s = await startCoalitionScenario();
  schema = await readSchema(s.backbone);
  owner = new Client({ connectionString: s.database.url });
  await owner.connect();
}, 60_000);
afterAll(async () => {
  await owner?.end();
  await s?.stop();
}, 30_000);

/** What nobody may give themselves by sending it. */
const coveted = {
  administrator: true,
  role: 'BACKBONE',
  roles: ['BACKBONE'],
  scopes: ['WRITE'],
  personId: 'x',
  id: 'x',
};

async function personOf(email: string) {
  const text = `SELECT p.id, p.administrator, array_agg(g.role ORDER BY g.role) AS roles
     FROM person p LEFT JOIN role_grant g ON g.person_id = p.id WHERE p.email = $1 GROUP BY p.id`;
  return (await owner.query<{ id: string; administrator: boolean; roles: string[] }>(text, [email])).rows[0];
}

function post(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(s.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('fields of inputs are allow-lists', () => {
  it('of every mutation: one that the schema does not know is refused', async () => {
    const mutations = Object.values(schema.getMutationType()!.getFields()).filter(({ args }) => args.length > 0);
    expect(mutations.length).toBeGreaterThan(50);
    for (const { name, args, type } of mutations) {
      const [argument] = args;
      const input = isInputObjectType(schema.getType(String(argument!.type).replace(/[![\]]/g, '')));
      const selection = String(type).endsWith('Payload!') ? '{ __typename }' : '';
      const query = input
        ? `mutation($it: ${String(argument!.type)}) { ${name}(${argument!.name}: $it) ${selection} }`
        : `mutation { ${name}(administrator: true) ${selection} }`;
      const answer = await s.backbone(query, { it: { administrator: true } });
      const told = answer.errors?.map(({ message, extensions }) => `${extensions.code} ${message}`).join('\n') ?? '';
      expect([name, told]).toEqual([
        name,
        expect.stringMatching(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED) .*administrator/s),
      ]);
    }
  });

  it('of signing in: they change nothing', async () => {
    const before = await personOf('observer@example.org');
    const answer = await post('/auth/sign-in', { email: 'observer@example.org', password: memberPassword, ...coveted });
    if (answer.status === 200) {
      const { accessToken } = (await answer.json()) as { accessToken: string };
      const found = await s.as(accessToken)(
        `mutation($input: CreateCoalitionInput!) { createCoalition(input: $input) { coalition { id } } }`,
        {
          input: { code: 'mine', name: 'Mine' },
        },
      );
      expect(found.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    } else expect(answer.status).toBe(400);
    expect(await personOf('observer@example.org')).toEqual(before);
  });

  it('of accepting an invitation: whoever is invited as OBSERVER is that and no more', async () => {
    const email = 'ambitious@example.org';
    const invitation = { coalitionId: s.coalitionId, email, name: 'A', role: 'OBSERVER', organizationIds: [] };
    const { link } = await tellerOf(s.backbone).tell<{ link: string }>('invitePerson', 'link', invitation);
    const token = link.split('#')[1];
    const accepted = await post('/auth/invitations/accept', { token, password: memberPassword, ...coveted });
    if (accepted.status === 400) await post('/auth/invitations/accept', { token, password: memberPassword });
    expect(await personOf(email)).toMatchObject({ administrator: false, roles: ['OBSERVER'] });
  });
});
