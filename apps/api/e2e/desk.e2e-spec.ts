import { tellerOf } from './access/tenant.scenario.js';
import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Answer } from './scenario.js';

let s: CoalitionScenario;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const items = `query($id: ID!, $filter: AttentionFilterInput, $first: Int) {
  attentionItems(coalitionId: $id, filter: $filter, first: $first) {
    totalCount counts { severity open snoozed } pageInfo { hasNextPage }
    nodes { key rule condition severity subjectType subjectId title since what why caveats facts
            steps { code text } snooze { until reason by { email } } } } }`;
interface Desk {
  attentionItems: { totalCount: number; counts: object[]; nodes: Record<string, unknown>[] };
}
const desk = async (filter: object | null = null, first = 20) =>
  dataOf(await s.backbone<Desk>(items, { id: s.coalitionId, filter, first })).attentionItems;
const change = (verb: 'snooze' | 'unsnooze') => {
  const name = `${verb}AttentionItem`;
  return `mutation($input: ${name.replace(/^./, (c) => c.toUpperCase())}Input!) {
    done: ${name}(input: $input) { attentionItem { key snooze { until reason } } userErrors { code field } } }`;
};
interface Done {
  done: { attentionItem: object | null; userErrors: object[] };
}
const codeOf = (answer: Answer<unknown>) => answer.errors?.[0]?.extensions.code;

describe("the backbone team's desk through the API", () => {
  let inputId: string;

  it('says what needs attention, why, and what to do about it, the most severe first', async () => {
    const staff = tellerOf(s.backbone);
    const { communityInput } = await staff.tell('recordCommunityInput', 'communityInput { id }', {
      ...{ coalitionId: s.coalitionId, kind: 'CONCERN', channel: 'PHONE', text: 'The crossing is far.' },
      ...{ contact: 'nora@home.example', receivedOn: dayIn(-20) },
    });
    inputId = communityInput!.id;
    await staff.tell('logConversation', 'conversation { id }', {
      ...{ coalitionId: s.coalitionId, title: 'Crossings', heldAt: `${dayIn(-9)}T12:00:00Z`, channel: 'CALL' },
      participants: [{ organizationId: s.organizationIds['a'] }],
    });
    const found = await desk();
    expect(found).toMatchObject({
      totalCount: 2,
      counts: [
        { severity: 'HIGH', open: 1, snoozed: 0 },
        { severity: 'MEDIUM', open: 0, snoozed: 0 },
        { severity: 'LOW', open: 1, snoozed: 0 },
      ],
    });
    expect(found.nodes[0]).toEqual({
      ...{ key: `INPUT_UNANSWERED/${inputId}/${dayIn(-5)}`, rule: 'INPUT_UNANSWERED', condition: 'COMMON_AGENDA' },
      ...{ severity: 'HIGH', subjectType: 'CommunityInput', subjectId: inputId, title: 'The crossing is far.' },
      ...{ since: dayIn(-5), facts: { day: dayIn(-20) }, caveats: [], snooze: null },
      what: `An input of ${dayIn(-20)} waits for its answer: "The crossing is far."`,
      why: 'Whoever says something and hears nothing does not come again.',
      steps: [
        { code: 'DECIDE_ON_INPUT', text: expect.stringMatching(/^Decide/) as string },
        { code: 'REPLY_TO_INPUT', text: expect.stringMatching(/^Tell/) as string },
      ],
    });
    expect(found.nodes[1]).toMatchObject({ rule: 'NOTES_LATE', condition: 'COMMUNICATION', since: dayIn(-1) });
    await staff.tell('updateViewer', 'person { id }', { language: 'es' });
    expect((await desk()).nodes[0]).toMatchObject({
      what: `Una aportación del ${dayIn(-20)} espera su respuesta: «The crossing is far.»`,
      why: 'Quien dice algo y no recibe respuesta no vuelve.',
      steps: [
        { text: expect.stringMatching(/^Decida/) as string },
        { text: expect.stringMatching(/^Cuente/) as string },
      ],
    });
    await staff.tell('updateViewer', 'person { id }', { language: null });
    expect(await desk({ conditions: ['COMMUNICATION'] })).toMatchObject({ nodes: [{ rule: 'NOTES_LATE' }] });
    expect(await desk(null, 1)).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
  });

  it('lets an item wait up to 30 days with a reason, and never dismisses it', async () => {
    const key = `INPUT_UNANSWERED/${inputId}/${dayIn(-5)}`;
    const snooze = async (more: object) => {
      const input = { coalitionId: s.coalitionId, key, until: dayIn(30), reason: 'Nora is away.', ...more };
      return (await s.backbone<Done>(change('snooze'), { input })).data!.done;
    };
    expect(await snooze({ until: dayIn(31) })).toMatchObject({
      attentionItem: null,
      userErrors: [{ code: 'OUT_OF_RANGE', field: ['until'] }],
    });
    expect((await snooze({ reason: ' ' })).userErrors).toEqual([{ code: 'REQUIRED', field: ['reason'] }]);
    expect((await snooze({ key: `${key}x` })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['key'] }]);
    expect(await snooze({})).toEqual({
      attentionItem: { key, snooze: { until: dayIn(30), reason: 'Nora is away.' } },
      userErrors: [],
    });
    expect(await desk({ snoozed: true })).toMatchObject({
      nodes: [{ key, snooze: { by: { email: 'admin@example.org' } } }],
    });
    expect((await desk({ snoozed: false })).totalCount).toBe(1);
    const unsnooze = { input: { coalitionId: s.coalitionId, key } };
    expect(dataOf(await s.backbone<Done>(change('unsnooze'), unsnooze)).done.attentionItem).toEqual({
      ...{ key, snooze: null },
    });
    const tell = tellerOf(s.backbone).tell;
    const disposition = { id: inputId, disposition: 'ADOPTED', reason: 'It is in the plan.' };
    await tell('disposeOfInput', 'communityInput { id }', { ...disposition, reply: 'Thank you.' });
    expect((await desk()).nodes.map(({ rule }) => rule)).toEqual(['NOTES_LATE']);
  });

  it('is nobody else’s to read or to change', async () => {
    const [{ key } = {}] = (await desk()).nodes;
    const input = { coalitionId: s.coalitionId, key, until: dayIn(3), reason: 'Later.' };
    for (const ask of [s.partner, s.funder, s.observer]) {
      expect(codeOf(await ask(items, { id: s.coalitionId }))).toBe('FORBIDDEN');
      expect(codeOf(await ask(change('snooze'), { input }))).toBe('FORBIDDEN');
    }
    const answer = await s.outsider(items, { id: s.coalitionId });
    expect([codeOf(answer), JSON.stringify(answer)]).toEqual(['NOT_FOUND', expect.not.stringContaining('Crossings')]);
  });
});
