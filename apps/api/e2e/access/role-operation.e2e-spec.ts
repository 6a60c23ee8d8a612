import { getNamedType, type GraphQLSchema } from 'graphql';
import { access } from '../../src/auth/access.js';
import { acceptInvitation, memberPassword } from '../coalition.scenario.js';
import { administrator, dataOf, startScenario, type Answer, type Ask, type Scenario } from '../scenario.js';
import { documentOf, isLookUp, variablesOf, type Supply } from './compose-request.js';
import { overrides, publicBodies, restPaths, type Known } from './overrides.js';
import { operationsOf, readSchema, type Operation } from './schema-paths.js';
import { uploadMarked } from './seed-files.js';
import { seedTenant, startWorker } from './seed-tenant.js';
import { supplyOf } from './supply.js';
import { tellerOf, type Tenant } from './tenant.scenario.js';

const callers = ['BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER', 'outsider', 'both', 'guest'] as const;
type Caller = (typeof callers)[number];

let scenario: Scenario;
let endWorker: () => Promise<void>;
let schema: GraphQLSchema;
let ours: Tenant;
let supply: Supply;
let known: Known;
let asks: Record<Caller, Ask>;
/** What a caller may end without losing anything: an own key, another own session. */
let own: Partial<Record<Caller, Supply['ids']>>;

beforeAll(async () => {
  scenario = await startScenario();
  endWorker = await startWorker(scenario);
  const founder = scenario.as(await scenario.signIn(administrator.email, administrator.password));
  ours = await seedTenant(scenario, founder, { text: 'markoak', number: 73104000 });
  const { coalition } = await tellerOf(founder).tell('createCoalition', 'coalition { id }', {
    code: 'theirs',
    name: 'Theirs',
  });
  const invite = async (by: Ask, email: string, coalitionId: string, role: string, credential?: string) => {
    const input = { coalitionId, email, name: email, role, organizationIds: [] };
    const { link } = await tellerOf(by).tell<{ link: string }>('invitePerson', 'link', input);
    await acceptInvitation(scenario, link, { password: memberPassword }, credential);
  };
  await invite(founder, 'outsider@example.org', coalition!.id, 'BACKBONE');
  await invite(founder, 'both@example.org', coalition!.id, 'BACKBONE');
  await invite(
    ours.backbone,
    'both@example.org',
    ours.coalitionId,
    'OBSERVER',
    await scenario.signIn('both@example.org', memberPassword),
  );
  const signedIn = async (email: string) => scenario.as(await scenario.signIn(email, memberPassword));
  asks = {
    ...{ BACKBONE: ours.backbone, PARTNER: ours.partner, FUNDER: ours.funder, OBSERVER: ours.observer },
    ...{
      outsider: await signedIn('outsider@example.org'),
      both: await signedIn('both@example.org'),
      guest: scenario.as(),
    },
  };
  schema = await readSchema(ours.backbone);
  supply = await supplyOf(ours, schema);
  const { commitment: others } = await tellerOf(ours.backbone).tell('offerCommitment', 'commitment { id }', {
    ...{ coalitionId: ours.coalitionId, kind: 'TASK', title: 'Of others', dueOn: '2999-01-01' },
    holderOrganizationIds: [ours.organizations.b.id],
  });
  known = {
    coalitionId: ours.coalitionId,
    othersCommitmentId: others!.id,
    organizationCode: 'markoak-a',
    measureId: ours.measures.shared.id,
    reportId: ours.reports.published.id,
    spareReportId: ours.reports.unpublished.id,
    bulkOperationId: supply.ids.BulkOperation!,
    email: `markoak.spare@example.org`,
  };
  own = {};
  for (const caller of callers.slice(0, 4)) own[caller] = await ownOf(caller);
}, 300_000);
afterAll(async () => {
  await endWorker?.();
  await scenario?.stop();
}, 30_000);

async function ownOf(caller: Caller): Promise<Supply['ids']> {
  const names = { BACKBONE: 'backbone', PARTNER: 'partner', FUNDER: 'funder', OBSERVER: 'observer' } as Record<
    string,
    string
  >;
  await scenario.signIn(`markoak.${names[caller]}@example.org`, memberPassword);
  const query = '{ sessions(first: 100) { nodes { id current } } }';
  interface Sessions {
    sessions: { nodes: { id: string; current: boolean }[] };
  }
  const { nodes } = dataOf(await asks[caller]<Sessions>(query)).sessions;
  const organizationIds = caller === 'PARTNER' ? [ours.organizations.a.id] : [];
  const key = { coalitionId: ours.coalitionId, name: 'own', role: caller, scopes: ['READ'], organizationIds };
  const { apiKey } = await tellerOf(asks[caller]).tell('createApiKey', 'apiKey { id }', key);
  const feed = { coalitionId: ours.coalitionId, name: 'own' };
  const { calendarFeed } = await tellerOf(asks[caller]).tell('createCalendarFeed', 'calendarFeed { id }', feed);
  const ofDigests = 'query($id: ID!) { digests(coalitionId: $id) { nodes { id } } }';
  interface Digests {
    digests: { nodes: { id: string }[] };
  }
  const { digests } = dataOf(await asks[caller]<Digests>(ofDigests, { id: ours.coalitionId }));
  const told = { CalendarFeed: calendarFeed!.id, Digest: digests.nodes[0]!.id };
  const files = caller === 'BACKBONE' || caller === 'PARTNER' ? await uploadMarked(asks[caller], ours) : {};
  return { ...files, ...told, ApiKey: apiKey!.id, Session: nodes.find(({ current }) => !current)!.id };
}

type Outcome = 'ALLOWED' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'NOTHING';

