import { tellerOf, type Made } from './access/tenant.scenario.js';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Ask } from './scenario.js';

let s: CoalitionScenario;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

interface Hits {
  search: { nodes: { kind: string; headline: string; node: { __typename: string } }[]; totalCount: number };
}
const tell = (ask: Ask, verb: string, selection: string, input: object) =>
  tellerOf(ask).tell<Record<string, unknown>>(verb, selection, input);
/** The paths of what is wrong with an input. */
const faultsOf = async (ask: Ask, verb: string, input: object) => {
  const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
  const mutation = `mutation($input: ${type}!) { done: ${verb}(input: $input) { userErrors { field } } }`;
  const { data } = await ask<{ done: { userErrors: { field: string[] }[] } }>(mutation, { input });
  return data?.done.userErrors.map(({ field }) => field.join('.'));
};
const query = `query($id: ID!, $text: String!, $kinds: [SearchHitKind!]) { search(coalitionId: $id, text: $text, kinds: $kinds) {
  nodes { kind headline node { __typename id } } totalCount pageInfo { hasNextPage } } }`;
const search = async (ask: Ask, text: string, kinds?: string[]) =>
  dataOf(await ask<Hits>(query, { id: s.coalitionId, text, kinds })).search;
const brief = () => ({
  ...{ coalitionId: s.coalitionId, claim: 'Slower cars save lives.', source: 'Police log' },
  ...{ asOf: '2026-01-31', uncertain: 'Bicycles are not in it.', otherView: 'Traders fear for their trade.' },
});

