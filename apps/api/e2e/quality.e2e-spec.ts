import { randomUUID } from 'node:crypto';
import { dataOf, type Answer, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';
import { tellerOf } from './access/tenant.scenario.js';

interface Finding {
  key: string;
  check: string;
  outcome: string;
  sentence: string;
  organization: { code: string };
  measures: { code: string }[];
}
interface Done {
  done: Record<string, unknown> & { userErrors: { code: string; field: string[]; message: string }[] };
}

let s: SubmissionsScenario;
beforeAll(async () => {
  s = await startSubmissionsScenario();
}, 60_000);
afterAll(() => s?.stop());

const check = `query($id: ID!, $filter: QualityFilterInput!) { checkQuality(coalitionId: $id, filter: $filter, first: 100) { totalCount nodes {
  key check outcome importance sentence period cell numbers { name value } organization { code } measures { code } rule { code }
  explanation { id text check period organization { code } explainedBy { email } } } } }`;
const span = { frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-12' };
const ask = (by: Ask, filter: object = {}) =>
  by<{ checkQuality: { totalCount: number; nodes: Finding[] } }>(check, {
    id: s.coalitionId,
    filter: { ...span, ...filter },
  });
const violations = async (by: Ask, filter: object = {}) =>
  dataOf(await ask(by, { outcomes: ['VIOLATION'], ...filter })).checkQuality.nodes;
const codeOf = (answer: Pick<Answer, 'errors'>) => answer.errors?.[0]?.extensions.code;

const create = `mutation($input: CreateQualityRuleInput!) { done: createQualityRule(input: $input) {
  qualityRule { id code active frequency measures { code } } userErrors { code field message } } }`;
const rule = (changes: object = {}) => ({
  ...{ coalitionId: s.coalitionId, code: randomUUID(), name: 'No more money than people', importance: 'HIGH' },
  ...{ left: 'money', operator: 'LESS_OR_EQUAL', right: 'people', ...changes },
});
const submit = `mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) {
  created changed unchanged warnings(outcomes: [VIOLATION]) { check sentence importance period organization { code } } userErrors { code field } } }`;
const send = (by: Ask, values: object[], options: object = {}) =>
  by<{ submitMeasurements: { created: number; warnings: Finding[] } }>(submit, {
    input: { coalitionId: s.coalitionId, idempotencyKey: randomUUID(), values, ...options },
  });

describe('rules', () => {
  it('are made by backbone staff only', async () => {
    const codes = {
      guest: 'UNAUTHENTICATED',
      outsider: 'NOT_FOUND',
      partner: 'FORBIDDEN',
      funder: 'FORBIDDEN',
    } as const;
    for (const [role, code] of Object.entries(codes)) {
      expect(codeOf(await s[role as keyof typeof codes](create, { input: rule() }))).toBe(code);
    }
    const { done } = dataOf(await s.backbone<Done>(create, { input: rule({ code: 'money' }) }));
    expect(done).toMatchObject({
      qualityRule: { id: expect.stringMatching(/^qrl_/), code: 'money', active: true, frequency: 'MONTH' },
      userErrors: [],
    });
  });

  it.each([
    ['an unknown code', { left: 'nobody' }, 'UNKNOWN_MEASURE', 'left'],
    ['a division by zero', { right: 'people / 0' }, 'INVALID', 'right'],
    ['100 kB of parentheses', { right: '('.repeat(102_400) }, 'TOO_LONG', 'right'],
    ['parentheses 30 deep', { right: `${'('.repeat(30)}people${')'.repeat(30)}` }, 'INVALID', 'right'],
    ['a property', { right: 'people.constructor' }, 'UNKNOWN_MEASURE', 'right'],
    ['an unknown function', { right: 'log(people)' }, 'INVALID', 'right'],
    ['a taken code', { code: 'money' }, 'TAKEN', 'code'],
  ])('with %s come back as userErrors', async (_what, changes, code, field) => {
    const { done } = (await s.backbone<Done>(create, { input: rule(changes) })).data!;
    expect(done).toMatchObject({ qualityRule: null, userErrors: [{ code, field: [field] }] });
  });

  it('are listed for partners, and unknown to a funder and an outsider', async () => {
    const list = `query($id: ID!) { qualityRules(coalitionId: $id) { totalCount nodes { id code left operator right } } }`;
    const seen = dataOf(await s.partner<{ qualityRules: { nodes: { id: string }[] } }>(list, { id: s.coalitionId }));
    expect(seen.qualityRules).toMatchObject({ totalCount: 1, nodes: [{ code: 'money', left: 'money' }] });
    expect(codeOf(await s.funder(list, { id: s.coalitionId }))).toBe('FORBIDDEN');
    expect(codeOf(await s.outsider(list, { id: s.coalitionId }))).toBe('NOT_FOUND');
    const node = `query($id: ID!) { node(id: $id) { id } }`;
    const { id } = seen.qualityRules.nodes[0]!;
    expect(await s.partner(node, { id })).toEqual({ data: { node: { id } } });
    for (const by of [s.funder, s.outsider]) expect(await by(node, { id })).toEqual({ data: { node: null } });
  });
});

describe('warnings', () => {
  it('come with what was just written, and refuse nothing', async () => {
    for (const [i, value] of ['100', '104', '98', '102', '96'].entries()) {
      await s.submit(s.partner, [cell({ period: `2023-0${i + 1}`, number: { value } })]);
    }
    const { submitMeasurements } = dataOf(await send(s.partner, [cell({ number: { value: '1010' } })]));
    expect(submitMeasurements).toMatchObject({
      created: 1,
      warnings: [{ check: 'SLIP', importance: 'HIGH', period: '2024-01', organization: { code: 'a' } }],
    });
    const ruled = dataOf(await send(s.partner, [cell({ measure: 'money', number: { value: '1010.5' } })]));
    expect(ruled.submitMeasurements.warnings).toMatchObject([
      { check: 'RULE', sentence: 'No more money than people: 1010.5 should be ≤ 1010.' },
    ]);
  });

  it('are none of a dry run, none of what was refused, and none where nothing is wrong', async () => {
    const dry = dataOf(await send(s.partner, [cell({ number: { value: '99999' } })], { dryRun: true }));
    expect(dry.submitMeasurements.warnings).toEqual([]);
    const refused = (await send(s.partner, [cell({ number: { value: 'many' } })])).data!;
    expect(refused.submitMeasurements.warnings).toEqual([]);
    const fine = dataOf(await send(s.otherPartner, [cell({ organization: 'b', number: { value: '7' } })]));
    expect(fine.submitMeasurements.warnings).toEqual([]);
  });

  it('need the scope READ, and nothing is written without it', async () => {
    const key = {
      coalitionId: s.coalitionId,
      name: 'k',
      role: 'PARTNER',
      scopes: ['SUBMIT'],
      organizationIds: [s.organizationIds['a']],
    };
    const { secret } = await tellerOf(s.partner).tell<{ secret: string }>('createApiKey', 'secret', key);
    const values = [cell({ period: '2024-05', number: { value: '100' } })];
    const plain = `mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) { created warnings { check } userErrors { code } } }`;
    const input = { coalitionId: s.coalitionId, idempotencyKey: randomUUID(), values };
    expect(codeOf(await s.as(secret)(plain, { input }))).toBe('FORBIDDEN');
    const without = plain.replace('warnings { check } ', '');
    expect(await s.as(secret)(without, { input })).toMatchObject({ data: { submitMeasurements: { created: 1 } } });
  });
});

describe('a check', () => {
  it('shows backbone staff everything, partners their own, and nobody else anything', async () => {
    await s.submit(s.otherPartner, [
      cell({ organization: 'b', period: '2024-02', number: { value: '10' } }),
      cell({
        organization: 'b',
        period: '2024-02',
        number: { value: '11' },
        categories: [{ dimension: 'sex', category: 'f' }],
      }),
    ]);
    expect((await violations(s.backbone)).map(({ check, organization }) => [check, organization.code])).toEqual(
      expect.arrayContaining([
        ['SLIP', 'a'],
        ['RULE', 'a'],
        ['PARTS_AGAINST_TOTAL', 'b'],
      ]),
    );
    expect(new Set((await violations(s.partner)).map(({ organization }) => organization.code))).toEqual(new Set(['a']));
    expect(await violations(s.otherPartner)).toMatchObject([
      { check: 'PARTS_AGAINST_TOTAL', organization: { code: 'b' }, measures: [{ code: 'people' }], rule: null },
    ]);
    const ofA = { organizationIds: [s.organizationIds['a']] };
    expect(dataOf(await ask(s.otherPartner, { ...ofA, includeExplained: true })).checkQuality).toMatchObject({
      totalCount: 0,
    });
    expect(codeOf(await ask(s.funder))).toBe('FORBIDDEN');
    expect(codeOf(await ask(s.observer))).toBe('FORBIDDEN');
    expect(codeOf(await ask(s.outsider))).toBe('NOT_FOUND');
    expect(codeOf(await ask(s.guest))).toBe('UNAUTHENTICATED');
  });

  it('tells apart what is wrong and what nobody knows', async () => {
    const all = dataOf(await ask(s.backbone)).checkQuality.nodes;
    expect(new Set(all.map(({ outcome }) => outcome))).toEqual(
      new Set(['VIOLATION', 'NOT_EVALUATED', 'NOT_ENOUGH_HISTORY']),
    );
    expect(codeOf(await ask(s.backbone, { firstPeriod: '2024' }))).toBe('BAD_USER_INPUT');
  });
});

describe('an explanation', () => {
  const explain = `mutation($input: ExplainFindingInput!) { done: explainFinding(input: $input) {
    finding { check explanation { id text } } userErrors { code field message } } }`;
  const text = 'A new clinic opened in January';
  const tell = (by: Ask, key: string) => by<Done>(explain, { input: { coalitionId: s.coalitionId, key, text } });
  const slip = async (by: Ask, filter?: object) => (await violations(by, filter)).find(({ check }) => check === 'SLIP');

  it("is the partner's own to give, and silences the finding until its number changes", async () => {
    const { key } = (await slip(s.partner))!;
    for (const by of [s.otherPartner, s.funder, s.observer]) expect(codeOf(await tell(by, key))).toBe('FORBIDDEN');
    expect(codeOf(await tell(s.outsider, key))).toBe('NOT_FOUND');
    expect(codeOf(await tell(s.guest, key))).toBe('UNAUTHENTICATED');
    expect(await slip(s.backbone)).toBeDefined();
    expect(dataOf(await tell(s.partner, key)).done).toMatchObject({
      finding: { check: 'SLIP', explanation: { text } },
    });
    expect(await slip(s.partner)).toBeUndefined();
    expect(await slip(s.backbone)).toBeUndefined();
    expect(await slip(s.backbone, { includeExplained: true })).toMatchObject({
      explanation: {
        text,
        check: 'SLIP',
        period: '2024-01',
        organization: { code: 'a' },
        explainedBy: { email: 'partner@example.org' },
      },
    });
    const again = dataOf(await send(s.partner, [cell({ number: { value: '1020' } })]));
    expect(again.submitMeasurements.warnings).toMatchObject([{ check: 'SLIP' }]);
    expect(await slip(s.partner)).toMatchObject({ explanation: null });
  });

  it('is told to no other partner, funder or outsider by its id', async () => {
    const { key } = (await slip(s.backbone))!;
    const { done } = dataOf(await tell(s.backbone, key));
    const { id } = (done['finding'] as { explanation: { id: string } }).explanation;
    const node = `query($id: ID!) { node(id: $id) { ... on QualityExplanation { text } } }`;
    for (const by of [s.partner, s.backbone]) expect(await by(node, { id })).toEqual({ data: { node: { text } } });
    for (const by of [s.otherPartner, s.funder, s.outsider])
      expect(await by(node, { id })).toEqual({ data: { node: null } });
  });

  it('of a finding that is not there is refused', async () => {
    const { key } = (await slip(s.backbone, { includeExplained: true }))!;
    await s.submit(s.partner, [cell({ number: { value: '100' } })]);
    expect((await tell(s.partner, key)).data!.done.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['key'] }]);
    expect(codeOf(await tell(s.partner, 'nonsense'))).toBe('BAD_USER_INPUT');
  });
});
