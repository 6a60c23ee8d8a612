import { compileReport } from './report.scenario.js';
import { startProcess, stopProcess, environmentOf, administrator, dataOf, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

/** Numbers that occur nowhere else in an answer, so that a search finds them wherever they leak. */
const hiddenPart = '7';
const parts = { f: ['3', '2', '2'], m: ['41017', '41018', '41019'], x: ['52021', '52022', '52023'] };
const marks = { m: '123054', x: '156066', total: '279127' };

let s: SubmissionsScenario;
let worker: Awaited<ReturnType<typeof startProcess>>;
let measureId: string;
let reportId: string;
beforeAll(async () => {
  s = await startSubmissionsScenario();
  worker = await startProcess('worker', environmentOf('worker', s.database));
  const create = async (mutation: string, input: object) => dataOf(await s.backbone<never>(mutation, { input }));
  await create(
    `mutation($input: CreateDimensionsInput!) { createDimensions(input: $input) { userErrors { message } } }`,
    {
      coalitionId: s.coalitionId,
      dimensions: [
        { code: 'gender', name: 'Gender', categories: ['f', 'm', 'x'].map((code) => ({ code, name: code })) },
      ],
    },
  );
  const made = dataOf(
    await s.backbone<{ createMeasures: { measures: { id: string }[]; userErrors: object[] } }>(
      `mutation($input: CreateMeasuresInput!) { createMeasures(input: $input) { measures { id } userErrors { message } } }`,
      {
        input: {
          coalitionId: s.coalitionId,
          measures: [
            {
              ...{ code: 'students', name: 'Students', unit: 'people', numberKind: 'COUNT', direction: 'INCREASE' },
              ...{ frequency: 'YEAR', ofPeople: true, breakdowns: [{ dimensionCodes: ['gender'], additive: true }] },
            },
          ],
        },
      },
    ),
  );
  expect(made.createMeasures.userErrors).toEqual([]);
  measureId = made.createMeasures.measures[0]!.id;
  await create(
    `mutation($input: UpdateCoalitionInput!) { updateCoalition(input: $input) { userErrors { message } } }`,
    {
      id: s.coalitionId,
      figuresFrom: 'SUBMITTED',
    },
  );
  const values = ['a', 'b', 'c'].flatMap((organization, i) => {
    const of = (value: string, gender?: string) =>
      cell({
        ...{ organization, measure: 'students', period: '2024', number: { value } },
        categories: gender ? [{ dimension: 'gender', category: gender }] : [],
      });
    const own = Object.entries(parts).map(([gender, numbers]) => [gender, numbers[i]!] as const);
    const total = own.reduce((sum, [, number]) => sum + Number(number), 0);
    return [of(String(total)), ...own.map(([gender, number]) => of(number, gender))];
  });
  await s.submit(s.backbone, values);
  reportId = (await compileReport(s, await s.signIn(administrator.email, administrator.password))).id;
  const published = dataOf(
    await s.backbone<{ publishReport: { userErrors: object[] } }>(
      `mutation($input: PublishReportInput!) { publishReport(input: $input) { userErrors { message } } }`,
      { input: { id: reportId, audiences: ['COALITION', 'FUNDERS'] } },
    ),
  );
  expect(published.publishReport.userErrors).toEqual([]);
}, 120_000);
afterAll(async () => {
  if (worker) await stopProcess(worker.child);
  await s?.stop();
});

const request = (breakdowns?: string[][]) => ({
  ...{ coalitionId: s.coalitionId, measureIds: [measureId], frequency: 'YEAR', breakdowns },
  ...{ firstPeriod: '2024', lastPeriod: '2024' },
});
interface Figure {
  cell: Record<string, string>;
  value: string | null;
  status: string | null;
}
const figures = `query($request: FigureRequestInput!) { figures(request: $request) {
  cell value low high numerator denominator progress status nonValues withheld } }`;
const figuresFor = async (ask: Ask, breakdowns?: string[][]) =>
  dataOf(await ask<{ figures: Figure[] }>(figures, { request: request(breakdowns) })).figures;

it('live figures: 7 = 3 + 2 + 2 is hidden from partners, with one more part; backbone staff see it', async () => {
  const own = await figuresFor(s.backbone);
  expect(own.map(({ value }) => value)).toEqual([hiddenPart, marks.m, marks.x, marks.total]);
  const seen = await figuresFor(s.partner);
  expect(seen.map(({ value }) => value)).toEqual([null, null, marks.x, marks.total]);
  expect(seen.filter(({ status }) => status === 'SUPPRESSED').map(({ cell: of }) => of)).toEqual([
    { gender: 'f' },
    { gender: 'm' },
  ]);
  expect(await figuresFor(s.otherPartner, [['gender']])).toEqual(seen);
  expect(await figuresFor(s.partner, [])).toEqual([seen[3]]);
});

it('gaps and changes tell a partner neither', async () => {
  const gaps = `query($id: ID!) { measureGaps(measureId: $id, period: "2024", dimension: "gender") {
    best indexOfDisparity total groups { category value rateDifference rateRatio missing } } }`;
  const answer = await s.partner<{ measureGaps: { indexOfDisparity: null; groups: { missing: string | null }[] } }>(
    gaps,
    {
      id: measureId,
    },
  );
  const { measureGaps } = dataOf(answer);
  expect(measureGaps.indexOfDisparity).toBeNull();
  expect(measureGaps.groups.map(({ missing }) => missing)).toEqual(['SUPPRESSED', 'SUPPRESSED', null]);
  expect(JSON.stringify(answer)).not.toContain(marks.m);
  const changes = `query($request: FigureRequestInput!) { figureChanges(request: $request) {
    before now panelBefore panelNow volumeReported volumeExpected suppressed } }`;
  const told = await s.partner<{ figureChanges: object[] }>(changes, { request: request() });
  expect(dataOf(told).figureChanges).toMatchObject([{ now: null, panelNow: null, volumeExpected: null }]);
});

describe.each(['csv', 'json', 'html'])('the published report as %s', (format) => {
  it.each(['partner', 'observer', 'funder', 'backbone'] as const)('for %s', async (who) => {
    const response = await s[who].download(`/reports/${reportId}.${format}`);
    expect(response.status).toBe(200);
    // The page groups thousands and draws charts, whose points are no numbers of people.
    const text = (await response.text()).replace(/(?<=\d)[,\u202f\u00a0](?=\d{3})/g, '');
    const found = Object.fromEntries(Object.entries(marks).map(([name, number]) => [name, text.includes(number)]));
    const drawn = format === 'html';
    if (who === 'backbone')
      expect(found).toEqual(drawn ? { ...found, total: true } : { m: true, x: true, total: true });
    else {
      expect(found).toMatchObject({ m: false, total: true });
      if (!drawn) expect(found.x).toBe(true);
      if (format === 'csv') expect(text).toMatch(/students,2024,f,,,,people,3,4,,SUPPRESSED/);
      if (format === 'json') {
        const { figures: all } = JSON.parse(text) as { figures: Figure[] };
        expect(all.filter(({ status }) => status === 'SUPPRESSED')).toHaveLength(2);
        for (const { status, value } of all) if (status === 'SUPPRESSED') expect(value).toBeNull();
      }
    }
  });
});
