import { Client } from 'pg';
import { memberPassword, startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { defineMeasure } from './report.scenario.js';
import { administrator, dataOf, type Ask } from './scenario.js';

let s: CoalitionScenario;
let measureId: string;
beforeAll(async () => {
  s = await startCoalitionScenario();
  measureId = await defineMeasure(s);
}, 60_000);
afterAll(() => s?.stop());

interface Event {
  id: string;
  verb: string;
  subjectType: string;
  subjectId: string;
  requestId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  person: { id: string; email: string } | null;
  personId: string | null;
  keyId: string | null;
  apiKey: { id: string; name: string } | null;
  coalition: { id: string } | null;
  subject: { __typename: string; id: string } | null;
}

const auditLog = `query($coalitionId: ID, $filter: AuditFilterInput, $first: Int, $after: String) {
  auditLog(coalitionId: $coalitionId, filter: $filter, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id verb subjectType subjectId requestId before after personId keyId
      person { id email } apiKey { id name } coalition { id } subject { __typename id }
    } } }`;

interface Log {
  auditLog: { nodes: Event[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

const log = async (filter: object = {}, ask: Ask = s.backbone, coalitionId: string | null = s.coalitionId) =>
  dataOf(await ask<Log>(auditLog, { coalitionId, filter, first: 100 })).auditLog.nodes;

const draftAgenda = `mutation($input: DraftAgendaInput!) { draftAgenda(input: $input) { userErrors { message } } }`;

describe('the audit log of a coalition', () => {
  it('tells backbone staff everything that was done, the latest first, with ids of the API', async () => {
    const events = await log();
    expect(events.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['createMeasure', 'addOrganization']));
    expect([...events].sort((a, b) => (a.id < b.id ? 1 : -1))).toEqual(events);
    const [made] = events.filter(({ verb }) => verb === 'createMeasure');
    expect(made).toMatchObject({
      ...{ subjectType: 'Measure', subjectId: measureId, subject: { __typename: 'Measure', id: measureId } },
      ...{ person: { email: administrator.email }, keyId: null, apiKey: null, coalition: { id: s.coalitionId } },
      ...{ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), after: { code: 'crashes' } },
    });
    const update = `mutation($input: UpdateMeasureInput!) { updateMeasure(input: $input) { userErrors { message } } }`;
    dataOf(await s.backbone(update, { input: { id: measureId, name: 'Crashes' } }));
    const [changed] = await log({ verbs: ['updateMeasure'] });
    expect(changed?.before).toMatchObject({ id: measureId, coalitionId: s.coalitionId, name: 'crashes' });
    expect(changed?.after).toMatchObject({ id: measureId, name: 'Crashes' });
  });

  it('is filtered by person, key, verb, object and time, and read page by page', async () => {
    const create = `mutation($input: CreateApiKeyInput!) {
      createApiKey(input: $input) { secret apiKey { id } userErrors { message } } }`;
    const input = { coalitionId: s.coalitionId, name: 'loader', role: 'BACKBONE', scopes: ['READ', 'WRITE'] };
    const { createApiKey } = dataOf(
      await s.backbone<{ createApiKey: { secret: string; apiKey: { id: string } } }>(create, {
        input: { ...input, organizationIds: [] },
      }),
    );
    const before = new Date().toISOString();
    const byKey = s.as(createApiKey.secret);
    const group = `mutation($input: CreateWorkingGroupInput!) { createWorkingGroup(input: $input) { userErrors { message } } }`;
    dataOf(await byKey(group, { input: { coalitionId: s.coalitionId, name: 'Streets', organizationIds: [] } }));

    const [event, ...others] = await log({ keyId: createApiKey.apiKey.id });
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      verb: 'createWorkingGroup',
      apiKey: { name: 'loader' },
      keyId: createApiKey.apiKey.id,
    });
    expect(await log({ from: before })).toEqual([event]);
    expect((await log({ to: before })).map(({ id }) => id)).not.toContain(event?.id);
    expect((await log({ subjectId: measureId })).every(({ subjectId }) => subjectId === measureId)).toBe(true);
    const all = await log();
    expect(await log({ personId: event?.personId })).toEqual(
      all.filter(({ personId }) => personId === event?.personId),
    );
    expect(await log({ personId: 'per_01h455vb4pex5vsknk084sn02q' })).toEqual([]);

    const pages: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { nodes, pageInfo } = dataOf(
        await s.backbone<Log>(auditLog, { coalitionId: s.coalitionId, first: 3, after }),
      ).auditLog;
      pages.push(...nodes.map(({ id }) => id));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(pages).toEqual(all.map(({ id }) => id));
    // The secret is nowhere, whole or in part.
    expect(JSON.stringify(all)).not.toContain(createApiKey.secret.split('_')[2]!.slice(0, 48));
  });

  it.each([
    ['partner', 'FORBIDDEN'],
    ['funder', 'FORBIDDEN'],
    ['observer', 'FORBIDDEN'],
    ['outsider', 'NOT_FOUND'],
    ['guest', 'UNAUTHENTICATED'],
  ] as const)('is not for a %s: %s', async (role, code) => {
    const answer = await s[role](auditLog, { coalitionId: s.coalitionId });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    const file = await s[role].download(`/coalitions/${s.coalitionId}/audit-log.csv`);
    expect(file.status).toBe({ FORBIDDEN: 403, NOT_FOUND: 404, UNAUTHENTICATED: 401 }[code]);
  });

  it('of no coalition is for administrators of the installation', async () => {
    const events = await log({}, s.backbone, null);
    expect(events.length).toBeGreaterThan(0);
    expect(events.every(({ coalition }) => coalition === null)).toBe(true);
    for (const role of ['partner', 'outsider'] as const) {
      const answer = await s[role](auditLog, { coalitionId: null });
      expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('is changed by nobody', async () => {
    const app = new Client({ connectionString: s.database.urls.app });
    await app.connect();
    for (const change of [`UPDATE audit_event SET verb = 'x'`, 'DELETE FROM audit_event', 'TRUNCATE audit_event']) {
      await expect(app.query(change)).rejects.toThrow('permission denied');
    }
    await app.end();
    const owner = new Client({ connectionString: s.database.url });
    await owner.connect();
    await expect(owner.query('DELETE FROM audit_event')).rejects.toThrow('append-only');
    await owner.end();
  });
});

describe('a file of the audit log', () => {
  it('is a table or JSON with the same filters, and says of itself that it was taken', async () => {
    const csv = await s.backbone.download(`/coalitions/${s.coalitionId}/audit-log.csv?subjectId=${measureId}`);
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.csv"$/);
    expect(csv.headers.get('x-content-type-options')).toBe('nosniff');
    const [head, ...rows] = (await csv.text()).trimEnd().split('\n');
    expect(head).toContain('at,verb,person_id,person');
    expect(rows.map((row) => row.split(',')[1])).toEqual((await log({ subjectId: measureId })).map(({ verb }) => verb));

    const json = await s.backbone.download(
      `/coalitions/${s.coalitionId}/audit-log.json?verbs=exportAuditLog,createMeasure`,
    );
    const { events } = (await json.json()) as { events: Event[] };
    expect(events.map(({ verb }) => verb)).toEqual(['exportAuditLog', 'exportAuditLog', 'createMeasure']);
    expect(events.map(({ after }) => after)).toMatchObject([
      { format: 'json', verbs: ['exportAuditLog', 'createMeasure'] },
      { format: 'csv', subjectId: expect.any(String) },
      {},
    ]);
  });

  it.each(['verb=x', 'from=yesterday', 'personId=1', 'verbs=a&verbs=b'])('refuses %s', async (query) => {
    const answer = await s.backbone.download(`/coalitions/${s.coalitionId}/audit-log.csv?${query}`);
    expect(answer.status).toBe(400);
  });

  it('is not told of in the history that every member reads', async () => {
    const history = `query($id: ID!) { history(subjectId: $id, first: 100) { nodes { verb } } }`;
    const verbs = async (ask: Ask) => {
      const answer = await ask<{ history: { nodes: Event[] } }>(history, { id: s.coalitionId });
      return dataOf(answer).history.nodes.map(({ verb }) => verb);
    };
    expect(await verbs(s.partner)).toContain('createCoalition');
    expect(await verbs(s.partner)).not.toContain('exportAuditLog');
    expect(await verbs(s.backbone)).toContain('exportAuditLog');
  });
});

describe('what was refused', () => {
  const marker = 'marker-of-a-variable';
  const refusals = async (coalitionId: string | null) => log({ verbs: ['refuse'] }, s.backbone, coalitionId);

  it('stands in the log of the coalition of whoever was forbidden it', async () => {
    const draft = { coalitionId: s.coalitionId, problem: marker };
    const answer = await s.observer(
      `mutation Hidden_${marker.replaceAll('-', '_')}($input: DraftAgendaInput!) {
      marker_alias: draftAgenda(input: $input) { userErrors { message } } }`,
      { input: draft },
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const [event] = await refusals(s.coalitionId);
    expect(event).toMatchObject({
      ...{ person: { email: 'observer@example.org' }, coalition: { id: s.coalitionId }, subjectType: 'Person' },
      after: { operation: 'Mutation.draftAgenda', code: 'FORBIDDEN' },
    });
    expect(JSON.stringify(event)).not.toMatch(/marker/);
  });

  it('stands in the log of the installation when the object was another coalition’s, or nobody’s', async () => {
    const before = (await refusals(null)).length;
    await s.outsider(draftAgenda, { input: { coalitionId: s.coalitionId, problem: marker } });
    await s.outsider.download(`/reports/rep_01h455vb4pex5vsknk084sn02q.csv`);
    const [download, draft, ...others] = await refusals(null);
    expect(others).toHaveLength(before);
    expect(download?.after).toEqual({ operation: 'GET /reports/:file', code: 'NOT_FOUND' });
    expect(draft?.after).toMatchObject({ operation: 'Mutation.draftAgenda', code: 'NOT_FOUND', field: 'coalitionId' });
    expect(draft?.personId).toMatch(/^per_/);
  });

  it('cannot flood the log', async () => {
    await s.signIn('other@example.org', memberPassword);
    const ask = (i: number) =>
      s.otherPartner(draftAgenda, { input: { coalitionId: s.coalitionId, problem: String(i) } });
    await Promise.all(Array.from({ length: 60 }, (_, i) => ask(i)));
    const mine = (await refusals(s.coalitionId)).filter(({ person }) => person?.email === 'other@example.org');
    expect(mine.length).toBeGreaterThanOrEqual(25);
    expect(mine.length).toBeLessThanOrEqual(40);
  });
});
