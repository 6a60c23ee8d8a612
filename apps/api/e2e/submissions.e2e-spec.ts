import { randomUUID } from 'node:crypto';
import { dataOf } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

let s: SubmissionsScenario;
beforeAll(async () => {
  s = await startSubmissionsScenario();
}, 60_000);
afterAll(() => s?.stop());

describe('who may submit', () => {
  it.each(['guest', 'outsider', 'funder', 'observer'] as const)('not a %s', async (role) => {
    const answer = await s.submit(s[role], [cell()]);
    expect(answer.errors?.[0]?.extensions.code).toBe(
      { guest: 'UNAUTHENTICATED', outsider: 'NOT_FOUND', funder: 'FORBIDDEN', observer: 'FORBIDDEN' }[role],
    );
    expect(await s.submissionsSeenBy(s.backbone)).toEqual([]);
  });
});

describe('a submission', () => {
  let submissionId: string;

  it('is made by its partner, and seen by nobody but the partner and backbone staff', async () => {
    const { submitMeasurements } = dataOf(
      await s.submit(s.partner, [
        cell(),
        cell({ measure: 'rate', number: { ratio: { numerator: '1', denominator: '2' } } }),
      ]),
    );
    expect(submitMeasurements).toMatchObject({ created: 2, changed: 0, unchanged: 0, refused: 0, replayed: false });
    expect(submitMeasurements.submissions).toEqual([
      { id: expect.stringMatching(/^sub_/), state: 'SUBMITTED', organization: { code: 'a' } },
    ]);
    submissionId = submitMeasurements.submissions![0]!.id;
    expect(await s.submissionsSeenBy(s.partner)).toHaveLength(1);
    expect(await s.submissionsSeenBy(s.otherPartner)).toEqual([]);
    for (const ask of [s.funder, s.observer]) {
      await expect(s.submissionsSeenBy(ask)).rejects.toThrow('FORBIDDEN');
    }
    for (const ask of [s.otherPartner, s.funder, s.observer]) {
      expect(await ask(`query($id: ID!) { node(id: $id) { id } }`, { id: submissionId })).toEqual({
        data: { node: null },
      });
    }
  });

  it('counts what is new, changed and unchanged', async () => {
    const { submitMeasurements } = dataOf(
      await s.submit(s.partner, [
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
    expect(dataOf(await s.submit(s.partner, values, options)).submitMeasurements).toMatchObject({
      changed: 1,
      replayed: false,
    });
    expect(dataOf(await s.submit(s.partner, values, options)).submitMeasurements).toMatchObject({
      changed: 1,
      replayed: true,
    });
    const other = await s.submit(s.partner, [cell({ measure: 'money', number: { value: '8' } })], options);
    expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('says in a dry run what would happen, and changes nothing', async () => {
    const values = [
      cell({ number: { value: '6' } }),
      cell({ measure: 'money', number: { value: '7' } }),
      cell({ period: '2024-02' }),
    ];
    expect(dataOf(await s.submit(s.partner, values, { dryRun: true })).submitMeasurements).toMatchObject({
      created: 1,
      changed: 1,
      unchanged: 1,
    });
    expect(await s.submissionsSeenBy(s.partner)).toHaveLength(1);
  });

  it('writes the right ones of a partial batch and refuses the rest', async () => {
    const { submitMeasurements } = (
      await s.submit(
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
    expect((await s.submissionsSeenBy(s.partner)).map(({ period }) => period)).toEqual(['2024-01']);
  });

  it('keeps every revision of a cell, with who and through what', async () => {
    const query = `query($cell: CellInput!) { cellHistory(cell: $cell) { revision number nonValue through person { email } } }`;
    const data = dataOf(
      await s.partner<{ cellHistory: object[] }>(query, { cell: { submissionId, measureId: s.measureIds['people'] } }),
    );
    expect(data.cellHistory).toEqual([
      { revision: 1, number: '5', nonValue: null, through: 'API', person: { email: 'partner@example.org' } },
      { revision: 2, number: '0', nonValue: null, through: 'API', person: { email: 'partner@example.org' } },
    ]);
    const other = await s.otherPartner(query, { cell: { submissionId, measureId: s.measureIds['people'] } });
    expect(other.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  const approve = `mutation($ids: [ID!]!) { approveSubmissions(input: {submissionIds: $ids}) { submissions { state } userErrors { code message } } }`;

  it.each(['guest', 'outsider', 'partner', 'otherPartner', 'funder', 'observer'] as const)(
    'is not approved by a %s',
    async (role) => {
      const answer = await s[role](approve, { ids: [submissionId] });
      expect(['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN']).toContain(answer.errors?.[0]?.extensions.code);
      expect((await s.submissionsSeenBy(s.partner))[0]?.state).toBe('SUBMITTED');
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
    const again = dataOf(await s.submit(s.partner, [cell({ number: { value: '9' } })]));
    expect(again.submitMeasurements.submissions?.[0]?.state).toBe('SUBMITTED');
  });

  it('is approved by backbone staff; then equal values pass and others need a correction', async () => {
    const approved = dataOf(await s.backbone<{ approveSubmissions: object }>(approve, { ids: [submissionId] }));
    expect(approved.approveSubmissions).toMatchObject({ submissions: [{ state: 'APPROVED' }] });
    expect(dataOf(await s.submit(s.partner, [cell({ number: { value: '9' } })])).submitMeasurements).toMatchObject({
      unchanged: 1,
      refused: 0,
    });
    const { submitMeasurements } = (await s.submit(s.partner, [cell({ number: { value: '10' } })])).data!;
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
    expect((await s.otherPartner(decide, { id: correction.id })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    dataOf(await s.backbone(decide, { id: correction.id }));
    const query = `query($cell: CellInput!) { cellHistory(cell: $cell) { number reason through } }`;
    const data = dataOf(
      await s.partner<{ cellHistory: object[] }>(query, { cell: { submissionId, measureId: s.measureIds['people'] } }),
    );
    expect(data.cellHistory.at(-1)).toEqual({ number: '8', reason: 'counted twice', through: 'CORRECTION' });
  });

  it('shows in the figures with its coverage', async () => {
    const query = `query($request: FigureRequestInput!) { figures(request: $request) { value organizationsReported organizationsExpected nonValues withheld measure { code } } }`;
    const request = {
      coalitionId: s.coalitionId,
      measureIds: [s.measureIds['people']],
      frequency: 'MONTH',
      firstPeriod: '2024-01',
      lastPeriod: '2024-01',
    };
    const data = dataOf(await s.backbone<{ figures: object[] }>(query, { request }));
    expect(data.figures).toEqual([
      {
        value: '8',
        organizationsReported: 1,
        organizationsExpected: 3,
        nonValues: { MISSING: 2 },
        withheld: false,
        measure: { code: 'people' },
      },
    ]);
    const [one] = dataOf(await s.otherPartner<{ figures: object[] }>(query, { request })).figures;
    expect(one).toMatchObject({ value: null, organizationsReported: 1, nonValues: {}, withheld: true });
    for (const ask of [s.funder, s.observer]) {
      expect((await ask(query, { request })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await s.outsider(query, { request })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
