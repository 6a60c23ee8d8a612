import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Answer, type Ask } from './scenario.js';

let s: CoalitionScenario;
let id: string;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

const fields = `id kind state isJoint dueOn firstDueOn overdue renegotiatedLate stateReason
  holders { code } acceptedBy { code } counterpart { code } renegotiations { fromDueOn toDueOn onTime reason }`;
const verb = (name: string) => `mutation($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) {
  ${name}(input: $input) { commitment { ${fields} } userErrors { code field } } }`;
const withReason = (name: string) => `mutation($id: ID!, $reason: String!) {
  ${name}(id: $id, reason: $reason) { commitment { ${fields} } userErrors { code field } } }`;

interface Told {
  commitment: Record<string, unknown> | null;
  userErrors: { code: string; field: string[] }[];
}
async function tell(ask: Ask, name: string, input: object): Promise<Told> {
  return dataOf(await ask<Record<string, Told>>(verb(name), { input }))[name]!;
}
async function refused(ask: Ask, name: string, input: object): Promise<Told['userErrors']> {
  const { data } = await ask<Record<string, Told>>(verb(name), { input });
  return data![name]!.userErrors;
}
const codeOf = (answer: Answer<unknown>) => answer.errors?.[0]?.extensions.code;
const offer = (more: object = {}) => ({
  ...{ coalitionId: s.coalitionId, kind: 'TASK', title: 'Paint the crossings', dueOn: '2999-05-01' },
  ...{ holderOrganizationIds: [s.organizationIds['a'], s.organizationIds['b']] },
  ...{ counterpartOrganizationId: s.organizationIds['c'], ...more },
});

