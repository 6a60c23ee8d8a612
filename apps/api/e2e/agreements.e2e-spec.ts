import { compileReport, defineMeasure } from './report.scenario.js';
import { administrator, dataOf, environmentOf, startProcess, stopProcess, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

let s: SubmissionsScenario;
let worker: Awaited<ReturnType<typeof startProcess>>;
let measureId: string;
const today = new Date().toISOString().slice(0, 10);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  s = await startSubmissionsScenario();
  worker = await startProcess('worker', environmentOf('worker', s.database));
  measureId = await defineMeasure(s);
  await tell(s.backbone, 'updateCoalition', 'coalition { id }', { id: s.coalitionId, figuresFrom: 'SUBMITTED' });
  const of = (organization: string, value: string) =>
    cell({ organization, measure: 'crashes', period: '2024', number: { value } });
  await s.submit(s.backbone, [of('a', '40123'), of('b', '50234'), of('c', '60345')]);
}, 120_000);
afterAll(async () => {
  if (worker) await stopProcess(worker.child);
  await s?.stop();
});

interface UserErrors {
  userErrors: { code: string; field: string[]; message: string }[];
}
interface Agreement {
  id: string;
  state: string;
}

function documentOf(mutation: string, fields: string): string {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation($input: ${type}!) { ${mutation}(input: $input) { ${fields} userErrors { code field message } } }`;
}

async function tell<T>(ask: Ask, mutation: string, fields: string, input: object): Promise<T & UserErrors> {
  return dataOf(await ask<Record<string, T & UserErrors>>(documentOf(mutation, fields), { input }))[mutation]!;
}

const terms = () => ({
  ...{ coalitionId: s.coalitionId, purpose: 'The yearly report', grain: 'COALITION', from: today, to: inDays(200) },
  ...{ organizationIds: [s.organizationIds['a']], measureIds: [measureId], audiences: ['FUNDERS'] },
});
const agreement = 'agreement { id state }';
type Told = { agreement: Agreement | null };

interface Downloaded {
  report: { agreements?: { id: string; purpose: string; parties: string[] }[] };
  figures: { period: string; value: string | null; status: string | null; nonValues: object }[];
}

/** Compiles a report, publishes it to an audience and reads it as somebody of that audience. */
async function readNext(reader: Ask, audience = 'FUNDERS') {
  const { id } = await compileReport(s, await s.signIn(administrator.email, administrator.password));
  const { userErrors } = await tell(s.backbone, 'publishReport', 'report { id }', { id, audiences: [audience] });
  expect(userErrors).toEqual([]);
  const { report, figures } = (await (await reader.download(`/reports/${id}.json`)).json()) as Downloaded;
  const figure = figures.find(({ period }) => period === '2024')!;
  return { id, report, value: figure.value, status: figure.status };
}

it('a funder sees WITHHELD, then the figure while an agreement is in force, then WITHHELD again', async () => {
  expect(await readNext(s.funder)).toMatchObject({ value: '150702', status: null });
  const change = { coalitionId: s.coalitionId, sharing: 'BY_AGREEMENT', reason: 'Decided in May' };
  expect((await tell(s.backbone, 'setSharing', 'coalition { sharing }', change)).userErrors).toEqual([]);
  const before = await readNext(s.funder);
  expect(before).toMatchObject({ value: null, status: 'WITHHELD', report: { agreements: [] } });

  const proposed = (await tell<Told>(s.partner, 'proposeAgreement', agreement, terms())).agreement!;
  expect(proposed.state).toBe('PROPOSED');
  expect(await readNext(s.funder)).toMatchObject({ value: null, status: 'WITHHELD' });
  const { id } = proposed;
  const half = await tell<Told>(s.partner, 'signAgreement', agreement, { id, organizationId: s.organizationIds['a'] });
  expect(half.agreement?.state).toBe('PROPOSED');
  expect((await tell<Told>(s.backbone, 'signAgreement', agreement, { id })).agreement?.state).toBe('IN_FORCE');
  const during = await readNext(s.funder);
  expect(during).toMatchObject({ value: '150702', status: null });
  expect(during.report.agreements).toMatchObject([{ id, purpose: 'The yearly report', parties: ['Backbone', 'A'] }]);
  const page = await (await s.funder.download(`/reports/${during.id}.html`)).text();
  expect(page).toContain(`The yearly report (${id}): Backbone, A share crashes, with: funders; ${today} to`);
  expect(await readNext(s.observer, 'COALITION')).toMatchObject({ value: null, status: 'WITHHELD' });

  const listed = dataOf(
    await s.funder<{ agreements: { totalCount: number; nodes: { parties: object[]; measures: object[] }[] } }>(
      `query($id: ID!) { agreements(coalitionId: $id, filter: { states: [IN_FORCE] }) { totalCount nodes {
         id parties { organization { code } signedBy { name } signedAt } measures { code } } } }`,
      { id: s.coalitionId },
    ),
  ).agreements;
  expect(listed).toMatchObject({
    ...{ totalCount: 1 },
    nodes: [{ parties: [{ organization: null }, { organization: { code: 'a' } }], measures: [{ code: 'crashes' }] }],
  });
  const ended = { id, organizationId: s.organizationIds['a'], reason: 'The project ended' };
  expect((await tell<Told>(s.partner, 'revokeAgreement', agreement, ended)).agreement?.state).toBe('REVOKED');
  expect(await readNext(s.funder)).toMatchObject({ value: null, status: 'WITHHELD', report: { agreements: [] } });
  const again = (await (await s.funder.download(`/reports/${during.id}.json`)).json()) as Downloaded;
  expect(again.figures.find(({ period }) => period === '2024')?.value).toBe('150702');
}, 120_000);

it('live figures follow the same agreements, and a report for anybody opens for everybody in the coalition', async () => {
  const figures = async () => {
    const answer = await s.partner<{ figures: { value: string | null; status: string; withheld: boolean }[] }>(
      `query($request: FigureRequestInput!) { figures(request: $request) { value status withheld } }`,
      {
        request: {
          ...{ coalitionId: s.coalitionId, measureIds: [measureId], frequency: 'YEAR' },
          ...{ firstPeriod: '2024', lastPeriod: '2024' },
        },
      },
    );
    return dataOf(answer).figures;
  };
  expect(await figures()).toEqual([{ value: null, status: 'WITHHELD', withheld: true }]);
  const input = { ...terms(), audiences: ['PUBLIC'] };
  const { id } = (await tell<Told>(s.backbone, 'proposeAgreement', agreement, input)).agreement!;
  await tell(s.backbone, 'signAgreement', agreement, { id });
  await tell(s.partner, 'signAgreement', agreement, { id, organizationId: s.organizationIds['a'] });
  expect(await figures()).toEqual([{ value: '150702', status: null, withheld: false }]);
  const { id: reportId } = await readNext(s.observer, 'PUBLIC');
  for (const reader of [s.partner, s.funder, s.observer]) {
    expect((await reader.download(`/reports/${reportId}.json`)).status).toBe(200);
  }
  for (const stranger of [s.outsider, s.guest]) {
    expect((await stranger.download(`/reports/${reportId}.json`)).status).toBeGreaterThanOrEqual(400);
  }
}, 60_000);

it("a funder sees a partner's own figure while an agreement of the partner says so, and no other's", async () => {
  const own = async (ask: Ask) => {
    const answer = await ask<{
      partnerFigures: { organization: { code: string }; value: string | null; missing: string }[];
    }>(
      `query($request: PartnerFigureRequestInput!) { partnerFigures(request: $request) { organization { code } value missing } }`,
      {
        request: {
          ...{ coalitionId: s.coalitionId, measureId, frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024' },
        },
      },
    );
    return dataOf(answer).partnerFigures.map(({ organization, value, missing }) => [
      organization.code,
      value ?? missing,
    ]);
  };
  const none = ['a', 'b', 'c', 'late'].map((code) => [code, 'WITHHELD']);
  expect(await own(s.funder)).toEqual(none);
  const input = { ...terms(), grain: 'PARTNER' };
  const { id } = (await tell<Told>(s.partner, 'proposeAgreement', agreement, input)).agreement!;
  await tell(s.partner, 'signAgreement', agreement, { id, organizationId: s.organizationIds['a'] });
  await tell(s.backbone, 'signAgreement', agreement, { id });
  expect(await own(s.funder)).toEqual([['a', '40123'], ...none.slice(1)]);
  expect(await own(s.otherPartner)).toEqual([none[0], ['b', '50234'], ...none.slice(2)]);
  await tell(s.backbone, 'revokeAgreement', agreement, { id, reason: 'It is over' });
  expect(await own(s.funder)).toEqual(none);
});

describe('what can be corrected comes as data', () => {
  const refusals = async (ask: Ask, mutation: string, input: object) => {
    const { data } = await ask<Record<string, Told & UserErrors>>(documentOf(mutation, agreement), { input });
    const { agreement: made, userErrors } = data![mutation]!;
    expect(made).toBeNull();
    return userErrors.map(({ code, field }) => `${field.join('.')} ${code}`);
  };

  it('of a proposal, all of it at once', async () => {
    const past = { from: inDays(-3), to: inDays(-2), firstPeriod: '2025', lastPeriod: '2024' };
    const wrong = { ...terms(), ...past, finestFrequency: 'MONTH', audiences: [], breakdowns: [['sex']] };
    expect(await refusals(s.backbone, 'proposeAgreement', wrong)).toEqual([
      ...['finestFrequency INVALID', 'lastPeriod OUT_OF_RANGE', 'breakdowns.0 UNDECLARED_BREAKDOWN'],
      ...['audiences REQUIRED', 'from OUT_OF_RANGE', 'to OUT_OF_RANGE'],
    ]);
    const alone = { ...terms(), backbone: false };
    expect(await refusals(s.backbone, 'proposeAgreement', alone)).toEqual(['organizationIds REQUIRED']);
    const others = { ...terms(), backbone: false, organizationIds: [s.organizationIds['b'], s.organizationIds['c']] };
    expect(await refusals(s.partner, 'proposeAgreement', others)).toEqual([
      'grain NOT_ALLOWED',
      'organizationIds NOT_ALLOWED',
    ]);
  });

  it('of a signature and a revocation', async () => {
    const { id } = (await tell<Told>(s.backbone, 'proposeAgreement', agreement, terms())).agreement!;
    const a = s.organizationIds['a'];
    const b = s.organizationIds['b'];
    expect(await refusals(s.otherPartner, 'signAgreement', { id, organizationId: a })).toEqual([
      'organizationId NOT_ALLOWED',
    ]);
    expect(await refusals(s.otherPartner, 'signAgreement', { id, organizationId: b })).toEqual([
      'organizationId UNKNOWN_ORGANIZATION',
    ]);
    expect(await refusals(s.partner, 'signAgreement', { id })).toEqual(['organizationId NOT_ALLOWED']);
    await tell(s.partner, 'signAgreement', agreement, { id, organizationId: a });
    expect(await refusals(s.partner, 'signAgreement', { id, organizationId: a })).toEqual([
      'organizationId INVALID_STATE',
    ]);
    expect(await refusals(s.backbone, 'revokeAgreement', { id, reason: ' ' })).toEqual(['reason REQUIRED']);
    await tell(s.backbone, 'revokeAgreement', agreement, { id, reason: 'Not this year' });
    expect(await refusals(s.backbone, 'signAgreement', { id })).toEqual(['id INVALID_STATE']);
  });
});
