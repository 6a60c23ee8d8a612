import { buildConversation, idOf } from '../testing/index.js';
import { AgendaItem, CommunicationsModule, CommunicationsService, ConversationPartsService } from './index.js';
import { Participant } from './participant.entity.js';
import { buildActivity } from '@keelson/activities/testing';
import { buildAgenda } from '@keelson/agenda/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { AuditEvent, Database, Forbidden, InvalidInput, newId, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
let theirs: BuiltCoalition;
let service: CommunicationsService;
beforeAll(async () => {
  room = await openRoom(CommunicationsModule);
  service = room.get(CommunicationsService);
});
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildCoalition(room);
  theirs = await buildCoalition(room);
});

const list = (filter = {}, page = {}, actor = ours.backbone) =>
  service.listConversations(actor, ours.coalition.id, filter, page);
const titles = async (filter = {}) => (await list(filter)).nodes.map(({ title }) => title);

describe('conversations', () => {
  it('are logged with a sentence, a time and who took part, and completed later', async () => {
    const { id } = await buildConversation(room, ours, {}, ours.partner('a'));
    const [first] = await service.loadConversations(ours.backbone, [id]);
    expect(first).toMatchObject({ title: 'We talked', notes: null, hostNames: [], agendaId: null });
    const partner = { ...ours.partner('a'), personId: first!.loggedById };
    await service.updateConversation(partner, id, {
      notes: 'Who said what',
      hostOrganizationIds: [idOf(ours, 'b')],
      participants: [
        { organizationId: idOf(ours, 'a'), names: ['Ada', 'Ben'] },
        { organizationId: idOf(ours, 'c'), people: 4 },
      ],
    });
    await service.addAgendaItems(partner, id, [{ topic: 'Buses', purpose: 'TALK' }]);
    await service.addAgendaItems(partner, id, [{ topic: 'Budget', purpose: 'DECIDE' }]);
    const parts = room.get(ConversationPartsService);
    const items = await parts.loadPartsOf(partner, AgendaItem, [id], 'position');
    expect(items.map(({ position, topic }) => [position, topic])).toEqual([
      [1, 'Buses'],
      [2, 'Budget'],
    ]);
    const participants = await parts.loadPartsOf(partner, Participant, [id], 'id');
    expect(participants.map(({ people, names }) => [people, names])).toEqual([
      [2, ['Ada', 'Ben']],
      [4, []],
    ]);
    const history = await room
      .get(Database)
      .read(partner, (manager) => manager.find(AuditEvent, { where: { subjectId: id }, order: { id: 'ASC' } }));
    expect(history.map(({ verb }) => verb)).toEqual([
      'logConversation',
      'updateConversation',
      'addAgendaItems',
      'addAgendaItems',
    ]);
    expect(history[1]).toMatchObject({ before: { notes: null }, after: { notes: 'Who said what' } });
  });

  it('are linked to activities and to a version of the common agenda', async () => {
    const activity = await buildActivity(room, ours);
    const agenda = await buildAgenda(room, ours);
    const about = { activityIds: [activity.id], agendaId: agenda.id };
    const { id } = await buildConversation(room, ours, { ...about, title: 'about' });
    await buildConversation(room, ours);
    expect((await service.loadConversations(ours.backbone, [id]))[0]?.agendaId).toBe(agenda.id);
    expect(await titles({ activityIds: [activity.id] })).toEqual(['about']);
    await service.updateConversation(ours.backbone, id, { activityIds: [], agendaId: null });
    expect(await titles({ activityIds: [activity.id] })).toEqual([]);
  });

  it('show notes to backbone and partners only', async () => {
    const { id } = await buildConversation(room, ours, { notes: 'Secret of the room' });
    const observer = { ...ours.funder, roles: [{ ...ours.funder.roles[0]!, role: 'OBSERVER' as const }] };
    for (const actor of [ours.funder, observer]) {
      expect((await service.loadConversations(actor, [id]))[0]?.notes).toBeNull();
      expect(JSON.stringify(await list({}, {}, actor))).not.toContain('Secret');
    }
    for (const actor of [ours.backbone, ours.partner('c')]) {
      expect((await service.loadConversations(actor, [id]))[0]?.notes).toBe('Secret of the room');
    }
  });

  it('look absent to a stranger and to another coalition', async () => {
    const { id } = await buildConversation(room, ours);
    for (const actor of [ours.stranger, theirs.backbone, theirs.partner('a')]) {
      expect(await service.loadConversations(actor, [id])).toEqual([]);
      await expect(service.updateConversation(actor, id, { title: 'Taken over' })).rejects.toThrow(NotFound);
      await expect(service.addAgendaItems(actor, id, [])).rejects.toThrow(NotFound);
      await expect(list({}, {}, actor)).rejects.toThrow(NotFound);
      await expect(buildConversation(room, ours, {}, actor)).rejects.toThrow(NotFound);
    }
  });

  it('are not written by funders, by partners who were not there, nor by colleagues of who logged them', async () => {
    await expect(buildConversation(room, ours, {}, ours.funder)).rejects.toThrow(Forbidden);
    await expect(buildConversation(room, ours, {}, ours.partner('b'))).rejects.toThrow(Forbidden);
    const own = ours.partner('a');
    const { id } = await buildConversation(room, ours, {}, own);
    await expect(service.updateConversation(ours.partner('a'), id, { title: 'X' })).rejects.toThrow(Forbidden);
    const leaving = service.updateConversation(own, id, { participants: [{ organizationId: idOf(ours, 'b') }] });
    await expect(leaving).rejects.toThrow(Forbidden);
    expect(await list({ organizationIds: [idOf(ours, 'b')] })).toMatchObject({ nodes: [] });
    expect(await titles()).toEqual(['We talked']);
  });

  it.each(['organization', 'activity', 'agenda'])('refuse an unknown or foreign %s with its path', async (what) => {
    for (const id of [newId(), idOf(theirs, 'a')]) {
      const details = {
        organization: { participants: [{ organizationId: idOf(ours, 'a') }, { organizationId: id }] },
        activity: { activityIds: [id] },
        agenda: { agendaId: id },
      }[what]!;
      const field = {
        organization: ['participants', '1', 'organizationId'],
        activity: ['activityIds', '0'],
        agenda: ['agendaId'],
      }[what];
      await expect(buildConversation(room, ours, details)).rejects.toMatchObject({
        message: `No such ${what}.`,
        field,
      });
    }
    expect(await titles()).toEqual([]);
  });

  it('come back with everything that is wrong with them, and leave nothing behind', async () => {
    const a = idOf(ours, 'a');
    const logging = buildConversation(room, ours, {
      title: '  ',
      heldAt: new Date('2206-03-02T10:00:00Z'),
      participants: [
        { organizationId: a, people: 0 },
        { organizationId: a, people: 1, names: ['Ada', 'Ben'] },
      ],
      agendaItems: [{ topic: '', purpose: 'TALK' }],
    });
    const error = await logging.catch((reason: InvalidInput) => reason);
    expect((error as InvalidInput).problems.map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['REQUIRED', 'title'],
      ['OUT_OF_RANGE', 'heldAt'],
      ['OUT_OF_RANGE', 'participants.0.people'],
      ['DUPLICATE', 'participants.1.organizationId'],
      ['OUT_OF_RANGE', 'participants.1.people'],
      ['REQUIRED', 'agendaItems.0.topic'],
    ]);
    const alone = buildConversation(room, ours, { participants: [] });
    await expect(alone).rejects.toMatchObject({ problems: [{ code: 'REQUIRED', field: ['participants'] }] });
    expect(await titles()).toEqual([]);
  });

  it('are listed latest first, filtered and paged', async () => {
    const held = (day: string) => ({ heldAt: new Date(`2026-0${day}T10:00:00Z`) });
    await buildConversation(room, ours, { ...held('1-10'), title: 'old', channel: 'CALL' });
    await buildConversation(room, ours, { ...held('3-10'), title: 'new', hostOrganizationIds: [idOf(ours, 'c')] });
    await buildConversation(room, ours, {
      ...held('2-10'),
      title: 'middle',
      participants: [{ organizationId: idOf(ours, 'b') }],
    });
    await buildConversation(room, theirs, { title: 'elsewhere' });
    expect(await titles()).toEqual(['new', 'middle', 'old']);
    expect(await titles({ channels: ['CALL'] })).toEqual(['old']);
    expect(await titles({ organizationIds: [idOf(ours, 'b'), idOf(ours, 'c')] })).toEqual(['new', 'middle']);
    expect(await titles({ organizationIds: [idOf(theirs, 'a')] })).toEqual([]);
    expect(await titles({ activityIds: [newId()] })).toEqual([]);
    const { heldAt } = held('2-10');
    expect(await titles({ heldFrom: heldAt })).toEqual(['new', 'middle']);
    expect(await titles({ heldUntil: heldAt })).toEqual(['old']);
    const first = await list({}, { first: 2 });
    const second = await list({}, { first: 2, after: first.pageInfo.endCursor });
    expect(second.nodes.map(({ title }) => title)).toEqual(['old']);
    expect(await first.totalCount()).toBe(3);
  });
});
