import { buildConversation, idOf } from '../testing/index.js';
import {
  AgendaItem,
  CommunicationsModule,
  CommunicationsService,
  ConversationPartsService,
  DecisionsService,
  type ConversationFilter,
  type ConversationSort,
} from './index.js';
import { buildActivity } from '@keelson/activities/testing';
import { buildSteering } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { AuditEvent, Database, Forbidden, InvalidInput, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
let service: CommunicationsService;
beforeAll(async () => {
  room = await openRoom(CommunicationsModule);
  service = room.get(CommunicationsService);
});
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildCoalition(room, undefined, { timeZone: 'America/Lima' });
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const titles = async (filter: ConversationFilter = {}, sort?: ConversationSort) =>
  (await service.listConversations(ours.backbone, ours.coalition.id, filter, {}, sort)).nodes.map(({ title }) => title);
const problemsOf = async (logging: Promise<unknown>) => {
  const error = await logging.then(
    () => new Error('Nothing was refused.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof InvalidInput)) throw error;
  return error.problems.map(({ code, field }) => [code, field.join('.')]);
};

describe('a quick entry', () => {
  it('takes a sentence, who and when; everything else is known or completed later', async () => {
    const heldAt = inDays(-1);
    const quick = { coalitionId: ours.coalition.id, heldAt, title: 'The mayor called', participants: [] };
    const { id } = await service.logConversation(ours.backbone, {
      ...quick,
      participants: [{ organizationId: idOf(ours, 'a') }],
    });
    const [logged] = await service.loadConversations(ours.funder, [id]);
    expect(logged).toMatchObject({ kind: 'ROUTINE', channel: 'MEETING', timeZone: 'America/Lima', bodyId: null });
    const { body } = await buildSteering(room, ours);
    await service.updateConversation(ours.backbone, id, {
      ...{ kind: 'SENSEMAKING', channel: 'CALL', timeZone: 'Europe/Berlin', bodyId: body.id },
      ...{ accessPlan: 'Quechua interpreter', publishOn: '2026-12-01', notes: 'He agrees' },
    });
    await service.addAgendaItems(ours.backbone, id, [{ topic: 'Buses', purpose: 'DECIDE', minutes: 25 }]);
    expect((await service.loadConversations(ours.partner('c'), [id]))[0]).toMatchObject({
      ...{ kind: 'SENSEMAKING', channel: 'CALL', timeZone: 'Europe/Berlin', bodyId: body.id },
      ...{ accessPlan: 'Quechua interpreter', publishOn: '2026-12-01', notesAt: expect.any(Date) },
    });
    const items = await room.get(ConversationPartsService).loadPartsOf(ours.funder, AgendaItem, [id], 'position');
    expect(items.map(({ minutes }) => minutes)).toEqual([25]);
  });

  it('loses its moment of notes when they are taken back', async () => {
    const { id } = await buildConversation(room, ours, { notes: 'Of the wrong meeting' });
    expect(await service.updateConversation(ours.backbone, id, { notes: ' ' })).toMatchObject({
      notes: null,
      notesAt: null,
    });
  });
});

describe('a conversation', () => {
  it('comes back with every host, topic and time zone that cannot be', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((code) => idOf(ours, code));
    const wrong = buildConversation(room, ours, {
      hostOrganizationIds: [a!, b!, c!],
      hostNames: ['Ada', 'Ben', 'Cleo'],
      timeZone: '+02:00',
      agendaItems: [
        { topic: 'Long', purpose: 'TALK', minutes: 0 },
        { topic: 'Longer', purpose: 'TALK', minutes: 1441 },
      ],
    });
    expect(await problemsOf(wrong)).toEqual([
      ['TOO_MANY', 'hostOrganizationIds'],
      ['TOO_MANY', 'hostNames'],
      ['INVALID', 'timeZone'],
      ['OUT_OF_RANGE', 'agendaItems.0.minutes'],
      ['OUT_OF_RANGE', 'agendaItems.1.minutes'],
    ]);
    expect(await problemsOf(buildConversation(room, ours, { timeZone: 'Europe/Atlantis' }))).toEqual([
      ['INVALID', 'timeZone'],
    ]);
    const theirs = await buildCoalition(room);
    const { body } = await buildSteering(room, theirs);
    const foreign = buildConversation(room, ours, { bodyId: body.id });
    await expect(foreign).rejects.toMatchObject({ message: 'No such body.', field: ['bodyId'] });
    expect(await titles()).toEqual([]);
  });

  it('that was decided in cannot move ahead', async () => {
    const { id } = await buildConversation(room, ours);
    const decision = { conversationId: id, text: 'Buses', why: 'Night' };
    await room.get(DecisionsService).recordDecision(ours.backbone, decision);
    expect(await problemsOf(service.updateConversation(ours.backbone, id, { heldAt: inDays(2) }))).toEqual([
      ['OUT_OF_RANGE', 'heldAt'],
    ]);
  });

  it('that lies ahead is cancelled with a reason, once; one that was held is not', async () => {
    const { id } = await buildConversation(room, ours, { heldAt: inDays(5) });
    const cancel = (which: string, reason = 'The hall burned down', actor = ours.backbone) =>
      service.cancelConversation(actor, which, reason);
    expect(await problemsOf(cancel(id, ' '))).toEqual([['REQUIRED', 'reason']]);
    for (const actor of [ours.funder, ours.partner('a')])
      await expect(cancel(id, 'No', actor)).rejects.toThrow(Forbidden);
    await expect(cancel(id, 'No', ours.stranger)).rejects.toThrow(NotFound);
    expect(await cancel(id)).toMatchObject({ cancelledAt: expect.any(Date), cancelReason: 'The hall burned down' });
    await expect(cancel(id)).rejects.toMatchObject({ rule: 'conversation.cancelled' });
    const changing = service.updateConversation(ours.backbone, id, { title: 'After all' });
    await expect(changing).rejects.toMatchObject({ rule: 'conversation.cancelled' });
    const adding = service.addAgendaItems(ours.backbone, id, [{ topic: 'Fire', purpose: 'TALK' }]);
    await expect(adding).rejects.toMatchObject({ rule: 'conversation.cancelled' });
    const noted = await buildConversation(room, ours, { notes: 'Said' });
    await expect(cancel(noted.id)).rejects.toMatchObject({ rule: 'conversation.held' });
    const decided = await buildConversation(room, ours);
    const decision = { conversationId: decided.id, text: 'Buses', why: 'Night' };
    await room.get(DecisionsService).recordDecision(ours.backbone, decision);
    await expect(cancel(decided.id)).rejects.toMatchObject({ rule: 'conversation.held' });
    const nobodyCame = await buildConversation(room, ours);
    await cancel(nobodyCame.id);
    const history = await room
      .get(Database)
      .read(ours.backbone, (manager) => manager.findBy(AuditEvent, { subjectId: id, verb: 'cancelConversation' }));
    expect(history).toMatchObject([{ reason: 'The hall burned down', before: { cancelledAt: null } }]);
  });
});

describe('the list of conversations', () => {
  it('filters by kind, body, group, lateness of notes, what lies ahead and what was cancelled', async () => {
    const { body, group } = await buildSteering(room, ours);
    await buildConversation(room, ours, { title: 'late', heldAt: inDays(-9) });
    const { id } = await buildConversation(room, ours, { title: 'late after all', heldAt: inDays(-20), notes: 'Said' });
    expect(id).toBeDefined();
    await buildConversation(room, ours, { title: 'noted', heldAt: inDays(-3), notes: 'Said', kind: 'POWER' });
    await buildConversation(room, ours, { title: 'due', heldAt: inDays(-6), bodyId: body.id });
    const voices = [{ groupId: group.id, present: 2 }];
    await buildConversation(room, ours, { title: 'planned', heldAt: inDays(9), voices });
    const off = await buildConversation(room, ours, { title: 'off', heldAt: inDays(10), voices: [] });
    await service.cancelConversation(ours.backbone, off.id, 'Snow');
    expect(await titles({ notesLate: true })).toEqual(['late', 'late after all']);
    expect(await titles({ notesLate: false })).toEqual(['off', 'planned', 'noted', 'due']);
    expect(await titles({ kinds: ['POWER', 'REPAIR'] })).toEqual(['noted']);
    expect(await titles({ bodyIds: [body.id] })).toEqual(['due']);
    expect(await titles({ groupIds: [group.id] })).toEqual(['planned']);
    expect(await titles({ planned: true })).toEqual(['planned']);
    expect(await titles({ planned: false, cancelled: false })).toHaveLength(4);
    expect(await titles({ cancelled: true })).toEqual(['off']);
  });

  it('is sorted by when they were held or logged, each with cursors of its own', async () => {
    for (const [title, days] of [
      ['first', -1],
      ['second', -3],
      ['third', -2],
    ] as const) {
      await buildConversation(room, ours, { title, heldAt: inDays(days) });
    }
    expect(await titles({})).toEqual(['first', 'third', 'second']);
    expect(await titles({}, 'HELD_EARLIEST_FIRST')).toEqual(['second', 'third', 'first']);
    expect(await titles({}, 'LOGGED_LATEST_FIRST')).toEqual(['third', 'second', 'first']);
    const page = (sort: 'HELD_EARLIEST_FIRST' | 'LOGGED_LATEST_FIRST', after?: string | null) =>
      service.listConversations(ours.backbone, ours.coalition.id, {}, { first: 2, after }, sort);
    const { endCursor } = (await page('LOGGED_LATEST_FIRST')).pageInfo;
    expect((await page('LOGGED_LATEST_FIRST', endCursor)).nodes.map(({ title }) => title)).toEqual(['first']);
    await expect(page('HELD_EARLIEST_FIRST', endCursor)).rejects.toThrow('This cursor does not belong to this list');
  });

  it('keeps which activities a conversation changed apart from what it was about', async () => {
    const about = await buildActivity(room, ours);
    const changed = await buildActivity(room, ours);
    const { id } = await buildConversation(room, ours, { title: 'both', activityIds: [about.id] });
    await service.updateConversation(ours.backbone, id, { changedActivityIds: [changed.id] });
    const links = () =>
      room.query<{ activity_id: string; changed: boolean }>(
        'SELECT activity_id, changed FROM conversation_activity WHERE conversation_id = $1 ORDER BY changed',
        [id],
      );
    expect(await links()).toEqual([
      { activity_id: about.id, changed: false },
      { activity_id: changed.id, changed: true },
    ]);
    await service.updateConversation(ours.backbone, id, { activityIds: [changed.id] });
    expect(await links()).toEqual([{ activity_id: changed.id, changed: true }]);
    expect(await titles({ activityIds: [changed.id] })).toEqual(['both']);
  });
});
