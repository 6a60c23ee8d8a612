import { dataOf, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

interface Figure {
  value: string | null;
  low: string | null;
  high: string | null;
  status: string | null;
  withheld: boolean;
}
interface Done {
  done: { resolution: object | null; userErrors: { code: string; field: string[]; message: string }[] };
}

let s: SubmissionsScenario;
let measureId: string;
beforeAll(async () => {
  s = await startSubmissionsScenario();
  const make = `mutation($input: CreateMeasuresInput!) { createMeasures(input: $input) { measures { id versions { overlap } } userErrors { message } } }`;
  const clients = {
    ...{ code: 'clients', name: 'Clients', unit: 'people', numberKind: 'COUNT', direction: 'INCREASE' },
    ...{ frequency: 'MONTH', overlap: 'POSSIBLE' },
  };
  const made = dataOf(
    await s.backbone<{ createMeasures: { measures: { id: string; versions: object[] }[] } }>(make, {
      input: { coalitionId: s.coalitionId, measures: [clients] },
    }),
  );
  const [measure] = made.createMeasures.measures;
  expect(measure?.versions).toEqual([{ overlap: 'POSSIBLE' }]);
  measureId = measure!.id;
  await s.backbone(
    `mutation($input: UpdateCoalitionInput!) { updateCoalition(input: $input) { userErrors { message } } }`,
    {
      input: { id: s.coalitionId, figuresFrom: 'SUBMITTED' },
    },
  );
  for (const [by, organization, value] of [
    [s.partner, 'a', '50'],
    [s.otherPartner, 'b', '75'],
  ] as const) {
    await s.submit(by, [cell({ organization, measure: 'clients', number: { value } })]);
  }
}, 60_000);
afterAll(() => s?.stop());

const figures = `query($request: FigureRequestInput!) { figures(request: $request) { value low high status withheld } }`;
const request = () => ({
  ...{ coalitionId: s.coalitionId, measureIds: [measureId], frequency: 'MONTH', breakdowns: [] },
  ...{ firstPeriod: '2024-01', lastPeriod: '2024-01' },
});
const ask = (by: Ask) => by<{ figures: Figure[] }>(figures, { request: request() });
const figureFor = async (by: Ask) => dataOf(await ask(by)).figures[0];

const resolve = `mutation($input: ResolveOverlapInput!) { done: resolveOverlap(input: $input) {
  resolution { method rate exact firstPeriod lastPeriod signedBy measure { code } } userErrors { code field message } } }`;
const input = (changes: object = {}) => ({
  ...{ measureId, frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-01', method: 'SUM' },
  ...{ signedBy: 'Ada Obi', signedOn: '2024-03-01', source: 'The lists of both were matched.', ...changes },
});
const tell = (by: Ask, changes: object = {}) => by<Done>(resolve, { input: input(changes) });

it('50 and 75, overlap POSSIBLE, is [75, 125] until it is resolved; RATE 0.5 gives 100', async () => {
  const interval = { value: null, low: '75', high: '125', status: 'UNRESOLVED', withheld: false };
  expect(await figureFor(s.backbone)).toEqual(interval);
  const { done } = dataOf(await tell(s.backbone, { method: 'RATE', rate: '0.5' }));
  expect(done).toEqual({
    resolution: {
      ...{ method: 'RATE', rate: '0.5', exact: null, firstPeriod: '2024-01', lastPeriod: '2024-01' },
      ...{ signedBy: 'Ada Obi', measure: { code: 'clients' } },
    },
    userErrors: [],
  });
  expect(await figureFor(s.backbone)).toMatchObject({ value: '100', low: null, high: null, status: null });
});

it('is withheld from partners, with its ends; not for funders; absent for outsiders', async () => {
  expect(await figureFor(s.partner)).toEqual({ value: null, low: null, high: null, status: null, withheld: true });
  expect((await ask(s.funder)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await ask(s.outsider)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('is resolved by backbone staff only', async () => {
  const codes = { guest: 'UNAUTHENTICATED', outsider: 'NOT_FOUND', partner: 'FORBIDDEN', funder: 'FORBIDDEN' } as const;
  for (const [role, code] of Object.entries(codes)) {
    expect((await tell(s[role as keyof typeof codes])).errors?.[0]?.extensions.code).toBe(code);
  }
});

it.each([
  ['EXACT outside its interval', { method: 'EXACT', exact: '130' }, 'OUT_OF_RANGE', 'exact'],
  ['a rate above 1', { method: 'RATE', rate: '1.5' }, 'OUT_OF_RANGE', 'rate'],
  ['no signature', { signedBy: '' }, 'REQUIRED', 'signedBy'],
  ['a signature from tomorrow', { signedOn: '2999-01-01' }, 'OUT_OF_RANGE', 'signedOn'],
  ['periods backwards', { lastPeriod: '2023-12' }, 'OUT_OF_RANGE', 'lastPeriod'],
])('with %s comes back as a userError', async (_, changes, code, field) => {
  const { done } = (await tell(s.backbone, changes)).data!;
  expect(done).toMatchObject({ resolution: null, userErrors: [{ code, field: [field] }] });
});

it('of a measure without overlap comes back as a userError', async () => {
  const { done } = (await tell(s.backbone, { measureId: s.measureIds['people'] })).data!;
  expect(done).toMatchObject({ resolution: null, userErrors: [{ code: 'INVALID', field: ['measureId'] }] });
});

it('keeps every resolution in sight, the latest first; the exact number for backbone staff', async () => {
  expect(dataOf(await tell(s.backbone, { method: 'EXACT', exact: '110' })).done.userErrors).toEqual([]);
  expect(await figureFor(s.backbone)).toMatchObject({ value: '110' });
  const list = `query($id: ID!) { measure(id: $id) { overlapResolutions { method exact signedOn } } }`;
  const rate = { method: 'RATE', exact: null, signedOn: '2024-03-01' };
  const seenBy = async (by: Ask) => dataOf(await by<{ measure: object | null }>(list, { id: measureId })).measure;
  const exact = { method: 'EXACT', exact: '110', signedOn: '2024-03-01' };
  expect(await seenBy(s.backbone)).toEqual({ overlapResolutions: [exact, rate] });
  for (const by of [s.partner, s.funder]) {
    expect(await seenBy(by)).toEqual({ overlapResolutions: [{ ...exact, exact: null }, rate] });
  }
  expect(await seenBy(s.outsider)).toBeNull();
});