describe('what members tell each other, through the API', () => {
  it('is written by those who act and read by everybody', async () => {
    const { brief: written } = await tell(s.partner, 'writeBrief', 'brief { id organization { code } }', brief());
    expect(written).toMatchObject({ organization: { code: 'a' } });
    const insight = { coalitionId: s.coalitionId, text: 'Ask the children first.', practice: 'A walk with them' };
    await tell(s.backbone, 'shareInsight', 'insight { id }', insight);
    const link = { coalitionId: s.coalitionId, title: 'Guide', url: 'https://example.org/', note: 'Long' };
    await tell(s.otherPartner, 'addResourceLink', 'resourceLink { id }', link);
    const lists = `query($id: ID!) {
      briefs(coalitionId: $id) { totalCount nodes { claim source asOf uncertain otherView organization { code } writtenBy { name } withdrawnAt } }
      insights(coalitionId: $id) { nodes { text practice organization { code } writtenBy { name } } }
      resourceLinks(coalitionId: $id) { nodes { title url note organization { code } } } }`;
    for (const ask of [s.backbone, s.partner, s.funder, s.observer]) {
      expect(dataOf(await ask(lists, { id: s.coalitionId }))).toMatchObject({
        briefs: { totalCount: 1, nodes: [{ otherView: 'Traders fear for their trade.', withdrawnAt: null }] },
        insights: { nodes: [{ practice: 'A walk with them', organization: null }] },
        resourceLinks: { nodes: [{ url: 'https://example.org/', organization: { code: 'b' } }] },
      });
    }
    const withdrawn = { id: (written as Made).id, reason: 'The log was wrong.' };
    expect(await tell(s.backbone, 'withdrawBrief', 'brief { withdrawalReason }', withdrawn)).toMatchObject({
      brief: { withdrawalReason: 'The log was wrong.' },
    });
    expect(dataOf(await s.funder(lists, { id: s.coalitionId }))).toMatchObject({ briefs: { totalCount: 0 } });
  });

  it('is sent back with what is wrong with it', async () => {
    const wrong = (verb: string, input: object) => faultsOf(s.backbone, verb, input);
    expect(await wrong('writeBrief', { ...brief(), otherView: ' ' })).toEqual(['otherView']);
    expect(await wrong('writeBrief', { ...brief(), otherView: '' })).toEqual(['otherView']);
    const insight = { coalitionId: s.coalitionId, text: 'word '.repeat(151), practice: 'P' };
    expect(await wrong('shareInsight', insight)).toEqual(['text']);
    const link = { coalitionId: s.coalitionId, title: 'T', url: 'javascript:alert(1)' };
    expect(await wrong('addResourceLink', link)).toEqual(['url']);
    const question = { coalitionId: s.coalitionId, text: 'Who?' };
    expect(await wrong('askQuestion', question)).toEqual(['askedOfOrganizationId']);
  });

  it('has questions with a clock, whose share answered on time everybody reads', async () => {
    const figures = `query($id: ID!) { questionFigures(coalitionId: $id) { answeredOnTime {
      formula numerator denominator value from to } } }`;
    const figure = async () => dataOf(await s.funder(figures, { id: s.coalitionId }));
    expect(await figure()).toMatchObject({ questionFigures: { answeredOnTime: { denominator: 0, value: null } } });
    const question = { coalitionId: s.coalitionId, text: 'Who pays for the paint?' };
    const asked = await tell(s.partner, 'askQuestion', 'question { id dueOn overdue }', question);
    expect(asked['question']).toMatchObject({
      dueOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
      overdue: false,
    });
    const { id } = asked['question'] as Made;
    expect(await faultsOf(s.partner, 'answerQuestion', { id, answer: 'I do' })).toEqual(['id']);
    const { question: answered } = await tell(s.backbone, 'answerQuestion', 'question { answer overdue }', {
      id,
      answer: 'The city',
    });
    expect(answered).toEqual({ answer: 'The city', overdue: false });
    const list = `query($id: ID!) { questions(coalitionId: $id) { nodes { text askedByOrganization { code } askedOfOrganization { code }
      answeredByOrganization { code } askedBy { name } answeredBy { name } } } }`;
    expect(dataOf(await s.otherPartner(list, { id: s.coalitionId }))).toMatchObject({
      questions: { nodes: [{ askedByOrganization: { code: 'a' }, askedOfOrganization: null }] },
    });
    for (const ask of [s.funder, s.observer]) {
      expect((await ask(list, { id: s.coalitionId })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    // Answered before its due date, which lies ahead: it counts once that day lies in the period.
    expect(await figure()).toMatchObject({ questionFigures: { answeredOnTime: { denominator: 0, value: null } } });
  });
});

describe('search through the API', () => {
  it('finds over everything, ranked and highlighted, what the reader may see', async () => {
    expect((await search(s.partner, 'paint')).nodes).toMatchObject([
      { kind: 'QUESTION', headline: 'Who pays for the «paint»? · The city', node: { __typename: 'Question' } },
    ]);
    expect(await search(s.funder, 'paint')).toMatchObject({ nodes: [], totalCount: 0 });
    expect((await search(s.observer, 'children')).nodes).toMatchObject([
      { kind: 'INSIGHT', headline: 'A walk with them · Ask the «children» first', node: { __typename: 'Insight' } },
    ]);
    expect(await search(s.funder, 'slower cars')).toMatchObject({ nodes: [] });
    expect((await search(s.partner, 'guide', ['RESOURCE_LINK', 'BRIEF'])).totalCount).toBe(1);
  });

  it('says nothing to guests and outsiders, and what is wrong', async () => {
    const codeOf = async (ask: Ask, text = 'paint') =>
      (await ask(query, { id: s.coalitionId, text })).errors?.[0]?.extensions.code;
    expect(await codeOf(s.guest)).toBe('UNAUTHENTICATED');
    expect(await codeOf(s.outsider)).toBe('NOT_FOUND');
    expect(await codeOf(s.partner, ' ')).toBe('BAD_USER_INPUT');
  });
});

it('tells when conversations last reached every active organization', async () => {
  const conversation = {
    ...{ coalitionId: s.coalitionId, channel: 'CALL', heldAt: '2026-03-02T09:30:00Z', title: 'We talked' },
    participants: [{ organizationId: s.organizationIds['a'] }],
  };
  await tell(s.partner, 'logConversation', 'conversation { id }', conversation);
  const reach = `query($id: ID!) { reach(coalitionId: $id) { organization { code } last { kind heldAt conversation { title } } } }`;
  const last = [{ kind: 'ROUTINE', heldAt: '2026-03-02T09:30:00.000Z', conversation: { title: 'We talked' } }];
  expect(dataOf(await s.observer<{ reach: object[] }>(reach, { id: s.coalitionId })).reach).toEqual(
    expect.arrayContaining([
      { organization: { code: 'a' }, last },
      { organization: { code: 'b' }, last: [] },
    ]),
  );
});
