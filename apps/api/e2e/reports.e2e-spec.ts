import { setTimeout as wait } from 'node:timers/promises';
import { environmentOf, startProcess, stopProcess } from '@keelson/platform/testing';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Ask } from './scenario.js';

let s: CoalitionScenario;
let worker: Awaited<ReturnType<typeof startProcess>>;
let measureId: string;
beforeAll(async () => {
  s = await startCoalitionScenario();
  worker = await startProcess('worker', environmentOf('worker', s.database));
  const { coalitionId } = s;
  const define = `mutation($dimensions: CreateDimensionsInput!, $measures: CreateMeasuresInput!) {
    createDimensions(input: $dimensions) { dimensions { id } userErrors { message } }
    createMeasures(input: $measures) { measures { id } userErrors { message } } }`;
  const categories = [
    { code: 'old', name: 'Old' },
    { code: 'young', name: '<b onclick="x()">Young & wild</b>' },
  ];
  const made = dataOf(
    await s.backbone<{ createMeasures: { measures: { id: string }[] } }>(define, {
      dimensions: { coalitionId, dimensions: [{ code: 'band', name: 'Age band', categories }] },
      measures: {
        coalitionId,
        measures: [
          {
            ...{ code: 'balance', name: '<script>alert(1)</script> & balance', unit: '=SUM(A1)', numberKind: 'AMOUNT' },
            ...{ direction: 'INCREASE', frequency: 'YEAR' },
            breakdowns: [{ dimensionCodes: ['band'], additive: true }],
          },
        ],
      },
    }),
  );
  measureId = made.createMeasures.measures[0]!.id;
  const submit = `mutation($input: SubmitMeasurementsInput!) {
    submitMeasurements(input: $input) { submissions { id } userErrors { message } } }`;
  const value = (organization: string, period: string, number: string, category?: string) => ({
    ...{ organization, measure: 'balance', period, number: { value: number } },
    categories: category ? [{ dimension: 'band', category }] : [],
  });
  const { submitMeasurements } = dataOf(
    await s.backbone<{ submitMeasurements: { submissions: { id: string }[] } }>(submit, {
      input: {
        ...{ coalitionId, idempotencyKey: 'the first batch' },
        values: [
          value('a', '2022', '-5.5'),
          value('a', '2022', '-5.5', 'old'),
          value('a', '2022', '0', 'young'),
          value('b', '2024', '10'),
        ],
      },
    }),
  );
  dataOf(
    await s.backbone(
      `mutation($input: ApproveSubmissionsInput!) { approveSubmissions(input: $input) { userErrors { message } } }`,
      {
        input: { submissionIds: submitMeasurements.submissions.map(({ id }) => id) },
      },
    ),
  );
}, 60_000);
afterAll(async () => {
  if (worker) await stopProcess(worker.child);
  await s?.stop();
});

const requestReport = `mutation($input: RequestReportInput!) {
  requestReport(input: $input) { report { id state downloads { csv json html } } userErrors { code field } } }`;
const years = { frequency: 'YEAR', firstPeriod: '2022', lastPeriod: '2024' };
const input = (change: object = {}) => ({
  input: { coalitionId: s.coalitionId, title: 'Our year', ...years, ...change },
});

interface Requested {
  requestReport: {
    report: { id: string; state: string; downloads: Record<string, string> } | null;
    userErrors: { code: string; field: string[] }[];
  };
}

async function compiled(ask: Ask, change: object = {}) {
  const { report } = dataOf(await ask<Requested>(requestReport, input(change))).requestReport;
  expect(report?.state).toBe('REQUESTED');
  const query = `query($id: ID!) { report(id: $id) { state failure progress { done total } } }`;
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await wait(50)) {
    const now = dataOf(await ask<{ report: { state: string } }>(query, { id: report!.id })).report;
    if (now.state === 'COMPILED') return { ...report!, now };
    if (now.state === 'FAILED') throw new Error(JSON.stringify(now));
  }
  throw new Error(`Not compiled within 20 s: ${worker.output()}`);
}

async function publish(id: string, ...audiences: string[]): Promise<void> {
  const mutation = `mutation($input: PublishReportInput!) { publishReport(input: $input) {
    report { publications { audience publishedAt withdrawnAt publishedBy { email } } } userErrors { message } } }`;
  dataOf(await s.backbone(mutation, { input: { id, audiences } }));
}

