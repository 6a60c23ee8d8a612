import { randomUUID } from 'node:crypto';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Ask } from './scenario.js';

let s: CoalitionScenario;
let measureIds: Record<string, string>;

beforeAll(async () => {
  s = await startCoalitionScenario();
  const { addOrganizations } = dataOf(
    await s.backbone<{ addOrganizations: { organizations: { id: string }[] } }>(
      `mutation($input: AddOrganizationsInput!) { addOrganizations(input: $input) { organizations { id } userErrors { message } } }`,
      { input: { coalitionId: s.coalitionId, organizations: [{ code: 'late', name: 'Late', from: '2024-06-01' }] } },
    ),
  );
  s.organizationIds['late'] = addOrganizations.organizations[0]!.id;
  dataOf(
    await s.backbone(
      `mutation($input: CreateDimensionsInput!) { createDimensions(input: $input) { userErrors { message } } }`,
      {
        input: {
          coalitionId: s.coalitionId,
          dimensions: [
            {
              code: 'sex',
              name: 'Sex',
              categories: [
                { code: 'f', name: 'Female' },
                { code: 'm', name: 'Male' },
              ],
            },
            { code: 'band', name: 'Age band', categories: [{ code: 'young', name: 'Young' }] },
          ],
        },
      },
    ),
  );
  const measures = [
    {
      code: 'people',
      name: 'People',
      unit: 'people',
      numberKind: 'COUNT',
      direction: 'DECREASE',
      frequency: 'MONTH',
      breakdowns: [{ dimensionCodes: ['sex'], additive: true }],
    },
    { code: 'money', name: 'Money', unit: 'USD', numberKind: 'AMOUNT', direction: 'INCREASE', frequency: 'MONTH' },
    {
      code: 'rate',
      name: 'Rate',
      unit: 'percent',
      numberKind: 'RATIO',
      factor: 100,
      direction: 'INCREASE',
      frequency: 'MONTH',
    },
  ];
  const made = dataOf(
    await s.backbone<{ createMeasures: { measures: { id: string; code: string }[] } }>(
      `mutation($input: CreateMeasuresInput!) { createMeasures(input: $input) { measures { id code } userErrors { message } } }`,
      { input: { coalitionId: s.coalitionId, measures } },
    ),
  );
  measureIds = Object.fromEntries(made.createMeasures.measures.map(({ code, id }) => [code, id]));
}, 60_000);
afterAll(() => s?.stop());

interface Submitted {
  submitMeasurements: {
    created: number | null;
    changed: number | null;
    unchanged: number | null;
    refused: number | null;
    replayed: boolean | null;
    submissions: { id: string; state: string; organization: { code: string } }[] | null;
    userErrors: { code: string; field: string[]; message: string }[];
  };
}

const mutation = `mutation($input: SubmitMeasurementsInput!) { submitMeasurements(input: $input) {
  created changed unchanged refused replayed submissions { id state organization { code } } userErrors { code field message } } }`;

function submit(ask: Ask, values: object[], options: object = {}) {
  return ask<Submitted>(mutation, {
    input: { coalitionId: s.coalitionId, idempotencyKey: randomUUID(), values, ...options },
  });
}

const cell = (changes: object = {}) => ({
  organization: 'a',
  measure: 'people',
  period: '2024-01',
  number: { value: '5' },
  ...changes,
});

async function submissionsSeenBy(
  ask: Ask,
): Promise<{ organization: { code: string }; period: string; state: string }[]> {
  const query = `query($id: ID!) { submissions(coalitionId: $id, first: 100) { nodes { state period organization { code } } } }`;
  const data = dataOf(
    await ask<{ submissions: { nodes: { organization: { code: string }; period: string; state: string }[] } }>(query, {
      id: s.coalitionId,
    }),
  );
  return data.submissions.nodes;
}