async function outcomeOf(operation: Operation, caller: Caller): Promise<Outcome> {
  const { ids, byName } = supply;
  const role = caller === 'PARTNER' && operation.name === 'Mutation.createApiKey' ? partnerKey() : {};
  const mine = {
    ids: { ...ids, ...own[caller] },
    byName: { ...byName, role: () => (callers.indexOf(caller) < 4 ? caller : 'OBSERVER'), ...role },
  };
  const variables = { ...variablesOf(operation, mine), ...overrides[operation.name]?.(known) };
  const isObject = !('parseLiteral' in getNamedType(operation.field.type));
  const only = isObject ? '{ __typename }' : '';
  const answer = await asks[caller](documentOf(operation, variables, { only }), variables);
  const code = answer.errors?.[0]?.extensions.code;
  if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' || code === 'NOT_FOUND') return code;
  if (code && code !== 'CONFLICT') throw new Error(`${operation.name}: ${JSON.stringify(answer.errors)}`);
  return isLookUp(operation) && isNothing(answer, operation) ? 'NOTHING' : 'ALLOWED';
}

const partnerKey = () => ({ organizationIds: () => [ours.organizations.a.id] });

function isNothing({ data }: Answer, { field }: Operation): boolean {
  const value = data?.[field.name];
  return value === null || (Array.isArray(value) && value.length > 0 && value.every((one) => one === null));
}

/** What the table says, for people who hold one role here; whoever is nobody here is told nothing of what is here. */
function expectedOf(name: string, caller: Caller): Outcome[] {
  const { who } = access[name]!;
  if (who === 'PUBLIC') return ['ALLOWED'];
  if (caller === 'guest') return ['UNAUTHENTICATED'];
  if (who === 'ANYBODY_SIGNED_IN') {
    const asksForOurs = ['Query.node', 'Query.nodes', 'Mutation.revokeSession'].includes(name);
    if (!asksForOurs) return ['ALLOWED'];
    if (caller === 'outsider') return ['NOTHING', 'NOT_FOUND'];
    return name === 'Mutation.revokeSession' && caller === 'both' ? ['NOT_FOUND'] : ['ALLOWED'];
  }
  // No object, no history: an id of nobody's has none either (foreign-ids.e2e-spec.ts compares the two).
  if (caller === 'outsider' && name === 'Query.history') return ['ALLOWED'];
  if (caller === 'outsider') return ['FORBIDDEN', 'NOT_FOUND', 'NOTHING'];
  // Backbone elsewhere passes the table; here the room has to say no, to what a member may know of or not.
  // Nobody's digest is another one's.
  if (caller === 'both' && name === 'Query.digest') return ['NOTHING'];
  if (caller === 'both')
    return who.includes('OBSERVER') ? ['ALLOWED', 'NOT_FOUND'] : ['FORBIDDEN', 'NOT_FOUND', 'NOTHING'];
  return who.includes(caller) ? ['ALLOWED'] : ['FORBIDDEN'];
}

/** In the order of what ends least: reading first, then what is told last of an object. */
const lastOf = [
  'revokeRole',
  'revokeApiKey',
  'revokeCalendarFeed',
  'revokeSession',
  'revokeOtherSessions',
  'endMembership',
  'leaveCoalition',
  'retireMeasure',
  'withdrawReport',
  'revokeAgreement',
  'endReportSchedule',
  'retireReportDefinition',
  'disableWebhookEndpoint',
  'deleteWebhookEndpoint',
];

describe('role × operation', () => {
  it('has the operations of the schema and no others', () => {
    const rows = Object.keys(access).filter((row) => /^(Query|Mutation|Subscription)\./.test(row));
    expect(rows.sort()).toEqual(
      operationsOf(schema)
        .map(({ name }) => name)
        .sort(),
    );
  });

  const routes = Object.keys(access).filter((row) => /^[A-Z]+ \//.test(row));

  it.each(routes.filter((row) => access[row]!.who !== 'PUBLIC'))('%s', async (route) => {
    const path = restPaths[route];
    if (!path) throw new Error(`${route} has no path in overrides.ts.`);
    const wrong: string[] = [];
    for (const caller of callers) {
      const ask = asks[caller];
      const { status } = await (route.startsWith('POST')
        ? ask.upload(path(known), 'a file')
        : ask.download(path(known)));
      const told: Partial<Record<number, Outcome>> = {
        200: 'ALLOWED',
        201: 'ALLOWED',
        401: 'UNAUTHENTICATED',
        403: 'FORBIDDEN',
        404: 'NOT_FOUND',
      };
      const expected = expectedOf(route, caller);
      if (!expected.includes(told[status]!)) wrong.push(`${caller}: ${status}, not ${expected.join(' or ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(routes.filter((row) => access[row]!.who === 'PUBLIC'))('%s is for a guest too', async (route) => {
    const [method, path] = route.split(' ') as [string, string];
    const body = publicBodies[route]?.(known) ?? {};
    const answer = await fetch(scenario.address + path, {
      ...{ method, redirect: 'manual', headers: { 'content-type': 'application/json' } },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    });
    // A refresh without its cookie is refused by the route itself, as is a wrong password.
    expect(answer.status).not.toBe(403);
    if (publicBodies[route]) expect(answer.status).toBe(200);
  });

  const order = (name: string) => lastOf.indexOf(name.split('.')[1]!);
  const operations = Object.keys(access)
    .filter((row) => /^(Query|Mutation)\./.test(row))
    .sort((one, two) => order(one) - order(two));

  describe.each(callers)('%s', (caller) => {
    it.each(operations)('%s', async (name) => {
      const operation = operationsOf(schema).find((one) => one.name === name);
      if (!operation) throw new Error(`The schema has no ${name}.`);
      expect(expectedOf(name, caller)).toContain(await outcomeOf(operation, caller));
    });
  });
});
