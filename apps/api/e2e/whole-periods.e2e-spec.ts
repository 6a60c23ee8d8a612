import { randomUUID } from 'node:crypto';
import { dataOf, type Ask } from './scenario.js';
import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

let s: SubmissionsScenario;
beforeAll(async () => {
  s = await startSubmissionsScenario();
}, 60_000);
afterAll(() => s?.stop());

interface Told {
  done: {
    created: number | null;
    submissions: { state: string; period: string }[] | null;
    userErrors: { code: string; field: string[]; message: string }[];
  };
}

const tell = (ask: Ask, verb: 'confirmUnchanged' | 'declineToReport', changes: object = {}) => {
  const type = verb === 'confirmUnchanged' ? 'ConfirmUnchangedInput' : 'DeclineToReportInput';
  const because = verb === 'declineToReport' ? { kind: 'NOT_COLLECTED', reason: 'The form was new' } : {};
  const input = { organizationId: s.organizationIds['a'], period: '2024-02', idempotencyKey: randomUUID() };
  return ask<Told>(
    `mutation($input: ${type}!) { done: ${verb}(input: $input) {
      created submissions { state period } userErrors { code field message } } }`,
    { input: { ...input, ...because, ...changes } },
  );
};

interface Burden {
  reportingBurden: { totalCount: number; nodes: { period: string; cellsAsked: number; cellsGiven: number }[] };
}
const burden = (ask: Ask) =>
  ask<Burden>(
    `query($request: BurdenRequestInput!) { reportingBurden(request: $request, first: 100) { totalCount nodes {
      period organization { code } cellsAsked cellsGiven cellsReturned cellsCorrected cellsReasked cellsReported cellsPublished reports } } }`,
    { request: { coalitionId: s.coalitionId, frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-02' } },
  );

interface Bands {
  peerBands: { period: string; own: string | null; peers: number; missing: string | null }[];
}
const bands = (ask: Ask) => {
  const request = { organizationId: s.organizationIds['a'], measureId: s.measureIds['people'], frequency: 'MONTH' };
  return ask<Bands>(
    `query($request: PeerBandRequestInput!) { peerBands(request: $request) { period own peers lower median upper missing } }`,
    { request: { ...request, firstPeriod: '2024-01', lastPeriod: '2024-01' } },
  );
};

describe('a whole period in one call', () => {
  it.each([
    ['guest', 'UNAUTHENTICATED'],
    ['outsider', 'NOT_FOUND'],
    ['funder', 'FORBIDDEN'],
    ['observer', 'FORBIDDEN'],
    ['otherPartner', 'FORBIDDEN'],
  ] as const)('is not for a %s', async (role, code) => {
    for (const verb of ['confirmUnchanged', 'declineToReport'] as const) {
      const answer = await tell(s[role], verb);
      expect([verb, answer.errors?.[0]?.extensions.code]).toEqual([verb, code]);
    }
    expect(await s.submissionsSeenBy(s.backbone)).toEqual([]);
  });

  it('is refused with what it would repeat unseen, and taken where flows are named', async () => {
    dataOf(await s.submit(s.partner, [cell(), cell({ measure: 'money', number: { value: '2.5' } })]));
    const refused = await tell(s.partner, 'confirmUnchanged');
    expect(refused.data?.done.userErrors.map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['INVALID_STATE', 'measureIds'],
      ['INVALID_STATE', 'measureIds'],
      ['INVALID_STATE', 'measureIds'],
    ]);
    const measureIds = [s.measureIds['people'], s.measureIds['money']];
    const { done } = dataOf(await tell(s.partner, 'confirmUnchanged', { measureIds }));
    expect(done).toEqual({ created: 2, submissions: [{ state: 'SUBMITTED', period: '2024-02' }], userErrors: [] });
  });

  it('says why there is no number, and only for what has none', async () => {
    const { done } = dataOf(await tell(s.partner, 'declineToReport'));
    expect(done).toMatchObject({ created: 1, userErrors: [] });
    const again = await tell(s.partner, 'declineToReport');
    expect(again.data?.done.userErrors).toMatchObject([{ code: 'NOTHING_TO_REPORT', field: ['period'] }]);
  });
});

describe('the reporting burden', () => {
  it('is seen by backbone staff for all and by a partner for itself', async () => {
    const all = dataOf(await burden(s.backbone)).reportingBurden;
    expect(all.totalCount).toBe(all.nodes.length);
    const own = dataOf(await burden(s.partner)).reportingBurden.nodes;
    expect(own).toEqual([
      expect.objectContaining({ period: '2024-01', organization: { code: 'a' }, cellsAsked: 3, cellsGiven: 2 }),
      expect.objectContaining({ period: '2024-02', organization: { code: 'a' }, cellsAsked: 3, cellsGiven: 3 }),
    ]);
    expect(all.nodes.length).toBeGreaterThan(own.length);
    for (const [ask, code] of [
      [s.funder, 'FORBIDDEN'],
      [s.outsider, 'NOT_FOUND'],
    ] as const) {
      expect((await burden(ask)).errors?.[0]?.extensions.code).toBe(code);
    }
  });
});

describe('the band of peers', () => {
  it("is for the organization itself, with the reason when there is none, and hides the others' numbers", async () => {
    const { peerBands } = dataOf(await bands(s.partner));
    expect(peerBands).toEqual([
      { period: '2024-01', own: null, peers: 0, lower: null, median: null, upper: null, missing: 'NO_OWN_NUMBER' },
    ]);
    for (const [ask, code] of [
      [s.otherPartner, 'FORBIDDEN'],
      [s.funder, 'FORBIDDEN'],
      [s.outsider, 'NOT_FOUND'],
    ] as const) {
      expect((await bands(ask)).errors?.[0]?.extensions.code).toBe(code);
    }
  });
});
