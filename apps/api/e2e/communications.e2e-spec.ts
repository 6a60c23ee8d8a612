import { startCoalitionScenario, type CoalitionScenario } from './coalition.scenario.js';
import { dataOf, type Answer, type Ask } from './scenario.js';

type Payload<T> = Record<string, T & { userErrors: object[] }>;

let s: CoalitionScenario;
let conversationId: string;
let commitmentId: string;
beforeAll(async () => {
  s = await startCoalitionScenario();
}, 60_000);
afterAll(() => s?.stop());

const verb = (name: string, input: string, fields: string) =>
  `mutation($input: ${input}!) { ${name}(input: $input) { ${fields} userErrors { code field message } } }`;
const log = verb('logConversation', 'LogConversationInput', 'conversation { id title }');
const update = verb('updateConversation', 'UpdateConversationInput', 'conversation { id }');
const addItems = verb(
  'addAgendaItems',
  'AddAgendaItemsInput',
  'conversation { agendaItems { position topic purpose } }',
);
const decide = verb('recordDecision', 'RecordDecisionInput', 'decision { id decidedOn }');
const offer = verb('offerCommitment', 'OfferCommitmentInput', 'commitment { id }');
const meeting = (code = 'a') => ({
  coalitionId: s.coalitionId,
  channel: 'MEETING',
  heldAt: '2026-03-02T09:30:00Z',
  title: 'Helmets for every child',
  participants: [{ organizationId: s.organizationIds[code] }],
});
const everything = `query($id: ID!) { conversations(coalitionId: $id) { totalCount nodes {
  id channel title heldAt notes hostNames hosts { code } participants { people names organization { code } }
  agendaItems { position topic purpose } decisions { text supersedes { text } supersededBy { text } }
  commitments { title dueOn overdue holderNames holders { code } }
  activities { id } agenda { id } loggedBy { email } } } }`;
const search = `query($id: ID!, $text: String!) { search(coalitionId: $id, text: $text) {
  nodes { kind title headline rank at node { __typename id } } } }`;

interface Hits {
  search: { nodes: { kind: string; headline: string; node: { __typename: string; id: string } }[] };
}
const hits = async (ask: Ask, text: string) =>
  dataOf(await ask<Hits>(search, { id: s.coalitionId, text })).search.nodes;
const said = `conversation { id kind channel timeZone notesDueOn cancelReason voices { present turns ratio group { name } }
  differingNotes { text organization { code } } sustaining { nextStep runwayMonths } power { noneBecause } }`;
const tell = async (ask: Ask, mutation: string, input: object, object = 'conversation') => {
  const [payload] = Object.values(dataOf(await ask<Payload<Record<string, { id: string }>>>(mutation, { input })));
  return payload![object]!;
};
const codeOf = (answer: Answer<unknown>) => answer.errors?.[0]?.extensions.code;

