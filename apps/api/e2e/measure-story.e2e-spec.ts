import { tellerOf } from './access/tenant.scenario.js';
import { countStatements, type StatementCounter } from './count-statements.js';
import { dataOf, type Answer, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

let counter: StatementCounter;
let s: SubmissionsScenario;
beforeAll(async () => {
  counter = await countStatements(process.env['KEELSON_TEST_DATABASE'] ?? '');
  s = await startSubmissionsScenario(counter.through);
  const { tell } = tellerOf(s.backbone);
  const measureId = s.measureIds['people']!;
  const parts = (period: string, f: string, m: string) => [
    cell({ period, categories: [{ dimension: 'sex', category: 'f' }], number: { value: f } }),
    cell({ period, categories: [{ dimension: 'sex', category: 'm' }], number: { value: m } }),
  ];
  const values = [
    ...[...parts('2024-01', '30', '10'), ...parts('2024-02', '24', '12'), ...parts('2024-03', '2000', '9')],
    ...['2023-09', '2023-10', '2023-11', '2023-12'].map((period) => cell({ period, number: { value: '40' } })),
    cell({ organization: 'b', period: '2024-01', number: { value: '60' } }),
    cell({ period: '2024-03', number: { value: '1500' } }),
  ];
  const sent = dataOf(await s.submit(s.backbone, values)).submitMeasurements;
  await tell('approveSubmissions', 'submissions { id }', { submissionIds: sent.submissions!.map(({ id }) => id) });
  await tell('setBaseline', 'measure { id }', { measureId, period: '2023', value: '120' });
  await tell('setTargets', 'measure { id }', { measureId, targets: [{ period: '2024-12', value: '80' }] });
  await tell('reviseMeasure', 'measure { id }', {
    ...{ id: measureId, firstPeriod: '2024-03', comparability: 'BREAK', reason: 'Counted at the door' },
    ...{ unit: 'people', numberKind: 'COUNT', breakdowns: [{ dimensionCodes: ['sex'], additive: true }] },
  });
}, 120_000);
afterAll(async () => {
  await s?.stop();
  counter?.close();
});

const figure = `period cell value low high numerator denominator organizationsReported organizationsExpected cellsReported
  cellsExpected nonValues target baseline progress status derived version comparability withheld`;
const change = 'period before now panelBefore panelNow panel volumeReported volumeExpected withheld';
const curve = 'forecast { number } points { period actual forecast gap standing fitted withheld }';
const gaps =
  'period dimension total best indexOfDisparity missing groups { category name value rateDifference rateRatio missing }';
const story = `query($id: ID!, $first: Period!, $last: Period!) { measureStory(measureId: $id, firstPeriod: $first, lastPeriod: $last) {
  measure { code } versions { number firstPeriodStart unit comparability dimensions } series { ${figure} } breaks { period version comparability reason }
  changes { ${change} } targets { period value cell } baseline { period value } curve { ${curve} } gaps { ${gaps} }
  overlapResolutions { method } openWarnings outstanding { dueOn state organization { code } } explanations { text } decisions { text } } }`;
const doors = `query($id: ID!, $request: FigureRequestInput!, $period: Period!, $firstYear: Period!, $lastYear: Period!) {
  figures(request: $request) { ${figure} } figureChanges(request: $request) { ${change} }
  measureCurve(measureId: $id, firstPeriod: $firstYear, lastPeriod: $lastYear) { ${curve} }
  measureGaps(measureId: $id, period: $period, dimension: "sex") { ${gaps} } }`;

interface Story {
  series: { period: string; value: string | null; status: string | null; withheld: boolean }[];
  openWarnings: number;
  outstanding: { organization: { code: string } }[];
  [part: string]: unknown;
}
const read = (by: Ask, first = '2023-12', last = '2024-03') =>
  by<{ measureStory: Story }>(story, { id: s.measureIds['people'], first, last });
const codeOf = (answer: Pick<Answer, 'errors'>) => answer.errors?.[0]?.extensions.code;

it("tells a measure's whole story", async () => {
  const told = dataOf(await read(s.backbone)).measureStory;
  expect(told).toMatchObject({
    measure: { code: 'people' },
    versions: [
      { number: 1, firstPeriodStart: null, dimensions: ['sex'] },
      { number: 2, firstPeriodStart: '2024-03-01', comparability: 'BREAK' },
    ],
    series: [
      { period: '2023-12', value: '40', target: '80', baseline: '120' },
      { period: '2024-01', value: '100', derived: true, organizationsReported: 2 },
      { period: '2024-02', value: '36' },
      { period: '2024-03', value: '1500', version: 2, status: 'WORSE' },
    ],
    breaks: [{ period: '2024-03', version: 2, comparability: 'BREAK', reason: 'Counted at the door' }],
    changes: [
      { panel: 1 },
      { before: '40', now: '100' },
      { before: '100', now: '36', panelBefore: '40', panelNow: '36' },
      {},
    ],
    targets: [{ period: '2024-12', value: '80', cell: {} }],
    baseline: { period: '2023', value: '120' },
    gaps: [
      { period: '2024-03', dimension: 'sex', best: 'm', groups: [{ category: 'f', value: '2000' }, { category: 'm' }] },
    ],
    ...{ overlapResolutions: [], explanations: [], decisions: [] },
  });
  // The parts of March are more than its total.
  expect(told.openWarnings).toBe(1);
  expect(new Set(told.outstanding.map(({ organization }) => organization.code))).toContain('b');
});

it.each(['backbone', 'partner'] as const)('says to the %s what the other doors say, withheld alike', async (who) => {
  const told = dataOf(await read(s[who])).measureStory;
  const id = s.measureIds['people'];
  const span = { frequency: 'MONTH', firstPeriod: '2023-12', lastPeriod: '2024-03', breakdowns: [] };
  const request = { coalitionId: s.coalitionId, measureIds: [id], ...span };
  const apart = dataOf(await s[who](doors, { id, request, period: '2024-03', firstYear: '2023', lastYear: '2024' }));
  const { figures, figureChanges, measureCurve, measureGaps } = apart;
  expect(told).toMatchObject({ series: figures, changes: figureChanges, curve: measureCurve, gaps: [measureGaps] });
  expect(told.series.map(({ withheld }) => withheld)).toContain(who === 'partner');
});

it('is closed to those who read published reports, and unknown to others', async () => {
  expect(codeOf(await read(s.funder))).toBe('FORBIDDEN');
  expect(codeOf(await read(s.outsider))).toBe('NOT_FOUND');
  expect(codeOf(await read(s.guest))).toBe('UNAUTHENTICATED');
  expect(codeOf(await read(s.backbone, '2024-03', '2023-12'))).toBe('BAD_USER_INPUT');
  expect(codeOf(await read(s.backbone, '2024-03', '2024'))).toBe('BAD_USER_INPUT');
});

it('takes as many statements for forty months as for four', async () => {
  const during = (first: string) => counter.during(() => read(s.backbone, first));
  await during('2023-12');
  const few = await during('2023-12');
  expect(few.length).toBeGreaterThan(5);
  expect(await during('2020-12')).toEqual(few);
});
