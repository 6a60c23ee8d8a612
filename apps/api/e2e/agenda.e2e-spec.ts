import { adoptersOf, prepareAdoption, readyTexts, task, type Prepared } from './adoption.scenario.js';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Ask } from './scenario.js';

let s: CoalitionScenario;
let prepared: Prepared;
beforeAll(async () => {
  s = await startCoalitionScenario();
  prepared = await prepareAdoption(adoptersOf(s));
}, 60_000);
afterAll(() => s?.stop());

const marker = 'Too many people die on our roads.';
const content = {
  problem: marker,
  vision: 'Nobody dies on our roads.',
  population: 'Everybody in the county.',
  ...readyTexts,
  goals: [{ code: 'deaths', statement: 'Halve road deaths.', horizon: '2030', ...task }],
  strategies: [{ code: 'speed', title: 'Slow down.', goalCode: 'deaths' }],
};
const said = `agenda { id version state problem goals { id code strategies { code } } } userErrors { code field message }`;
const mutations = {
  draftAgenda: `mutation($input: DraftAgendaInput!) { done: draftAgenda(input: $input) { ${said} } }`,
  editAgenda: `mutation($input: EditAgendaInput!) { done: editAgenda(input: $input) { ${said} } }`,
  proposeAgenda: `mutation($id: ID!) { done: proposeAgenda(id: $id) { ${said} } }`,
  returnAgenda: `mutation($input: ReturnAgendaInput!) { done: returnAgenda(input: $input) { ${said} } }`,
  consultOnAgenda: `mutation($id: ID!) { done: consultOnAgenda(id: $id) { ${said} } }`,
  adoptAgenda: `mutation($input: AdoptAgendaInput!) { done: adoptAgenda(input: $input) { ${said} } }`,
  pledgeToAgenda: `mutation($input: PledgeToAgendaInput!) { done: pledgeToAgenda(input: $input) {
    pledge { id kind statement organization { code } person { email } agenda { version } } userErrors { code field message } } }`,
};
type Verb = keyof typeof mutations;
interface Done {
  done: {
    agenda: { id: string; version: number; state: string; problem: string; goals: { id: string; code: string }[] };
    pledge: object;
    userErrors: { code: string; field: string[]; message: string }[];
  };
}
const call = (ask: Ask, verb: Verb, variables: object) => ask<Done>(mutations[verb], variables);
const made = async (verb: Verb, variables: object) => dataOf(await call(s.backbone, verb, variables)).done.agenda;
const draft = (changes: object = content) => made('draftAgenda', { input: { coalitionId: s.coalitionId, ...changes } });
const propose = async () => {
  const { id } = await draft();
  await made('consultOnAgenda', { id });
  return made('proposeAgenda', { id });
};
const variablesFor = (verb: Verb, id: string): object =>
  ({
    draftAgenda: { input: { coalitionId: s.coalitionId, problem: 'mine' } },
    editAgenda: { input: { id, problem: 'mine' } },
    proposeAgenda: { id },
    returnAgenda: { input: { id, reason: 'mine' } },
    consultOnAgenda: { id },
    adoptAgenda: { input: { id, decisionId: 'bdc_01h455vb4pex5vsknk084sn02q' } },
    pledgeToAgenda: { input: { agendaId: id, organizationId: s.organizationIds['a'], kind: 'OWN' } },
  })[verb];
