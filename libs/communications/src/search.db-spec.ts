import { buildConversation, idOf } from '../testing/index.js';
import { CommunicationsModule, CommunicationsService, DecisionsService, SearchService } from './index.js';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
let readersOfNotes: Actor[];
let others: Actor[];
beforeAll(async () => {
  room = await openRoom(CommunicationsModule);
});
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildCoalition(room);
  readersOfNotes = [ours.backbone, ours.partner('c')];
  const observer = { ...ours.funder, roles: [{ ...ours.funder.roles[0]!, role: 'OBSERVER' as const }] };
  others = [ours.funder, observer];
});

const search = (text: string, actor: Actor = ours.backbone, first?: number) =>
  room.get(SearchService).searchCommunications(actor, ours.coalition.id, text, first);
const found = async (text: string, actor?: Actor) => (await search(text, actor)).map(({ title }) => title);

describe('search', () => {
  it('finds conversations, decisions and commitments, ranked, with the words marked', async () => {
    const { id: conversationId } = await buildConversation(room, ours, {
      title: 'School helmets <b>begin</b>',
      notes: 'The «old» helmet broke.',
      agendaItems: [{ topic: 'Helmet shops', purpose: 'TALK' }],
    });
    const decision = { conversationId, text: 'Free helmets', why: 'Nobody buys one' };
    await room.get(DecisionsService).recordDecision(ours.backbone, decision);
    await room.query(
      `INSERT INTO commitment (id, coalition_id, kind, title, holder_organization_ids, is_joint, conversation_id, due_on,
                               first_due_on, state)
       SELECT uuidv7(), $1, 'TASK', 'Order helmets', ARRAY[$2::uuid], false, $3, '2026-04-01', '2026-04-01', 'OFFERED'`,
      [ours.coalition.id, idOf(ours, 'a'), conversationId],
    );
    const hits = await search('helmet');
    expect(hits.map(({ kind, headline }) => [kind, headline]).sort()).toEqual([
      ['COMMITMENT', 'Order «helmets»'],
      ['CONVERSATION', 'School «helmets»  begin  · «Helmet» shops · The ‹old› «helmet» broke'],
      ['DECISION', 'Free «helmets» · Nobody buys one'],
    ]);
    expect(hits.map(({ rank }) => rank)).toEqual(hits.map(({ rank }) => rank).sort((a, b) => b - a));
    expect(hits[0]?.at).toEqual(new Date('2026-03-02T10:00:00Z'));
    expect(await search('helmet', ours.backbone, 1)).toEqual([hits[0]]);
  });

  it('reads what people type', async () => {
    const title = 'Bus meeting with WHO about Schülertransport, not about lunch';
    const { id } = await buildConversation(room, ours, { title });
    await room.get(CommunicationsService).addAgendaItems(ours.backbone, id, [{ topic: 'Helmets', purpose: 'INFORM' }]);
    for (const text of [
      'meetings',
      'who',
      'schülertransport',
      'helmet schülertransport',
      '"about lunch"',
      'x or lunch',
    ]) {
      expect([text, await found(text)]).toEqual([text, [title]]);
    }
    for (const text of ['meetings -helmets', 'lunch breakfast', '"lunch bus"', '!!!', '\\', `' | ) (`]) {
      expect([text, await found(text)]).toEqual([text, []]);
    }
    await room.get(CommunicationsService).updateConversation(ours.backbone, id, { title: 'Renamed' });
    expect(await found('schülertransport')).toEqual([]);
    expect(await found('helmet')).toEqual(['Renamed']);
  });

  it('does not tell funders and observers what notes say, neither by a hit, nor by a headline, nor by a missing hit', async () => {
    await buildConversation(room, ours, { title: 'Bus lanes', notes: 'A lawsuit looms' });
    for (const actor of readersOfNotes) {
      expect(await found('lawsuit', actor)).toEqual(['Bus lanes']);
      expect(await found('bus -lawsuit', actor)).toEqual([]);
      expect((await search('bus', actor))[0]?.headline).toContain('lawsuit');
    }
    for (const actor of others) {
      expect(await found('lawsuit', actor)).toEqual([]);
      expect(await found('bus lawsuit', actor)).toEqual([]);
      expect(await found('bus -lawsuit', actor)).toEqual(['Bus lanes']);
      expect(JSON.stringify(await search('bus or lawsuit', actor))).not.toContain('looms');
    }
    const [hit] = await search('bus', ours.funder);
    const ranked = await buildCoalition(room);
    await buildConversation(room, ranked, { title: 'Bus lanes' });
    const [same] = await room.get(SearchService).searchCommunications(ranked.funder, ranked.coalition.id, 'bus');
    expect(hit?.rank).toBe(same?.rank);
  });

  it('stays in its coalition', async () => {
    const theirs = await buildCoalition(room);
    const { id: conversationId } = await buildConversation(room, theirs, { title: 'Their marker', notes: 'marker' });
    const decision = { conversationId, text: 'marker', why: 'marker' };
    await room.get(DecisionsService).recordDecision(theirs.backbone, decision);
    expect(await found('marker')).toEqual([]);
    for (const actor of [theirs.backbone, ours.stranger])
      await expect(search('marker', actor)).rejects.toThrow(NotFound);
  });

  it('says what is wrong with a question', async () => {
    await expect(search(' ', ours.backbone, 101)).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', field: ['text'] },
        { code: 'OUT_OF_RANGE', field: ['first'] },
      ],
    });
    await expect(search('x'.repeat(201))).rejects.toMatchObject({ problems: [{ code: 'TOO_LONG' }] });
  });
});
