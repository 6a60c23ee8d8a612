import { dataOf, type Answer, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';
import { tellerOf } from './access/tenant.scenario.js';

let s: SubmissionsScenario;
let measureId: string;
const years = { '2019': '10', '2020': '12', '2021': '14', '2022': '20', '2023': '30' };

beforeAll(async () => {
  s = await startSubmissionsScenario();
  const { tell } = tellerOf(s.backbone);
  const kind = { unit: 'people', numberKind: 'COUNT', direction: 'INCREASE', frequency: 'YEAR' };
  const measures = [
    { code: 'yearly', name: 'Yearly', ...kind, breakdowns: [{ dimensionCodes: ['sex'], additive: true }] },
  ];
  const made = await tell<{ measures: { id: string }[] }>('createMeasures', 'measures { id }', {
    coalitionId: s.coalitionId,
    measures,
  });
  measureId = made.measures[0]!.id;
}, 60_000);
afterAll(() => s?.stop());

const freeze = `mutation($input: FreezeForecastInput!) { freezeForecast(input: $input) {
  forecast { number method slope intercept tolerance reason withheld points { period value } madeBy { email } } userErrors { code field message } } }`;
const curve = `query($id: ID!, $first: Period!, $last: Period!) { measureCurve(measureId: $id, firstPeriod: $first, lastPeriod: $last) {
  measure { code } forecast { number slope points { period } withheld } forecasts { number } points { period actual forecast gap standing fitted withheld } } }`;
const gaps = `query($id: ID!) { measureGaps(measureId: $id, period: "2023", dimension: "sex") {
  total best indexOfDisparity missing groups { category name value rateDifference rateRatio missing } } }`;
const read = (by: Ask) => by<{ measureCurve: object }>(curve, { id: measureId, first: '2021', last: '2024' });
const codeOf = (answer: Pick<Answer, 'errors'>) => answer.errors?.[0]?.extensions.code;

it('a forecast without history comes back as a userError that says how much is there', async () => {
  const { freezeForecast } = (await s.backbone<{ freezeForecast: object }>(freeze, { input: { measureId } })).data!;
  expect(freezeForecast).toEqual({
    forecast: null,
    userErrors: [
      {
        ...{ code: 'INVALID_STATE', field: ['measureId'] },
        message: 'Building history: 0 of at least 3 complete years are there.',
      },
    ],
  });
});

it('a curve is turned, seen by backbone staff, withheld from partners, and closed to others', async () => {
  for (const [period, value] of Object.entries(years)) {
    const sent = dataOf(await s.submit(s.backbone, [cell({ measure: 'yearly', period, number: { value } })]));
    const submissionIds = sent.submitMeasurements.submissions!.map(({ id }) => id);
    await tellerOf(s.backbone).tell('approveSubmissions', 'submissions { id }', { submissionIds });
  }
  const input = { measureId, lastPeriod: '2021', reason: 'Before the new programme', tolerance: '1' };
  for (const [by, code] of [
    [s.guest, 'UNAUTHENTICATED'],
    [s.outsider, 'NOT_FOUND'],
    [s.partner, 'FORBIDDEN'],
    [s.funder, 'FORBIDDEN'],
  ] as const) {
    expect(codeOf(await by(freeze, { input }))).toBe(code);
  }
  const made = dataOf(await s.backbone<{ freezeForecast: object }>(freeze, { input }));
  expect(made.freezeForecast).toMatchObject({
    forecast: { number: 1, method: 'LEAST_SQUARES', slope: '2', intercept: '10', tolerance: '1', withheld: false },
    userErrors: [],
  });
  expect(dataOf(await read(s.backbone)).measureCurve).toMatchObject({
    measure: { code: 'yearly' },
    forecast: { number: 1, slope: '2', points: [{ period: '2019' }, { period: '2020' }, { period: '2021' }] },
    points: [
      { period: '2021', actual: '14', forecast: '14', fitted: true, standing: null },
      { period: '2022', actual: '20', forecast: '16', gap: '4', standing: 'SLOWED' },
      { period: '2023', actual: '30', forecast: '18', gap: '12', standing: 'TURNED' },
      { period: '2024', actual: null, forecast: '20', gap: null, standing: 'NO_DATA' },
    ],
  });
  const seen = dataOf(await read(s.partner)).measureCurve;
  expect(seen).toMatchObject({ forecast: { number: 1, slope: null, points: null, withheld: true } });
  expect(JSON.stringify(seen)).not.toMatch(/"(10|12|14|16|18|20|30)"/);
  expect(codeOf(await read(s.funder))).toBe('FORBIDDEN');
  expect(codeOf(await read(s.outsider))).toBe('NOT_FOUND');
});

it('gaps tell every category, also one without a number', async () => {
  const { measureGaps } = dataOf(await s.backbone<{ measureGaps: object }>(gaps, { id: measureId }));
  expect(measureGaps).toMatchObject({ total: '30', best: null, indexOfDisparity: null, missing: 2 });
  expect(codeOf(await s.funder(gaps, { id: measureId }))).toBe('FORBIDDEN');
  expect(codeOf(await s.outsider(gaps, { id: measureId }))).toBe('NOT_FOUND');
});
