import { dataOf, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

let s: SubmissionsScenario;
beforeAll(async () => {
  s = await startSubmissionsScenario();
}, 60_000);
afterAll(() => s?.stop());

const roles = ['guest', 'outsider', 'partner', 'otherPartner', 'funder', 'observer', 'backbone'] as const;
type Role = (typeof roles)[number];
const refusals: Record<string, string> = { guest: 'UNAUTHENTICATED', outsider: 'NOT_FOUND' };

const set = `mutation($input: SetReportingWindowInput!) { setReportingWindow(input: $input) {
  reportingWindow { frequency firstPeriod opens due closes } userErrors { code field message } } }`;
const extend = `mutation($input: ExtendReportingWindowInput!) { extendReportingWindow(input: $input) {
  reportingExtension { period dueOn closesOn reason organization { code } grantedBy { email } } userErrors { code field } } }`;
const windows = `query($id: ID!) { reportingWindows(coalitionId: $id) { frequency firstPeriod opens due closes } }`;

const nodesOf = async <T>(ask: Ask, name: string, selection: string, filter = ''): Promise<T[]> => {
  const query = `query($id: ID!) { ${name}(coalitionId: $id${filter}) { nodes { ${selection} } } }`;
  const data = dataOf(await ask<Record<string, { nodes: T[] }>>(query, { id: s.coalitionId }));
  return data[name]!.nodes;
};
const january = ', filter: { firstPeriod: "2024-01", lastPeriod: "2024-01" }, first: 100';
const codeOf = async (role: Role, query: string, variables: object) => {
  const answer = await s[role](query, variables);
  return answer.errors?.[0]?.extensions.code ?? 'ALLOWED';
};

describe('windows', () => {
  it.each(roles.filter((role) => role !== 'backbone'))('are not set or extended by a %s', async (role) => {
    const window = { coalitionId: s.coalitionId, frequency: 'MONTH', due: 1, closes: 1 };
    const more = { organizationId: s.organizationIds['a'], period: '2024-01', closes: '2024-03-01', reason: 'no' };
    expect(await codeOf(role, set, { input: window })).toBe(refusals[role] ?? 'FORBIDDEN');
    expect(await codeOf(role, extend, { input: more })).toBe(refusals[role] ?? 'FORBIDDEN');
    expect(dataOf(await s.backbone<{ reportingWindows: object[] }>(windows, { id: s.coalitionId }))).toEqual({
      reportingWindows: [],
    });
  });

  it('that close before they open come back with the path', async () => {
    const input = { coalitionId: s.coalitionId, frequency: 'MONTH', opens: 10, closes: 5 };
    const { data } = await s.backbone<{ setReportingWindow: object }>(set, { input });
    expect(data?.setReportingWindow).toMatchObject({
      reportingWindow: null,
      userErrors: [{ code: 'OUT_OF_RANGE', field: ['closes'] }],
    });
  });

  it('are set by backbone staff and read by every member', async () => {
    const input = { coalitionId: s.coalitionId, frequency: 'MONTH', opens: 1, due: 10, closes: 20 };
    dataOf(await s.backbone(set, { input }));
    const window = { frequency: 'MONTH', firstPeriod: null, opens: 1, due: 10, closes: 20 };
    for (const role of ['backbone', 'partner', 'funder', 'observer'] as const) {
      expect(dataOf(await s[role](windows, { id: s.coalitionId }))).toEqual({ reportingWindows: [window] });
    }
    expect(await codeOf('outsider', windows, { id: s.coalitionId })).toBe('NOT_FOUND');
  });

  it('close: the value is refused with its code and path, and the message names the day', async () => {
    const { data } = await s.submit(s.partner, [cell()]);
    expect(data?.submitMeasurements).toMatchObject({
      refused: 1,
      userErrors: [{ code: 'WINDOW_CLOSED', field: ['values', '0', 'period'] }],
    });
    expect(data?.submitMeasurements.userErrors[0]?.message).toContain('2024-02-20');
  });

  it('are extended for one organization, with the reason', async () => {
    const input = {
      organizationId: s.organizationIds['a'],
      period: '2024-01',
      closes: '2999-12-31',
      reason: 'A flood',
    };
    const { extendReportingWindow } = dataOf(await s.backbone<{ extendReportingWindow: object }>(extend, { input }));
    expect(extendReportingWindow).toMatchObject({
      reportingExtension: { period: '2024-01', dueOn: null, closesOn: '2999-12-31', organization: { code: 'a' } },
    });
    expect(dataOf(await s.submit(s.partner, [cell()])).submitMeasurements).toMatchObject({ created: 1 });
    const other = (await s.submit(s.otherPartner, [cell({ organization: 'b' })])).data?.submitMeasurements;
    expect(other?.userErrors).toMatchObject([{ code: 'WINDOW_CLOSED' }]);
    expect(await nodesOf(s.partner, 'reportingExtensions', 'reason')).toEqual([{ reason: 'A flood' }]);
    expect(await nodesOf(s.otherPartner, 'reportingExtensions', 'reason')).toEqual([]);
  });

  it('are passed by backbone staff with a reason, which the history of the cell tells', async () => {
    const values = [cell({ organization: 'b', number: { value: '0' } })];
    const without = (await s.submit(s.backbone, values)).data?.submitMeasurements;
    expect(without?.userErrors).toMatchObject([{ code: 'WINDOW_CLOSED' }]);
    dataOf(await s.submit(s.backbone, values, { reason: 'Came by post' }));
    const [submission] = await nodesOf<{ id: string; window: object }>(
      s.otherPartner,
      'submissions',
      'id window { opensOn dueOn closesOn daysLate }',
    );
    expect(submission?.window).toMatchObject({ opensOn: '2024-02-01', dueOn: '2024-02-10', closesOn: '2024-02-20' });
    const query = `query($cell: CellInput!) { cellHistory(cell: $cell) { number reason through person { email } apiKey { id } } }`;
    const asked = { cell: { submissionId: submission!.id, measureId: s.measureIds['people'] } };
    expect(dataOf(await s.backbone(query, asked))).toEqual({
      cellHistory: [
        {
          ...{ number: '0', reason: 'Came by post', through: 'API', apiKey: null },
          person: { email: 'admin@example.org' },
        },
      ],
    });
  });
});

describe('what is outstanding', () => {
  const owed = 'state daysLate dueOn period organization { code } measure { code } submissionState';
  interface Owed {
    organization: { code: string };
    measure: { code: string };
  }
  const seenBy = async (role: Role) =>
    (await nodesOf<Owed>(s[role], 'outstanding', owed, january)).map(
      ({ organization, measure }) => `${organization.code} ${measure.code}`,
    );

  it('is shown to backbone staff for all and to partners for themselves', async () => {
    expect((await seenBy('backbone')).sort()).toEqual(
      ['a money', 'a rate', 'b money', 'b rate', 'c money', 'c people', 'c rate'].sort(),
    );
    expect((await seenBy('partner')).sort()).toEqual(['a money', 'a rate']);
    const [first] = await nodesOf<object>(s.partner, 'outstanding', owed, january);
    expect(first).toMatchObject({
      state: 'MISSING',
      dueOn: '2024-02-10',
      period: '2024-01',
      submissionState: 'SUBMITTED',
    });
  });

  const lists = {
    outstanding: `query($id: ID!) { outstanding(coalitionId: $id) { nodes { state } } }`,
    reminders: `query($id: ID!) { reminders(coalitionId: $id) { nodes { late } } }`,
    reportingExtensions: `query($id: ID!) { reportingExtensions(coalitionId: $id) { nodes { reason } } }`,
    reportingRates: `query($id: ID!) { reportingRates(request: { coalitionId: $id, frequency: MONTH, by: COALITION,
      firstPeriod: "2024-01", lastPeriod: "2024-01" }) { submissionRate } }`,
  };
  it.each(Object.keys(lists) as (keyof typeof lists)[])('%s are not shown to others', async (list) => {
    for (const role of roles) {
      const expected = refusals[role] ?? (['funder', 'observer'].includes(role) ? 'FORBIDDEN' : 'ALLOWED');
      expect(await codeOf(role, lists[list], { id: s.coalitionId })).toBe(expected);
    }
  });

  it('is reminded of, by organization', async () => {
    const selection = 'late due organization { code } submissions { period state cells measures { code } }';
    interface Reminded {
      organization: { code: string };
      late: number;
      submissions: { cells: number; measures: object[] }[];
    }
    const [own, ...others] = await nodesOf<Reminded>(s.partner, 'reminders', selection);
    expect(others).toEqual([]);
    expect(own).toMatchObject({ organization: { code: 'a' } });
    expect(own!.late).toBeGreaterThan(6);
    expect(own!.submissions[0]).toMatchObject({ state: 'MISSING', cells: 3 });
    expect(own!.submissions[0]!.measures).toHaveLength(3);
  });
});

describe('rates', () => {
  const query = `query($request: RatesRequestInput!) { reportingRates(request: $request) {
    organization { code } period submissionsExpected submissionsReceived submissionRate cellsExpected cellsAnswered
    cellCompleteness cellsWithNumber valueCompleteness submissionsDecided submissionsTimely timeliness submissionsLate } }`;
  const ratesOf = async (ask: Ask, by: string) => {
    const span = { frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-01' };
    const request = { coalitionId: s.coalitionId, by, ...span };
    return dataOf(await ask<{ reportingRates: object[] }>(query, { request })).reportingRates;
  };

  it('come with what they were made of', async () => {
    expect(await ratesOf(s.partner, 'COALITION')).toEqual([
      {
        ...{
          organization: null,
          period: null,
          submissionsExpected: 3,
          submissionsReceived: 2,
          submissionRate: '0.666667',
        },
        ...{ cellsExpected: 9, cellsAnswered: 2, cellCompleteness: '0.222222' },
        ...{ cellsWithNumber: 2, valueCompleteness: '0.222222' },
        ...{ submissionsDecided: 3, submissionsTimely: 0, timeliness: '0', submissionsLate: 2 },
      },
    ]);
    expect(await ratesOf(s.partner, 'PERIOD')).toMatchObject([{ period: '2024-01', submissionRate: '0.666667' }]);
  });

  it('by organization are a partner’s own', async () => {
    expect(await ratesOf(s.partner, 'ORGANIZATION')).toMatchObject([
      { organization: { code: 'a' }, submissionRate: '1' },
    ]);
    expect(await ratesOf(s.backbone, 'ORGANIZATION')).toHaveLength(3);
  });
});