describe('commitments through the API', () => {
  it('are offered, accepted by every holder, renegotiated and delivered', async () => {
    const offered = (await tell(s.partner, 'offerCommitment', offer())).commitment!;
    id = String(offered['id']);
    expect(id).toMatch(/^cmt_/);
    expect(offered).toMatchObject({
      ...{ state: 'OFFERED', isJoint: true, overdue: false, acceptedBy: [], counterpart: { code: 'c' } },
      holders: [{ code: 'a' }, { code: 'b' }],
    });
    const accept = (ask: Ask, code: string) =>
      tell(ask, 'acceptCommitment', { id, organizationId: s.organizationIds[code] });
    expect((await accept(s.partner, 'a')).commitment).toMatchObject({ state: 'OFFERED', acceptedBy: [{ code: 'a' }] });
    expect((await accept(s.otherPartner, 'b')).commitment).toMatchObject({ state: 'ACCEPTED' });
    const twice = { id, organizationId: s.organizationIds['b'] };
    expect(await refused(s.otherPartner, 'acceptCommitment', twice)).toEqual([
      { code: 'INVALID_STATE', field: ['id'] },
    ]);
    const move = { id, dueOn: '2999-06-01', reason: 'Rain' };
    expect((await tell(s.otherPartner, 'renegotiateCommitment', move)).commitment).toMatchObject({
      ...{ state: 'ACCEPTED', dueOn: '2999-06-01', firstDueOn: '2999-05-01', renegotiatedLate: false },
      renegotiations: [{ fromDueOn: '2999-05-01', toDueOn: '2999-06-01', onTime: true, reason: 'Rain' }],
    });
    const start = `mutation($id: ID!) { startCommitment(id: $id) { commitment { state } userErrors { code } } }`;
    expect(await s.partner(start, { id })).toEqual({
      data: { startCommitment: { commitment: { state: 'IN_PROGRESS' }, userErrors: [] } },
    });
    await tell(s.partner, 'askForHelp', { id, text: 'A roller' });
    await tell(s.backbone, 'answerHelp', { id, answer: 'We have one' });
    const done = await tell(s.partner, 'deliverCommitment', { id, reason: 'All twelve' });
    expect(done.commitment).toMatchObject({ state: 'DELIVERED', stateReason: 'All twelve' });
  });

  it('are confirmed by nobody who holds them, and the history tells all of it', async () => {
    for (const ask of [s.partner, s.otherPartner, s.backbone]) {
      expect(codeOf(await ask(verb('confirmCommitment'), { input: { id } }))).toBe('FORBIDDEN');
    }
    const open = await tell(
      s.partner,
      'offerCommitment',
      offer({ counterpartOrganizationId: null, holderOrganizationIds: [s.organizationIds['a']] }),
    );
    const own = String(open.commitment!['id']);
    await tell(s.partner, 'acceptCommitment', { id: own, organizationId: s.organizationIds['a'] });
    await tell(s.partner, 'deliverCommitment', { id: own });
    expect(codeOf(await s.partner(verb('confirmCommitment'), { input: { id: own } }))).toBe('FORBIDDEN');
    const confirmed = await tell(s.otherPartner, 'confirmCommitment', { id: own, strengthened: 'We learnt to paint' });
    expect(confirmed.commitment).toMatchObject({ state: 'CONFIRMED' });
    const history = `query($id: ID!) { history(subjectId: $id) { nodes { verb reason subject { id } } } }`;
    const { data } = await s.otherPartner<{ history: { nodes: { verb: string; reason: string | null }[] } }>(history, {
      id,
    });
    expect(data?.history.nodes.map(({ verb, reason }) => [verb, reason])).toEqual(
      expect.arrayContaining([
        ['renegotiateCommitment', 'Rain'],
        ['askForHelp', null],
        ['deliverCommitment', 'All twelve'],
      ]),
    );
  });

  it('are reopened and released with a reason', async () => {
    const reopened = await s.otherPartner(withReason('reopenCommitment'), { id, reason: 'One is missing' });
    expect(reopened).toMatchObject({ data: { reopenCommitment: { commitment: { state: 'IN_PROGRESS' } } } });
    const without = await s.otherPartner<Record<string, Told>>(withReason('releaseCommitment'), { id, reason: ' ' });
    expect(without.data?.['releaseCommitment']?.userErrors).toEqual([{ code: 'REQUIRED', field: ['reason'] }]);
    const released = await s.otherPartner(withReason('releaseCommitment'), { id, reason: 'The street is closed' });
    expect(released).toMatchObject({
      data: { releaseCommitment: { commitment: { state: 'RELEASED', stateReason: 'The street is closed' } } },
    });
  });

  it('are listed by what is asked for', async () => {
    const query = `query($coalitionId: ID!, $filter: CommitmentFilterInput) {
      commitments(coalitionId: $coalitionId, filter: $filter, order: NEWEST_FIRST) { totalCount nodes { state } } }`;
    const ask = async (filter: object, by = s.observer) =>
      dataOf(await by<{ commitments: object }>(query, { coalitionId: s.coalitionId, filter })).commitments;
    expect(await ask({})).toEqual({ totalCount: 2, nodes: [{ state: 'CONFIRMED' }, { state: 'RELEASED' }] });
    expect(await ask({ joint: true, states: ['RELEASED'], dueFrom: '2999-06-01' }, s.funder)).toMatchObject({
      totalCount: 1,
    });
    expect(await ask({ overdue: true })).toEqual({ totalCount: 0, nodes: [] });
    const variables = { coalitionId: s.coalitionId };
    expect(codeOf(await s.outsider(query, variables))).toBe('NOT_FOUND');
    expect(codeOf(await s.guest(query, variables))).toBe('UNAUTHENTICATED');
  });

  it('tell what to correct, and change nothing', async () => {
    const problems = (more: object) => refused(s.partner, 'offerCommitment', offer(more));
    expect(await problems({ dueOn: '2020-01-01' })).toEqual([{ code: 'OUT_OF_RANGE', field: ['dueOn'] }]);
    expect(await problems({ counterpartOrganizationId: s.organizationIds['a'], title: ' ' })).toEqual([
      { code: 'REQUIRED', field: ['title'] },
      { code: 'INVALID', field: ['counterpartOrganizationId'] },
    ]);
    for (const ask of [s.funder, s.observer]) {
      expect(codeOf(await ask(verb('offerCommitment'), { input: offer() }))).toBe('FORBIDDEN');
    }
    expect(codeOf(await s.outsider(verb('offerCommitment'), { input: offer() }))).toBe('NOT_FOUND');
    const count = `query($coalitionId: ID!) { commitments(coalitionId: $coalitionId) { totalCount } }`;
    expect(await s.backbone(count, { coalitionId: s.coalitionId })).toEqual({
      data: { commitments: { totalCount: 2 } },
    });
  });

  it('are figures of the coalition, and ties of its organizations', async () => {
    const query = `query($coalitionId: ID!, $a: ID!, $b: ID!) {
      commitmentFigures(coalitionId: $coalitionId, from: "2026-01-01", to: "2999-12-31") {
        followThrough { formula numerator denominator value reason from to }
        jointShare { numerator denominator value reason } }
      tieLevels(coalitionId: $coalitionId) { totalCount nodes { first { code } second { code } level strengthenings } }
      tieBetween(organizationId: $b, otherOrganizationId: $a) { level adjustments evidence { level node { __typename id } } } }`;
    const variables = { coalitionId: s.coalitionId, a: s.organizationIds['a'], b: s.organizationIds['b'] };
    expect(await s.observer(query, variables)).toEqual({
      data: {
        commitmentFigures: {
          followThrough: {
            ...{ formula: expect.any(String), numerator: 0, denominator: 0, value: null, reason: 'NOT_ASSESSABLE' },
            ...{ from: '2026-01-01', to: '2999-12-31' },
          },
          jointShare: { numerator: 1, denominator: 2, value: '0.5', reason: null },
        },
        tieLevels: {
          totalCount: 3,
          nodes: ['ab', 'ac', 'bc'].map((pair) => ({
            ...{ first: { code: pair[0] }, second: { code: pair[1] }, level: null, strengthenings: 0 },
          })),
        },
        tieBetween: {
          ...{ level: null, adjustments: 1 },
          evidence: [{ level: 'COORDINATING', node: { __typename: 'Commitment', id } }],
        },
      },
    });
    expect(codeOf(await s.outsider(query, variables))).toBe('NOT_FOUND');
  });
});