describe('reports through the API', () => {
  it('are requested by a funder, compiled by the worker, published by backbone staff and downloaded', async () => {
    const report = await compiled(s.funder);
    expect(report.now).toEqual({ state: 'COMPILED', failure: null, progress: { done: 1, total: 1 } });
    const waiting = await s.funder.download(report.downloads['csv']!);
    expect(waiting.status).toBe(409);
    expect(await waiting.text()).toBe(
      '{"error":{"code":"CONFLICT","message":"This report is compiled, but not published to you yet: ask backbone staff to publish it."}}',
    );
    await publish(report.id, 'FUNDERS');

    const csv = await s.funder.download(report.downloads['csv']!);
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('x-content-type-options')).toBe('nosniff');
    expect(csv.headers.get('content-disposition')).toContain('attachment; filename="ours-Our-year-2022-2024.csv"');
    expect(await csv.text()).toBe(
      [
        'measure,period,band,value,numerator,denominator,unit,organizations_reported,organizations_expected,target,status,non_value',
        "balance,2022,,-5.5,,,'=SUM(A1),1,3,,,",
        "balance,2022,old,-5.5,,,'=SUM(A1),1,3,,,",
        "balance,2022,young,0,,,'=SUM(A1),1,3,,,",
        "balance,2023,,,,,'=SUM(A1),0,3,,NO_DATA,MISSING",
        "balance,2024,,10,,,'=SUM(A1),1,3,,,",
        '',
      ].join('\n'),
    );

    const json = (await (await s.funder.download(report.downloads['json']!)).json()) as {
      report: object;
      figures: { value: string | null }[];
    };
    expect(json.report).toMatchObject({ id: report.id, title: 'Our year', periods: ['2022', '2023', '2024'] });
    expect(json.figures.map(({ value }) => value)).toEqual(['-5.5', '-5.5', '0', null, '10']);
  });

  it('are a page without script or address, in which text from data stays text', async () => {
    const report = await compiled(s.backbone, { title: '</title><script>alert(2)</script>' });
    const page = await (await s.backbone.download(report.downloads['html']!)).text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; balance');
    expect(page).toContain('&lt;b onclick=&quot;x()&quot;&gt;Young &amp; wild&lt;/b&gt;');
    expect(page).not.toMatch(/<script|<b[ >]|https?:/i);
    expect(page.match(/<svg [^>]*role="img"/g)).toHaveLength(2);
    expect(page).toContain('1 of 3 organizations');
    expect(page).toContain('no figure');
    expect(page).toMatch(/<\/html>\s*$/);
  });

  it('have the same bytes when compiled again', async () => {
    const [one, two] = [await compiled(s.funder), await compiled(s.backbone)];
    const bytes = async (path?: string) => (await s.backbone.download(path!)).text();
    expect(await bytes(one.downloads['csv'])).toBe(await bytes(two.downloads['csv']));
  });

  it.each([
    ['partner', 'FORBIDDEN'],
    ['observer', 'FORBIDDEN'],
    ['outsider', 'NOT_FOUND'],
    ['guest', 'UNAUTHENTICATED'],
  ] as const)('are not requested by a %s: %s', async (role, code) => {
    const before = await count();
    const answer = await s[role]<Requested>(requestReport, input());
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(await count()).toBe(before);
  });

  it('are requested by a key with the scope REPORT and read with READ, in the role it was made for', async () => {
    const create = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret userErrors { message } } }`;
    const key = async (role: string, scopes: string[]) => {
      const made = await s.backbone<{ createApiKey: { secret: string } }>(create, {
        input: { coalitionId: s.coalitionId, name: 'key', role, scopes, organizationIds: [] },
      });
      return s.as(dataOf(made).createApiKey.secret);
    };
    // Without READ a mutation tells its outcome, and no fields that lead on from it.
    const plainly = requestReport.replace('downloads { csv json html }', '');
    expect(
      dataOf(await (await key('FUNDER', ['REPORT']))<Requested>(plainly, input())).requestReport.report,
    ).toBeTruthy();
    const reading = await (await key('FUNDER', ['READ']))<Requested>(requestReport, input());
    expect(reading.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const observing = await (await key('OBSERVER', ['REPORT']))<Requested>(requestReport, input());
    expect(observing.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('over nothing are refused as data and leave no row', async () => {
    const before = await count();
    const refused = async (change: object) =>
      (await s.funder<Requested>(requestReport, input(change))).data?.requestReport;
    expect(await refused({ measureIds: [] })).toEqual({
      report: null,
      userErrors: [{ code: 'NOTHING_TO_REPORT', field: ['measureIds'] }],
    });
    expect(await refused({ lastPeriod: '2021' })).toMatchObject({
      userErrors: [{ code: 'OUT_OF_RANGE', field: ['lastPeriod'] }],
    });
    expect(await refused({ firstPeriod: '1300' })).toMatchObject({ userErrors: [{ code: 'OUT_OF_RANGE' }] });
    expect(await refused({ title: '' })).toMatchObject({ userErrors: [{ code: 'REQUIRED', field: ['title'] }] });
    expect(await refused({ breakdowns: [['size']] })).toMatchObject({ userErrors: [{ code: 'UNDECLARED_BREAKDOWN' }] });
    expect(await count()).toBe(before);
  });

  it('are absent for an outsider, and ask a guest to sign in', async () => {
    const report = await compiled(s.backbone, { measureIds: [measureId] });
    const nobodys = `/reports/rep_01h455vb4pex5vsknk084sn02q.csv`;
    for (const path of [...Object.values(report.downloads), nobodys]) {
      const answer = await s.outsider.download(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toBe('{"error":{"code":"NOT_FOUND","message":"No such report."}}');
      expect((await s.guest.download(path)).status).toBe(401);
    }
    const readers = ['partner', 'observer', 'funder'] as const;
    for (const role of readers) expect((await s[role].download(report.downloads['csv']!)).status).toBe(404);
    await publish(report.id, 'COALITION', 'FUNDERS');
    for (const role of readers) expect((await s[role].download(report.downloads['csv']!)).status).toBe(200);
    const query = `query($id: ID!) { report(id: $id) { title } node(id: $id) { id } }`;
    expect(await s.outsider(query, { id: report.id })).toEqual({ data: { report: null, node: null } });
    const list = await s.outsider(`query($id: ID!) { reports(coalitionId: $id) { nodes { id } } }`, {
      id: s.coalitionId,
    });
    expect(list.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('are shown to the audience that they are published to, until they are withdrawn', async () => {
    const { id } = await compiled(s.backbone);
    const query = `query($id: ID!, $coalitionId: ID!) {
      report(id: $id) { title publications { audience withdrawnAt withdrawalReason publishedBy { name } } }
      reports(coalitionId: $coalitionId, first: 100) { nodes { id } } history(subjectId: $id) { nodes { verb } } }`;
    interface Seen {
      report: { publications: object[] } | null;
      reports: { nodes: { id: string }[] };
      history: { nodes: { verb: string }[] };
    }
    const seenBy = async (ask: Ask) => {
      const seen = dataOf(await ask<Seen>(query, { id, coalitionId: s.coalitionId }));
      const listed = seen.reports.nodes.some((one) => one.id === id);
      expect([listed, seen.history.nodes.length > 0]).toEqual([seen.report !== null, seen.report !== null]);
      return seen.report?.publications ?? null;
    };
    await publish(id, 'COALITION');
    const standing = {
      audience: 'COALITION',
      withdrawnAt: null,
      withdrawalReason: null,
      publishedBy: { name: 'Admin' },
    };
    expect(await Promise.all([s.partner, s.observer, s.funder].map(seenBy))).toEqual([[standing], [standing], null]);
    const withdraw = `mutation($input: WithdrawReportInput!) { withdrawReport(input: $input) { userErrors { code } } }`;
    for (const role of ['partner', 'funder', 'observer'] as const) {
      const refused = await s[role](withdraw, { input: { id, reason: 'Wrong' } });
      expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    dataOf(await s.backbone(withdraw, { input: { id, reason: 'Wrong' } }));
    expect(await Promise.all([s.partner, s.observer, s.funder].map(seenBy))).toEqual([null, null, null]);
    expect(await seenBy(s.backbone)).toMatchObject([{ withdrawalReason: 'Wrong' }]);
  });

  it.each([
    '/reports/x.csv',
    '/reports/rep_01h455vb4pex5vsknk084sn02q.pdf',
    '/reports/rep_zzzzzzzzzzzzzzzzzzzzzzzzzz.csv',
  ])('have no download %s', async (path) => expect((await s.backbone.download(path)).status).toBe(404));
});

async function count(): Promise<number> {
  const query = `query($id: ID!) { reports(coalitionId: $id) { totalCount } }`;
  return dataOf(await s.backbone<{ reports: { totalCount: number } }>(query, { id: s.coalitionId })).reports.totalCount;
}