describe('the communication log through the API', () => {
  it('takes a quick entry from a partner and lets it complete the entry', async () => {
    const logged = dataOf(await s.partner<Payload<{ conversation: { id: string } }>>(log, { input: meeting() }));
    conversationId = logged['logConversation']!.conversation.id;
    expect(conversationId).toMatch(/^cnv_/);
    const details = {
      id: conversationId,
      notes: 'The mayor hinted at a lawsuit.',
      hostOrganizationIds: [s.organizationIds['b']],
      hostNames: ['Ada'],
      participants: [
        { organizationId: s.organizationIds['a'], people: 3, names: ['Ben'] },
        { organizationId: s.organizationIds['c'] },
      ],
    };
    dataOf(await s.partner(update, { input: details }));
    const agendaItems = [
      { topic: 'Where to buy', purpose: 'TALK' },
      { topic: 'Who pays', purpose: 'DECIDE' },
    ];
    dataOf(await s.partner(addItems, { input: { conversationId, agendaItems } }));
    const decision = { conversationId, text: 'Free helmets', why: 'Nobody buys one' };
    const first = dataOf(await s.partner<Payload<{ decision: { id: string } }>>(decide, { input: decision }));
    const supersedesId = first['recordDecision']!.decision.id;
    dataOf(await s.partner(decide, { input: { ...decision, text: 'Helmets at half price', supersedesId } }));
    const task = {
      ...{ coalitionId: s.coalitionId, conversationId, kind: 'TASK', title: 'Order helmets', dueOn: '2999-04-01' },
      ...{ holderOrganizationIds: [s.organizationIds['b']], holderNames: ['Cleo'] },
    };
    const offered = dataOf(await s.partner<Payload<{ commitment: { id: string } }>>(offer, { input: task }));
    commitmentId = offered['offerCommitment']!.commitment.id;
    const { conversations } = dataOf(
      await s.partner<{ conversations: { nodes: object[]; totalCount: number } }>(everything, { id: s.coalitionId }),
    );
    expect(conversations).toEqual({
      totalCount: 1,
      nodes: [
        {
          id: conversationId,
          channel: 'MEETING',
          title: 'Helmets for every child',
          heldAt: '2026-03-02T09:30:00.000Z',
          notes: 'The mayor hinted at a lawsuit.',
          hostNames: ['Ada'],
          hosts: [{ code: 'b' }],
          participants: [
            { people: 3, names: ['Ben'], organization: { code: 'a' } },
            { people: 1, names: [], organization: { code: 'c' } },
          ],
          agendaItems: [
            { position: 1, ...agendaItems[0] },
            { position: 2, ...agendaItems[1] },
          ],
          decisions: [
            { text: 'Free helmets', supersedes: null, supersededBy: { text: 'Helmets at half price' } },
            { text: 'Helmets at half price', supersedes: { text: 'Free helmets' }, supersededBy: null },
          ],
          commitments: [
            {
              title: 'Order helmets',
              dueOn: '2999-04-01',
              overdue: false,
              holderNames: ['Cleo'],
              holders: [{ code: 'b' }],
            },
          ],
          activities: [],
          agenda: null,
          loggedBy: { email: 'partner@example.org' },
        },
      ],
    });
  });

  it('links a conversation to activities and to a version of the common agenda', async () => {
    const activity = {
      coalitionId: s.coalitionId,
      title: 'Shop',
      kind: 'PROGRAM',
      leadOrganizationId: s.organizationIds['a'],
    };
    const activityId = dataOf(
      await s.backbone<Payload<{ activity: { id: string } }>>(
        verb('createActivity', 'CreateActivityInput', 'activity { id }'),
        { input: activity },
      ),
    )['createActivity']!.activity.id;
    const agendaId = dataOf(
      await s.backbone<Payload<{ agenda: { id: string } }>>(verb('draftAgenda', 'DraftAgendaInput', 'agenda { id }'), {
        input: { coalitionId: s.coalitionId },
      }),
    )['draftAgenda']!.agenda.id;
    dataOf(await s.backbone(update, { input: { id: conversationId, activityIds: [activityId], agendaId } }));
    const query = `query($id: ID!, $activity: ID!) { conversations(coalitionId: $id, filter: {activityIds: [$activity]}) {
      nodes { id activities { title } agenda { id } } } }`;
    const { conversations } = dataOf(
      await s.backbone<{ conversations: { nodes: object[] } }>(query, { id: s.coalitionId, activity: activityId }),
    );
    expect(conversations.nodes).toEqual([
      { id: conversationId, activities: [{ title: 'Shop' }], agenda: { id: agendaId } },
    ]);
  });

  it('lists decisions, and finds each by its id', async () => {
    const query = `query($id: ID!) {
      decisions(coalitionId: $id, first: 1) { nodes { id text decidedOn conversation { id } } pageInfo { hasNextPage } } }`;
    const { decisions } = dataOf(
      await s.observer<{ decisions: { nodes: { id: string }[]; pageInfo: object } }>(query, { id: s.coalitionId }),
    );
    expect(decisions.pageInfo).toEqual({ hasNextPage: true });
    expect(decisions.nodes[0]).toMatchObject({ decidedOn: '2026-03-02', conversation: { id: conversationId } });
    for (const id of [commitmentId, decisions.nodes[0]!.id, conversationId]) {
      const node = `query($id: ID!) { node(id: $id) { id } }`;
      expect(await s.observer(node, { id })).toEqual({ data: { node: { id } } });
      expect(await s.outsider(node, { id })).toEqual({ data: { node: null } });
    }
  });

  it('keeps notes from funders and observers, also in a search', async () => {
    const query = `query($id: ID!) { conversation(id: $id) { title notes } }`;
    for (const ask of [s.funder, s.observer]) {
      expect(await ask(query, { id: conversationId })).toEqual({
        data: { conversation: { title: 'Helmets for every child', notes: null } },
      });
      expect(await hits(ask, 'lawsuit')).toEqual([]);
      expect((await hits(ask, 'helmet -lawsuit')).map(({ kind }) => kind)).toContain('CONVERSATION');
      const answers = [await ask(everything, { id: s.coalitionId }), await hits(ask, 'helmet or mayor')];
      expect(JSON.stringify(answers)).not.toMatch(/lawsuit|mayor/i);
      const history = await ask(`query($id: ID!) { history(subjectId: $id) { nodes { after } } }`, {
        id: conversationId,
      });
      expect(JSON.stringify(history)).not.toMatch(/lawsuit|mayor/i);
    }
    for (const ask of [s.backbone, s.partner, s.otherPartner]) {
      expect(await hits(ask, 'lawsuit')).toMatchObject([
        {
          kind: 'CONVERSATION',
          headline: expect.stringContaining('hinted at a «lawsuit»'),
          node: { __typename: 'Conversation', id: conversationId },
        },
      ]);
    }
    expect((await hits(s.backbone, 'helmets')).map(({ kind }) => kind).sort()).toEqual([
      'COMMITMENT',
      'CONVERSATION',
      'DECISION',
      'DECISION',
    ]);
  });

  it('refuses every verb to guests, outsiders and the wrong role', async () => {
    const decision = { conversationId, text: 'Taken over', why: 'Because' };
    const verbs: [string, object][] = [
      [log, { ...meeting(), title: 'Taken over' }],
      [update, { id: conversationId, title: 'Taken over' }],
      [addItems, { conversationId, agendaItems: [{ topic: 'Taken over', purpose: 'TALK' }] }],
      [decide, decision],
    ];
    for (const [mutation, input] of verbs) {
      expect(codeOf(await s.guest(mutation, { input }))).toBe('UNAUTHENTICATED');
      expect(codeOf(await s.outsider(mutation, { input }))).toBe('NOT_FOUND');
      for (const ask of [s.funder, s.observer]) expect(codeOf(await ask(mutation, { input }))).toBe('FORBIDDEN');
    }
    // Partner b neither logged it nor takes part in a conversation of a alone.
    for (const [mutation, input] of verbs) {
      expect(codeOf(await s.otherPartner(mutation, { input }))).toBe('FORBIDDEN');
    }
    for (const query of [everything, search]) {
      const variables = { id: s.coalitionId, text: 'helmet' };
      expect(codeOf(await s.guest(query, variables))).toBe('UNAUTHENTICATED');
      expect(codeOf(await s.outsider(query, variables))).toBe('NOT_FOUND');
    }
    expect(JSON.stringify(await s.backbone(everything, { id: s.coalitionId }))).not.toContain('Taken over');
  });

  it('keeps what was said by which group, and lets what differs stand beside the notes', async () => {
    const group = { coalitionId: s.coalitionId, name: 'Youth', kind: 'COMMUNITY', mostImpacted: false };
    const make = verb('createStakeholderGroup', 'CreateStakeholderGroupInput', 'stakeholderGroup { id }');
    const groupId = (await tell(s.backbone, make, group, 'stakeholderGroup')).id;
    const planned = { ...meeting(), channel: undefined, heldAt: '2027-01-02T09:00:00Z' };
    const later = await tell(s.partner, verb('logConversation', 'LogConversationInput', said), planned);
    expect(later).toMatchObject({ kind: 'ROUTINE', channel: 'MEETING', timeZone: 'UTC', notesDueOn: '2027-01-09' });
    const cancel = verb('cancelConversation', 'CancelConversationInput', said);
    const off = await tell(s.partner, cancel, { id: later.id, reason: 'Snow' });
    expect(off).toMatchObject({ cancelReason: 'Snow', notesDueOn: null });
    const { id } = await tell(s.partner, log, { ...meeting(), heldAt: new Date(), kind: 'SUSTAINING' });
    const write = verb('writeNotes', 'WriteNotesInput', said);
    const sustaining = { keepsUsGoing: 'Hope', risks: 'Money', capacity: 'Two', nextStep: 'Ask', runwayMonths: '7.50' };
    const notes = { conversationId: id, notes: 'We spoke of money', sustaining };
    expect(codeOf(await s.otherPartner(write, { input: notes }))).toBe('FORBIDDEN');
    expect(await tell(s.partner, write, notes)).toMatchObject({ sustaining: { runwayMonths: '7.50' }, power: null });
    const none = { id, voices: [{ groupId, present: 0, turns: 2 }] };
    const absent = await s.backbone<Payload<object>>(update, { input: none });
    expect(absent.data?.['updateConversation']?.userErrors).toMatchObject([{ field: ['voices', '0', 'turns'] }]);
    await tell(s.backbone, update, { id, voices: [{ groupId, present: 2, turns: 5 }] });
    const publish = `mutation($id: ID!) { publishNotes(id: $id) { conversation { id } userErrors { code } } }`;
    const published = [
      await s.partner<Payload<object>>(publish, { id }),
      await s.backbone<Payload<object>>(publish, { id }),
    ];
    expect(published.map(({ data }) => data?.['publishNotes']?.userErrors)).toEqual([[], [{ code: 'FROZEN' }]]);
    const attach = verb('attachDifferingNote', 'AttachDifferingNoteInput', said);
    const differing = { conversationId: id, organizationId: s.organizationIds['a'], text: 'It was not only money.' };
    expect(codeOf(await s.otherPartner(attach, { input: differing }))).toBe('FORBIDDEN');
    expect(await tell(s.partner, attach, differing)).toMatchObject({
      differingNotes: [{ text: 'It was not only money.', organization: { code: 'a' } }],
      voices: [{ present: 2, turns: 5, ratio: '1', group: { name: 'Youth' } }],
    });
    const query = `query($id: ID!, $coalitionId: ID!) { conversation(id: $id) { ${said.slice(15, -1)} }
      conversationClocks(coalitionId: $coalitionId) { kind daysLeft kept last { id } } }`;
    const seen = dataOf(await s.funder<Record<string, unknown>>(query, { id, coalitionId: s.coalitionId }));
    expect(seen['conversation']).toMatchObject({ differingNotes: [], sustaining: null, voices: [{ turns: null }] });
    expect(seen['conversationClocks']).toMatchObject([
      { kept: true, last: { id } },
      { kept: false, last: null },
    ]);
    expect(codeOf(await s.outsider(query, { id, coalitionId: s.coalitionId }))).toBe('NOT_FOUND');
  });

  it('keeps a register of decisions with what came of them', async () => {
    const fields = 'decision { id reviewOn reviews { findings dueOn } affects }';
    const decision = { conversationId, text: 'Count helmets', why: 'Why not', reviewOn: '2026-04-01', affects: 'All' };
    const { id } = await tell(s.partner, verb('recordDecision', 'RecordDecisionInput', fields), decision, 'decision');
    const register = `query($id: ID!) { decisions(coalitionId: $id, filter: { reviewDue: true }) { nodes { id } }
      decisionRegister(coalitionId: $id, filter: { standing: true }) { totalCount nodes { source node { id } } } }`;
    const before = dataOf(await s.observer<Record<string, object>>(register, { id: s.coalitionId }));
    expect(before['decisions']).toEqual({ nodes: [{ id }] });
    expect(before['decisionRegister']).toMatchObject({ totalCount: 2, nodes: [{ source: 'CONVERSATION' }, {}] });
    const review = verb('reviewDecision', 'ReviewDecisionInput', fields);
    const input = { decisionId: id, findings: '40 of 60 wear one', nextReviewOn: '2099-04-01' };
    expect(codeOf(await s.otherPartner(review, { input }))).toBe('FORBIDDEN');
    const reviews = [{ findings: '40 of 60 wear one', dueOn: '2026-04-01' }];
    expect(await tell(s.partner, review, input, 'decision')).toMatchObject({ reviewOn: '2099-04-01', reviews });
    expect(await s.observer(register, { id: s.coalitionId })).toMatchObject({ data: { decisions: { nodes: [] } } });
  });

  it('says where an id leads nowhere, and what to correct', async () => {
    const unknown = { ...meeting(), activityIds: [`act_${s.organizationIds['a']?.slice(4)}`] };
    const answer = await s.backbone(log, { input: unknown });
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND', field: ['activityIds', '0'] } });
    const bad = { ...meeting(), title: ' ', participants: [{ organizationId: s.organizationIds['a'], people: 0 }] };
    const wrong = await s.backbone<Payload<object>>(log, { input: bad });
    expect(wrong.data?.['logConversation']?.userErrors).toMatchObject([{ field: ['participants', '0', 'people'] }]);
    const blank = await s.backbone<Payload<object>>(log, { input: { ...meeting(), title: ' ' } });
    expect(blank.data?.['logConversation']?.userErrors).toMatchObject([{ code: 'REQUIRED', field: ['title'] }]);
    expect(codeOf(await s.backbone(search, { id: s.coalitionId, text: '' }))).toBe('BAD_USER_INPUT');
  });
});
