import { dataOf, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

interface Created {
  createMeasures: {
    measures: { id: string; code: string; calculated: boolean; versions: object[] }[] | null;
    userErrors: { code: string; field: string[]; message: string }[];
  };
}

const make = `mutation($input: CreateMeasuresInput!) { createMeasures(input: $input) {
  measures { id code calculated versions { numberKind unit expression operands { treatMissingAs measure { code } } } }
  userErrors { code field message } } }`;
const perHead = (changes: object = {}) => ({
  ...{ code: 'perHead', name: 'Money per head', unit: 'USD per head', numberKind: 'CALCULATED', direction: 'DECREASE' },
  ...{ frequency: 'MONTH', expression: 'if(people > 0, money / people, 0)', ...changes },
});

let s: SubmissionsScenario;
let measureId: string;
const create = (by: Ask, changes: object = {}) =>
  by<Created>(make, { input: { coalitionId: s.coalitionId, measures: [perHead(changes)] } });
beforeAll(async () => {
  s = await startSubmissionsScenario();
  await s.backbone(
    `mutation($input: UpdateCoalitionInput!) { updateCoalition(input: $input) { userErrors { message } } }`,
    { input: { id: s.coalitionId, figuresFrom: 'SUBMITTED' } },
  );
  const made = dataOf(await create(s.backbone, { operands: [{ measure: 'money', treatMissingAs: 'ZERO' }] }));
  expect(made.createMeasures).toMatchObject({
    measures: [
      {
        ...{ code: 'perHead', calculated: true },
        versions: [
          {
            ...{ numberKind: 'CALCULATED', unit: 'USD per head', expression: 'if(people > 0, money / people, 0)' },
            operands: [
              { treatMissingAs: null, measure: { code: 'people' } },
              { treatMissingAs: 'ZERO', measure: { code: 'money' } },
            ],
          },
        ],
      },
    ],
    userErrors: [],
  });
  measureId = made.createMeasures.measures![0]!.id;
  for (const [by, organization, people, money] of [
    [s.partner, 'a', '2', '10'],
    [s.otherPartner, 'b', '1', '0.5'],
  ] as const) {
    await s.submit(by, [
      cell({ organization, number: { value: people } }),
      cell({ organization, measure: 'money', number: { value: money } }),
    ]);
  }
}, 60_000);
afterAll(() => s?.stop());

const figures = `query($request: FigureRequestInput!) { figures(request: $request) {
  value status withheld organizationsReported measure { code } } figureChanges(request: $request) { before now panel } }`;
const request = (changes: object = {}) => ({
  ...{ coalitionId: s.coalitionId, measureIds: [measureId], frequency: 'MONTH', breakdowns: [] },
  ...{ firstPeriod: '2024-01', lastPeriod: '2024-01', ...changes },
});

it('is worked out from the figures of its operands, and withheld with them', async () => {
  const ask = (by: Ask) => by(figures, { request: request() });
  expect(dataOf(await ask(s.backbone))).toEqual({
    figures: [{ value: '3.5', status: null, withheld: false, organizationsReported: 2, measure: { code: 'perHead' } }],
    figureChanges: [{ before: null, now: '3.5', panel: 0 }],
  });
  expect(dataOf(await ask(s.partner))).toMatchObject({
    figures: [{ value: null, withheld: true }],
    figureChanges: [{ now: null }],
  });
  expect((await ask(s.funder)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await ask(s.outsider)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('takes no values, and is due from nobody', async () => {
  const { submitMeasurements: refused } = (await s.submit(s.partner, [cell({ measure: 'perHead' })])).data!;
  expect(refused.userErrors).toMatchObject([{ code: 'WRONG_KIND', field: ['values', '0', 'measure'] }]);
  const owed = `query($id: ID!, $filter: OutstandingFilterInput) { outstanding(coalitionId: $id, filter: $filter, first: 100) {
    nodes { measure { code } } } }`;
  const filter = { firstPeriod: '2024-02', lastPeriod: '2024-02' };
  const answer = await s.backbone<{ outstanding: { nodes: { measure: { code: string } }[] } }>(owed, {
    ...{ id: s.coalitionId, filter },
  });
  const codes = new Set(dataOf(answer).outstanding.nodes.map(({ measure }) => measure.code));
  expect([...codes].sort()).toEqual(['money', 'people', 'rate']);
});

it.each([
  ['100 kB of parentheses', '('.repeat(100_000), 'TOO_LONG'],
  ['a division by zero', 'money / 0', 'INVALID'],
  ['itself', 'again + money', 'CYCLE'],
  ['what is not there', 'money / nobody', 'UNKNOWN_MEASURE'],
  ['a property', 'money.constructor(1)', 'INVALID'],
])('with %s comes back as a userError', async (_, expression, code) => {
  const { createMeasures } = (await create(s.backbone, { code: 'again', expression })).data!;
  expect(createMeasures).toMatchObject({
    measures: null,
    userErrors: [{ code, field: ['measures', '0', 'expression'] }],
  });
});

it('is defined by backbone staff only', async () => {
  const codes = { guest: 'UNAUTHENTICATED', outsider: 'NOT_FOUND', partner: 'FORBIDDEN', funder: 'FORBIDDEN' } as const;
  for (const [role, code] of Object.entries(codes)) {
    expect((await create(s[role as keyof typeof codes], { code: 'again' })).errors?.[0]?.extensions.code).toBe(code);
  }
});