describe('bad input leaves nothing behind and names the cell, the field and the remedy', () => {
  it.each([
    ['an unknown organization', { organization: 'nobody' }, 'UNKNOWN_ORGANIZATION', 'organization'],
    ["another partner's organization looks absent", { organization: 'b' }, 'UNKNOWN_ORGANIZATION', 'organization'],
    ['an unknown measure', { measure: 'nothing' }, 'UNKNOWN_MEASURE', 'measure'],
    [
      'an unknown category',
      { categories: [{ dimension: 'sex', category: 'x' }] },
      'UNKNOWN_CATEGORY',
      'categories.0.category',
    ],
    [
      'an unknown dimension',
      { categories: [{ dimension: 'shoe', category: '42' }] },
      'UNKNOWN_CATEGORY',
      'categories.0.dimension',
    ],
    ['an unknown period', { period: '2024-13' }, 'UNKNOWN_PERIOD', 'period'],
    ['a period of another frequency', { period: '2024' }, 'UNKNOWN_PERIOD', 'period'],
    ['a number where a ratio is due', { measure: 'rate' }, 'WRONG_KIND', 'number.value'],
    [
      'a ratio where a number is due',
      { number: { ratio: { numerator: '1', denominator: '2' } } },
      'WRONG_KIND',
      'number.ratio',
    ],
    ['a negative count', { number: { value: '-1' } }, 'NEGATIVE', 'number.value'],
    ['a fractional count', { number: { value: '1.5' } }, 'NOT_WHOLE', 'number.value'],
    ['NaN', { number: { value: 'NaN' } }, 'NOT_A_NUMBER', 'number.value'],
    ['Infinity', { measure: 'money', number: { value: 'Infinity' } }, 'NOT_A_NUMBER', 'number.value'],
    ['10^400 with an exponent', { measure: 'money', number: { value: '1e400' } }, 'NOT_A_NUMBER', 'number.value'],
    [
      '10^400 written out',
      { measure: 'money', number: { value: `1${'0'.repeat(400)}` } },
      'NOT_A_NUMBER',
      'number.value',
    ],
    ['a thousands separator', { number: { value: '1,059' } }, 'NOT_A_NUMBER', 'number.value'],
    ['a blank', { number: { value: '' } }, 'NOT_A_NUMBER', 'number.value'],
    [
      'a denominator of zero',
      { measure: 'rate', number: { ratio: { numerator: '1', denominator: '0' } } },
      'NEGATIVE',
      'number.ratio.denominator',
    ],
    [
      'a breakdown that the measure does not declare',
      { categories: [{ dimension: 'band', category: 'young' }] },
      'UNDECLARED_BREAKDOWN',
      'categories',
    ],
    [
      'a refusal without a reason',
      { number: { nonValue: { kind: 'DECLINED' } } },
      'REQUIRED',
      'number.nonValue.reason',
    ],
  ])('%s', async (_, changes, code, field) => {
    const { submitMeasurements } = (await submit(s.partner, [cell({ period: '2023-12' }), cell(changes)])).data!;
    expect(submitMeasurements.userErrors).toEqual([
      { code, field: ['values', '1', ...field.split('.')], message: expect.stringMatching(/\.$/) },
    ]);
    expect(submitMeasurements).toMatchObject({ created: 0, refused: 1, submissions: [] });
    expect(await submissionsSeenBy(s.backbone)).toEqual([]);
  });

  it('a period outside the membership', async () => {
    const { submitMeasurements } = (await submit(s.backbone, [cell({ organization: 'late' })])).data!;
    expect(submitMeasurements.userErrors).toMatchObject([
      { code: 'OUTSIDE_MEMBERSHIP', field: ['values', '0', 'period'] },
    ]);
    expect(await submissionsSeenBy(s.backbone)).toEqual([]);
  });

  it('the same cell twice in one batch', async () => {
    const { submitMeasurements } = (
      await submit(s.partner, [cell(), cell({ period: '202401', number: { value: '6' } })])
    ).data!;
    expect(submitMeasurements.userErrors).toMatchObject([{ code: 'DUPLICATE', field: ['values', '1', ''] }]);
    expect(await submissionsSeenBy(s.backbone)).toEqual([]);
  });

  it('every wrong cell of a batch comes back at once', async () => {
    const { submitMeasurements } = (
      await submit(s.partner, [cell({ measure: 'x', period: 'y' }), cell({ number: { value: '-1.5' } })])
    ).data!;
    expect(submitMeasurements.userErrors.map(({ code }) => code)).toEqual([
      'UNKNOWN_MEASURE',
      'UNKNOWN_PERIOD',
      'NOT_WHOLE',
      'NEGATIVE',
    ]);
    expect(submitMeasurements.refused).toBe(2);
  });

  it('two kinds of number in one cell', async () => {
    const answer = await submit(s.partner, [cell({ number: { value: '1', nonValue: { kind: 'NOT_COLLECTED' } } })]);
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('a float instead of an exact decimal', async () => {
    const answer = await submit(s.partner, [cell({ number: { value: 0.1 } })]);
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toContain('Write a Decimal as a string');
  });

  it.each([
    ['a batch without values', [], 'REQUIRED'],
    ['a batch of more than 5,000 values', Array.from({ length: 5001 }, () => cell()), 'TOO_MANY'],
  ])('%s', async (_, values, code) => {
    const { submitMeasurements } = (await submit(s.partner, values)).data!;
    expect(submitMeasurements.userErrors).toMatchObject([{ code, field: ['values'] }]);
  });
});

describe('who may submit', () => {
  it.each(['guest', 'outsider', 'funder', 'observer'] as const)('not a %s', async (role) => {
    const answer = await submit(s[role], [cell()]);
    expect(answer.errors?.[0]?.extensions.code).toBe(
      { guest: 'UNAUTHENTICATED', outsider: 'NOT_FOUND', funder: 'FORBIDDEN', observer: 'FORBIDDEN' }[role],
    );
    expect(await submissionsSeenBy(s.backbone)).toEqual([]);
  });
});

describe('a submission', () => {
  let submissionId: string;

  it('is made by its partner, and seen by nobody but the partner and backbone staff', async () => {
    const { submitMeasurements } = dataOf(
      await submit(s.partner, [
        cell(),
        cell({ measure: 'rate', number: { ratio: { numerator: '1', denominator: '2' } } }),
      ]),
    );
    expect(submitMeasurements).toMatchObject({ created: 2, changed: 0, unchanged: 0, refused: 0, replayed: false });
    expect(submitMeasurements.submissions).toEqual([
      { id: expect.stringMatching(/^sub_/), state: 'SUBMITTED', organization: { code: 'a' } },
    ]);
    submissionId = submitMeasurements.submissions![0]!.id;
    expect(await submissionsSeenBy(s.partner)).toHaveLength(1);
    for (const ask of [s.otherPartner, s.funder, s.observer]) {
      expect(await submissionsSeenBy(ask)).toEqual([]);
      expect(await ask(`query($id: ID!) { node(id: $id) { id } }`, { id: submissionId })).toEqual({
        data: { node: null },
      });
    }
  });

  it('counts what is new, changed and unchanged', async () => {
    const { submitMeasurements } = dataOf(
      await submit(s.partner, [
        cell({ number: { value: '5.0' } }),
        cell({ measure: 'money', number: { value: '-2.5' } }),
        cell({ measure: 'rate', number: { ratio: { numerator: '2', denominator: '2' } } }),
      ]),
    );
    expect(submitMeasurements).toMatchObject({ created: 1, changed: 1, unchanged: 1 });
  });

  it('answers a replayed idempotency key with the first answer, and refuses it for other content', async () => {
    const options = { idempotencyKey: randomUUID() };
    const values = [cell({ measure: 'money', number: { value: '7' } })];
    expect(dataOf(await submit(s.partner, values, options)).submitMeasurements).toMatchObject({
      changed: 1,
      replayed: false,
    });
    expect(dataOf(await submit(s.partner, values, options)).submitMeasurements).toMatchObject({
      changed: 1,
      replayed: true,
    });
    const other = await submit(s.partner, [cell({ measure: 'money', number: { value: '8' } })], options);
    expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('says in a dry run what would happen, and changes nothing', async () => {
    const values = [
      cell({ number: { value: '6' } }),
      cell({ measure: 'money', number: { value: '7' } }),
      cell({ period: '2024-02' }),
    ];
    expect(dataOf(await submit(s.partner, values, { dryRun: true })).submitMeasurements).toMatchObject({
      created: 1,
      changed: 1,
      unchanged: 1,
    });
    expect(await submissionsSeenBy(s.partner)).toHaveLength(1);
  });

  it('writes the right ones of a partial batch and refuses the rest', async () => {
    const { submitMeasurements } = (
      await submit(
        s.partner,
        [cell({ number: { value: '0' } }), cell({ period: '2024-02', number: { value: 'many' } })],
        { partial: true },
      )
    ).data!;
    expect(submitMeasurements).toMatchObject({
      created: 0,
      changed: 1,
      refused: 1,
      userErrors: [{ code: 'NOT_A_NUMBER' }],
    });
    expect((await submissionsSeenBy(s.partner)).map(({ period }) => period)).toEqual(['2024-01']);
  });

  it('keeps every revision of a cell, with who and through what', async () => {
    const query = `query($cell: CellInput!) { cellHistory(cell: $cell) { revision number nonValue through person { email } } }`;
    const data = dataOf(
      await s.partner<{ cellHistory: object[] }>(query, { cell: { submissionId, measureId: measureIds['people'] } }),
    );
    expect(data.cellHistory).toEqual([
      { revision: 1, number: '5', nonValue: null, through: 'API', person: { email: 'partner@example.org' } },
      { revision: 2, number: '0', nonValue: null, through: 'API', person: { email: 'partner@example.org' } },
    ]);
    const other = await s.otherPartner(query, { cell: { submissionId, measureId: measureIds['people'] } });
    expect(other.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  const approve = `mutation($ids: [ID!]!) { approveSubmissions(input: {submissionIds: $ids}) { submissions { state } userErrors { code message } } }`;

  it.each(['guest', 'outsider', 'partner', 'otherPartner', 'funder', 'observer'] as const)(
    'is not approved by a %s',
    async (role) => {
      const answer = await s[role](approve, { ids: [submissionId] });
      expect(['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN']).toContain(answer.errors?.[0]?.extensions.code);
      expect((await submissionsSeenBy(s.partner))[0]?.state).toBe('SUBMITTED');
    },
  );

  it('is returned with a reason and submitted again', async () => {
    const back = `mutation($input: ReturnSubmissionInput!) { returnSubmission(input: $input) { submission { state reason } userErrors { code } } }`;
    const refused = await s.partner(back, { input: { id: submissionId, reason: 'no' } });
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const returned = dataOf(
      await s.backbone<{ returnSubmission: object }>(back, { input: { id: submissionId, reason: 'People?' } }),
    );
    expect(returned.returnSubmission).toMatchObject({ submission: { state: 'RETURNED', reason: 'People?' } });
    const again = dataOf(await submit(s.partner, [cell({ number: { value: '9' } })]));
    expect(again.submitMeasurements.submissions?.[0]?.state).toBe('SUBMITTED');
  });

  it('is approved by backbone staff; then equal values pass and others need a correction', async () => {
    const approved = dataOf(await s.backbone<{ approveSubmissions: object }>(approve, { ids: [submissionId] }));
    expect(approved.approveSubmissions).toMatchObject({ submissions: [{ state: 'APPROVED' }] });
    expect(dataOf(await submit(s.partner, [cell({ number: { value: '9' } })])).submitMeasurements).toMatchObject({
      unchanged: 1,
      refused: 0,
    });
    const { submitMeasurements } = (await submit(s.partner, [cell({ number: { value: '10' } })])).data!;
    expect(submitMeasurements.userErrors).toMatchObject([{ code: 'FROZEN', field: ['values', '0'] }]);
  });

  it('takes a correction that somebody else approves', async () => {
    const propose = `mutation($input: ProposeCorrectionInput!) { proposeCorrection(input: $input) { correction { id state } userErrors { code message } } }`;
    const input = { submissionId, reason: 'counted twice', values: [cell({ number: { value: '8' } })] };
    const { correction } = dataOf(
      await s.partner<{ proposeCorrection: { correction: { id: string } } }>(propose, { input }),
    ).proposeCorrection;
    const decide = `mutation($id: ID!) { approveCorrection(id: $id) { correction { state } userErrors { code message } } }`;
    expect((await s.partner(decide, { id: correction.id })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await s.otherPartner(decide, { id: correction.id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    dataOf(await s.backbone(decide, { id: correction.id }));
    const query = `query($cell: CellInput!) { cellHistory(cell: $cell) { number reason through } }`;
    const data = dataOf(
      await s.partner<{ cellHistory: object[] }>(query, { cell: { submissionId, measureId: measureIds['people'] } }),
    );
    expect(data.cellHistory.at(-1)).toEqual({ number: '8', reason: 'counted twice', through: 'CORRECTION' });
  });

  it('shows in the figures with its coverage', async () => {
    const query = `query($request: FigureRequestInput!) { figures(request: $request) { value organizationsReported organizationsExpected nonValues measure { code } } }`;
    const request = {
      coalitionId: s.coalitionId,
      measureIds: [measureIds['people']],
      frequency: 'MONTH',
      firstPeriod: '2024-01',
      lastPeriod: '2024-01',
    };
    const data = dataOf(await s.funder<{ figures: object[] }>(query, { request }));
    expect(data.figures).toEqual([
      {
        value: '8',
        organizationsReported: 1,
        organizationsExpected: 3,
        nonValues: { MISSING: 2 },
        measure: { code: 'people' },
      },
    ]);
    expect((await s.outsider(query, { request })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
