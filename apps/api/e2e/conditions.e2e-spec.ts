import { adoptersOf, prepareAdoption, readyTexts, task, type Prepared } from './adoption.scenario.js';
import { tellerOf, type Made } from './access/tenant.scenario.js';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf } from './scenario.js';

let s: CoalitionScenario;
let prepared: Prepared;
beforeAll(async () => {
  s = await startCoalitionScenario();
  prepared = await prepareAdoption(adoptersOf(s));
}, 60_000);
afterAll(() => s?.stop());

const ask = async <T = Record<string, unknown>>(query: string, by = s.funder, id = s.coalitionId) =>
  dataOf(await by<T>(query, { id }));
const post = (body: object, id = s.coalitionId) =>
  fetch(`${s.address}/coalitions/${id}/inputs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const publicList = async (after = '') => {
  const answer = await fetch(`${s.address}/coalitions/${s.coalitionId}/you-said-we-did${after}`);
  return (await answer.json()) as { entries: object[]; next: string | null };
};

describe('people without an account', () => {
  const said = { kind: 'CONCERN', text: 'My neighbour, Mr. X, is afraid to cross.', contact: 'nora@home.example' };
  const pending = `query($id: ID!) { communityInputs(coalitionId: $id, filter: { pending: true }) {
    nodes { id text contact channel recordedBy { id } group { name } } totalCount } }`;

  it('tell a coalition something, and read what came of it in words for everybody', async () => {
    // What the form does not ask for is not taken: it stays pending.
    const answer = await post({ ...said, group: prepared.groupId, disposition: 'ADOPTED' });
    expect([answer.status, await answer.json()]).toEqual([201, { received: true }]);
    type Pending = { communityInputs: { nodes: Made[]; totalCount: number } };
    const { communityInputs } = await ask<Pending>(pending, s.backbone);
    expect(communityInputs).toMatchObject({
      nodes: [
        {
          ...{ text: said.text, contact: said.contact, channel: 'FORM' },
          recordedBy: null,
          group: { name: 'Neighbours' },
        },
      ],
      totalCount: 1,
    });
    expect((await ask<Pending>(pending, s.partner)).communityInputs).toMatchObject({ nodes: [{ contact: null }] });
    const { id } = communityInputs.nodes[0]!;
    const disposed = {
      id,
      disposition: 'ADAPTED',
      reason: 'A crossing with a longer green.',
      youSaid: 'Crossing is frightening.',
    };
    await tellerOf(s.backbone).tell('disposeOfInput', 'communityInput { id }', { ...disposed, reply: 'Thank you.' });
    const { entries, next } = await publicList();
    expect(entries[0]).toEqual({
      ...{ kind: 'CONCERN', group: 'Neighbours', youSaid: 'Crossing is frightening.', disposition: 'ADAPTED' },
      ...{ weDid: 'A crossing with a longer green.', on: expect.any(String) as unknown },
    });
    expect([entries.length, next]).toEqual([2, null]);
    expect(JSON.stringify(entries)).not.toMatch(/Mr\. X|nora|Thank you/);
  });

  it('are refused what is no input, and learn nothing of a coalition that is not theirs to know', async () => {
    const statuses = async (...bodies: object[]) => Promise.all(bodies.map(async (body) => (await post(body)).status));
    const wrong = [{}, { ...said, kind: 'SPAM' }, { ...said, text: '' }, { ...said, text: 'a\u0000b' }];
    expect(await statuses(...wrong)).toEqual([400, 400, 400, 400]);
    expect((await post(said, 'col_01h455vb4pex5vsknk084sn02q')).status).toBe(404);
    const { totalCount } = (await ask<{ communityInputs: { totalCount: number } }>(pending, s.backbone))
      .communityInputs;
    expect(totalCount).toBe(0);
  });

  it('are slowed down after twenty from one address, and can sign in all the same', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) statuses.push((await post({ kind: 'IDEA', text: `Idea ${i}` })).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(20);
    await expect(s.signIn('partner@example.org', 'umbrella quartz tandem violet')).resolves.toEqual(expect.any(String));
  });
});

describe('the conditions through the API', () => {
  it('tell how ready a version is, how a body is seated and how the coalition stands with its agenda', async () => {
    const goals = [{ code: 'deaths', statement: 'Halve road deaths.', ...task }];
    const content = { coalitionId: s.coalitionId, ...readyTexts, goals, problem: 'Too many die.', vision: 'None do.' };
    const { agenda } = await tellerOf(s.backbone).tell('draftAgenda', 'agenda { id }', content);
    await tellerOf(s.backbone).move('consultOnAgenda', agenda!.id);
    type Readiness = { agendaReadiness: { check: string; passes: boolean; message: string }[] };
    const readiness = await ask<Readiness>(
      'query($id: ID!) { agendaReadiness(agendaId: $id) { check passes field message } }',
      ...([s.partner, agenda!.id] as const),
    );
    expect(readiness.agendaReadiness.filter(({ passes }) => !passes)).toMatchObject([
      { check: 'POPULATION' },
      {
        check: 'INPUTS_ANSWERED',
        message: expect.stringMatching(/^Give every community input its disposition/) as unknown,
      },
    ]);
    const told = await ask(`query($id: ID!) {
      bodies(coalitionId: $id) { nodes { name seatRule { seats held mostImpacted share met }
        seats { holder { code } reservedGroup { name } compensation } } }
      terms(coalitionId: $id, filter: { required: true }) { nodes { word agreement { agreed lacks members positions } } }
      agendaFigures(coalitionId: $id) { commonLanguage { value formula denominator } ownershipShare { value denominator }
        levelBalance { changeLevel flagged } } }`);
    const seat = (code: string) => ({ holder: { code }, reservedGroup: { name: 'Neighbours' }, compensation: null });
    expect(told).toEqual({
      bodies: {
        nodes: [
          {
            name: 'Steering',
            seatRule: { seats: 2, held: 2, mostImpacted: 2, share: '1.0000', met: true },
            seats: [seat('a'), seat('b')],
          },
        ],
      },
      terms: {
        nodes: ['dignity', 'respect', 'trust'].map((word) => ({
          ...{ word, agreement: { agreed: true, lacks: [], members: 3, positions: 2 } },
        })),
      },
      agendaFigures: {
        commonLanguage: { value: '1.0000', formula: 'required terms AGREED / required terms', denominator: 3 },
        // No version is adopted: there is nothing to own.
        ownershipShare: { value: null, denominator: 0 },
        levelBalance: ['PERSONAL', 'INTERPERSONAL', 'INSTITUTIONAL', 'CULTURAL'].map((changeLevel) => ({
          ...{ changeLevel, flagged: true },
        })),
      },
    });
  });

  it('let members leave by themselves, and remove another one only by a decision', async () => {
    type Payload = { done: { userErrors: { code: string; field: string[] }[] } };
    const query = `query($id: ID!) { organization(id: $id) { memberships { id to } } }`;
    type Memberships = { organization: { memberships: { id: string; to: string | null }[] } };
    const membershipOf = async (code: string) =>
      (await ask<Memberships>(query, s.backbone, s.organizationIds[code]!)).organization.memberships[0]!;
    const { id } = await membershipOf('c');
    const end = `mutation($input: EndMembershipInput!) { done: endMembership(input: $input) { membership { to } userErrors { code field } } }`;
    const refused = await s.backbone<Payload>(end, { input: { id, to: '2030-01-01' } });
    expect(refused.data?.done.userErrors).toEqual([{ code: 'REQUIRED', field: ['decisionId'] }]);
    const about = { bodyId: prepared.bodyId, kind: 'REMOVE_MEMBER', organizationId: s.organizationIds['c'] };
    const texts = { text: 'C leaves us.', why: 'It has closed.' };
    const decided = await tellerOf(s.otherPartner).tell('recordBodyDecision', 'bodyDecision { id }', {
      ...about,
      ...texts,
    });
    await tellerOf(s.partner).move('confirmBodyDecision', decided['bodyDecision']!.id);
    const input = { id, to: '2030-01-01', decisionId: decided['bodyDecision']!.id };
    dataOf(await s.backbone(end, { input }));
    expect((await membershipOf('c')).to).toBe('2030-01-01');
    const leaving = { organizationId: s.organizationIds['a'], on: '2031-01-01', reason: 'We merge.' };
    await tellerOf(s.partner).tell('leaveCoalition', 'memberships { to }', leaving);
    expect((await membershipOf('a')).to).toBe('2031-01-01');
  });
});