const leading = [
  ...(['draftAgenda', 'editAgenda', 'consultOnAgenda', 'proposeAgenda', 'returnAgenda', 'adoptAgenda'] as const),
];
const codeOf = (answer: { errors?: { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code;

describe('the common agenda through the API', () => {
  it('is drafted, proposed, pledged to, adopted, superseded and compared', async () => {
    const first = await draft();
    expect(first).toMatchObject({
      version: expect.any(Number),
      state: 'DRAFT',
      goals: [{ code: 'deaths', strategies: [{ code: 'speed' }] }],
    });
    await prepared.propose(first.id);
    const statement = 'We count on it.';
    const pledged = dataOf(
      await call(s.partner, 'pledgeToAgenda', {
        input: { agendaId: first.id, organizationId: s.organizationIds['a'], kind: 'OWN', statement },
      }),
    );
    expect(pledged.done.pledge).toMatchObject({
      kind: 'OWN',
      statement,
      organization: { code: 'a' },
      person: { email: 'partner@example.org' },
      agenda: { version: first.version },
    });
    await prepared.adopt(first.id);
    const second = await draft({ vision: 'Nobody is hurt.' });
    await prepared.propose(second.id);
    await prepared.adopt(second.id);
    const seen = dataOf(
      await s.observer<Record<string, object>>(
        `query($id: ID!, $from: ID!, $to: ID!, $goal: ID!) {
          pledges(agendaId: $from) { nodes { kind } totalCount }
          agenda(id: $from) { state basedOn { id }
            pledgeFigures { parties own support needChange silent pledgedShare ownershipShare } }
          currentAgenda(coalitionId: $id) { id state basedOn { id } coalition { code } }
          agendaDiff(fromId: $from, toId: $to) { fields { field before after } goals { code } strategies { code } }
          node(id: $goal) { ... on Goal { code current { id agenda { id } } agenda { state } } }
        }`,
        { id: s.coalitionId, from: first.id, to: second.id, goal: first.goals[0]?.id },
      ),
    );
    expect(seen).toEqual({
      pledges: { nodes: [{ kind: 'OWN' }], totalCount: 1 },
      agenda: {
        state: 'SUPERSEDED',
        basedOn: null,
        pledgeFigures: {
          ...{ parties: 3, own: 1, support: 0, needChange: 0, silent: 2 },
          ...{ pledgedShare: '0.3333', ownershipShare: '0.3333' },
        },
      },
      currentAgenda: { id: second.id, state: 'ADOPTED', basedOn: { id: first.id }, coalition: { code: 'ours' } },
      agendaDiff: {
        fields: [{ field: 'vision', before: [content.vision], after: ['Nobody is hurt.'] }],
        goals: [],
        strategies: [],
      },
      node: {
        code: 'deaths',
        current: { id: second.goals[0]?.id, agenda: { id: second.id } },
        agenda: { state: 'SUPERSEDED' },
      },
    });
  });

  it('says all that a proposal lacks as data, with paths, and changes nothing', async () => {
    const bare = { problem: null, population: ' ', outOfScope: [], statusQuo: [], goals: [], strategies: [] };
    const empty = await draft(bare);
    await made('consultOnAgenda', { id: empty.id });
    const { done } = (await call(s.backbone, 'proposeAgenda', { id: empty.id })).data ?? {};
    expect(done?.userErrors.map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['REQUIRED', 'problem'],
      ['REQUIRED', 'population'],
      ['REQUIRED', 'goals'],
      ['REQUIRED', 'outOfScope'],
      ['REQUIRED', 'statusQuo'],
    ]);
    expect(done?.agenda).toBeNull();
    const after = dataOf(
      await s.backbone<Record<string, object>>(`query($id: ID!) { agenda(id: $id) { state } }`, empty),
    );
    expect(after).toEqual({ agenda: { state: 'CONSULTING' } });
  });

  it('refuses to edit an adopted version, and to write a bad one', async () => {
    const { id } = await propose();
    await prepared.adopt(id);
    const edited = await call(s.backbone, 'editAgenda', { input: { id, problem: 'rewritten' } });
    expect(edited.data?.done).toMatchObject({ agenda: null, userErrors: [{ code: 'FROZEN', field: ['id'] }] });
    const goals = [
      { code: 'g', statement: '' },
      { code: 'bad code', statement: 'x'.repeat(2001) },
    ];
    const bad = await call(s.backbone, 'draftAgenda', { input: { coalitionId: s.coalitionId, goals } });
    expect(bad.data?.done.userErrors.map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['REQUIRED', 'goals.0.statement'],
      ['INVALID', 'goals.1.code'],
      ['TOO_LONG', 'goals.1.statement'],
    ]);
    const after = await s.backbone<Record<string, object>>(`query($id: ID!) { agenda(id: $id) { problem } }`, { id });
    expect(dataOf(after)).toEqual({ agenda: { problem: marker } });
  });

  it.each(['partner', 'funder', 'observer'] as const)('forbids a %s to lead it', async (role) => {
    const { id } = await propose();
    for (const verb of leading)
      expect([verb, codeOf(await call(s[role], verb, variablesFor(verb, id)))]).toEqual([verb, 'FORBIDDEN']);
    const after = await s.backbone<Record<string, object>>(`query($id: ID!) { agenda(id: $id) { state problem } }`, {
      id,
    });
    expect(dataOf(after)).toEqual({ agenda: { state: 'PROPOSED', problem: marker } });
  });

  it('forbids everybody to pledge for an organization that they do not speak for', async () => {
    const { id } = await propose();
    for (const ask of [s.backbone, s.otherPartner, s.funder, s.observer]) {
      expect(codeOf(await call(ask, 'pledgeToAgenda', variablesFor('pledgeToAgenda', id)))).toBe('FORBIDDEN');
    }
    const query = `query($id: ID!) { pledges(agendaId: $id) { totalCount } }`;
    expect(dataOf(await s.backbone<Record<string, object>>(query, { id }))).toEqual({
      pledges: { totalCount: 0 },
    });
  });

  it('asks a guest to sign in and is absent for an outsider', async () => {
    const { id, goals } = await propose();
    for (const verb of [...leading, 'pledgeToAgenda'] as const) {
      expect(codeOf(await call(s.guest, verb, variablesFor(verb, id)))).toBe('UNAUTHENTICATED');
      // Backbone staff of another coalition pledge nowhere; what they may do elsewhere finds nothing here.
      const code = verb === 'pledgeToAgenda' ? 'FORBIDDEN' : 'NOT_FOUND';
      expect(codeOf(await call(s.outsider, verb, variablesFor(verb, id)))).toBe(code);
    }
    const variables = { id: s.coalitionId, agenda: id, goal: goals[0]?.id };
    const reads = [
      `query($id: ID!) { agendas(coalitionId: $id) { nodes { problem } } }`,
      `query($id: ID!) { currentAgenda(coalitionId: $id) { problem } }`,
      `query($agenda: ID!) { agenda(id: $agenda) { problem } }`,
      `query($agenda: ID!) { pledges(agendaId: $agenda) { nodes { agenda { problem } } } }`,
      `query($agenda: ID!) { agendaDiff(fromId: $agenda, toId: $agenda) { to { problem } } }`,
      `query($agenda: ID!, $goal: ID!) { nodes(ids: [$agenda, $goal]) { id ... on Agenda { problem } ... on Goal { statement } } }`,
    ];
    for (const read of reads) {
      expect(codeOf(await s.guest(read, variables))).toBe('UNAUTHENTICATED');
      const answer = await s.outsider(read, variables);
      expect(JSON.stringify(answer.data)).not.toMatch(/die on our roads|Halve/);
      expect([undefined, 'NOT_FOUND']).toContain(codeOf(answer));
    }
  });

  it('shows drafts to backbone staff only', async () => {
    const { id } = await draft({ problem: 'a draft nobody should read' });
    const query = `query($id: ID!, $agenda: ID!) {
      agenda(id: $agenda) { problem }
      agendas(coalitionId: $id, filter: { states: [DRAFT] }) { nodes { problem } totalCount } }`;
    for (const ask of [s.partner, s.funder, s.observer]) {
      const data = dataOf(await ask<Record<string, object>>(query, { id: s.coalitionId, agenda: id }));
      expect(data).toEqual({ agenda: null, agendas: { nodes: [], totalCount: 0 } });
      expect(codeOf(await call(ask, 'editAgenda', variablesFor('editAgenda', id)))).toBe('FORBIDDEN');
      const history = `query($id: ID!) { history(subjectId: $id) { nodes { verb } totalCount } }`;
      expect(dataOf(await ask(history, { id }))).toEqual({ history: { nodes: [], totalCount: 0 } });
    }
    const theirs = await s.backbone<Record<string, object>>(query, { id: s.coalitionId, agenda: id });
    expect(dataOf(theirs)['agenda']).toEqual({ problem: 'a draft nobody should read' });
  });

  it('keeps who did what and why', async () => {
    const { id } = await propose();
    await made('returnAgenda', { input: { id, reason: 'Too vague.' } });
    const query = `query($id: ID!) { history(subjectId: $id) { nodes { verb reason person { email } } } }`;
    const data = dataOf(await s.backbone<{ history: { nodes: { verb: string }[] } }>(query, { id }));
    expect(data.history.nodes.map(({ verb }) => verb).sort()).toEqual([
      ...['consultOnAgenda', 'draftAgenda', 'proposeAgenda', 'returnAgenda'],
    ]);
    expect(data.history.nodes).toContainEqual({
      verb: 'returnAgenda',
      reason: 'Too vague.',
      person: { email: 'admin@example.org' },
    });
  });
});
