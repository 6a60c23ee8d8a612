import { buildConversation, idOf } from '../testing/index.js';
import {
  CommunicationsModule,
  CommunicationsService,
  DifferingNote,
  NotesService,
  PowerNote,
  SustainingNote,
} from './index.js';
import type { WrittenNotes } from './index.js';
import { buildGroup } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Database, Forbidden, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
let communications: CommunicationsService;
let notes: NotesService;
beforeAll(async () => {
  room = await openRoom(CommunicationsModule);
  communications = room.get(CommunicationsService);
  notes = room.get(NotesService);
});
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildCoalition(room);
});

const day = 86_400_000;
const ahead = () => new Date(Date.now() + 3 * day);
const write = (conversationId: string, input: Partial<WrittenNotes>, actor: Actor = ours.backbone) =>
  notes.writeNotes(actor, { conversationId, ...input });
const differ = (conversationId: string, code: string, actor = ours.partner(code), text = 'We said no.') =>
  notes.attachDifferingNote(actor, { conversationId, organizationId: idOf(ours, code), text });
const sustaining = {
  keepsUsGoing: 'The children',
  risks: 'One funder',
  capacity: 'Two people',
  nextStep: 'Ask the city',
};
const seen = async (id: string, actor = ours.backbone) => (await communications.loadConversations(actor, [id]))[0]!;

describe('notes', () => {
  it('are written by whoever was there, or by backbone staff for a quick entry', async () => {
    const { id } = await buildConversation(room, ours);
    await expect(write(id, { notes: 'Not mine' }, ours.partner('b'))).rejects.toThrow(Forbidden);
    await expect(write(id, { notes: 'Not mine' }, ours.funder)).rejects.toThrow(Forbidden);
    await expect(write(id, { notes: 'Not mine' }, ours.stranger)).rejects.toThrow(NotFound);
    const written = await write(id, { notes: 'We were there' }, ours.partner('a'));
    expect(written).toMatchObject({ notes: 'We were there', notesAt: expect.any(Date) });
    const over = write(id, { notes: 'No, otherwise' }, ours.partner('a'));
    await expect(over).rejects.toMatchObject({ rule: 'conversation.noted' });
    const first = (await seen(id)).notesAt;
    await write(id, { notes: 'Tidied up' });
    expect(await seen(id)).toMatchObject({ notes: 'Tidied up', notesAt: first });
  });

  it('are refused blank, and of a conversation that lies ahead or was cancelled', async () => {
    const { id } = await buildConversation(room, ours, { heldAt: ahead() });
    await expect(write(id, { notes: 'Too early' })).rejects.toMatchObject({ rule: 'conversation.planned' });
    const early = communications.updateConversation(ours.backbone, id, { notes: 'Too early' });
    await expect(early).rejects.toMatchObject({ problems: [{ code: 'OUT_OF_RANGE', field: ['notes'] }] });
    await communications.cancelConversation(ours.backbone, id, 'Snow');
    await expect(write(id, { notes: 'Never' })).rejects.toMatchObject({ rule: 'conversation.cancelled' });
    const held = await buildConversation(room, ours);
    await expect(write(held.id, { notes: ' ' })).rejects.toMatchObject({ problems: [{ code: 'REQUIRED' }] });
    expect((await seen(held.id)).notes).toBeNull();
  });

  it('are published once, and stand then', async () => {
    const { id } = await buildConversation(room, ours);
    const publishing = () => notes.publishNotes(ours.backbone, id);
    await expect(publishing()).rejects.toMatchObject({ rule: 'conversation.incomplete' });
    await write(id, { notes: 'What was said' });
    await expect(notes.publishNotes(ours.partner('a'), id)).rejects.toThrow(Forbidden);
    expect((await publishing()).publishedAt).toBeInstanceOf(Date);
    await expect(publishing()).rejects.toMatchObject({ rule: 'conversation.published' });
    const changing = communications.updateConversation(ours.backbone, id, { notes: 'Nicer' });
    await expect(changing).rejects.toMatchObject({ rule: 'conversation.published' });
    await expect(write(id, { notes: 'Nicer' })).rejects.toMatchObject({ rule: 'conversation.published' });
    await communications.updateConversation(ours.backbone, id, { accessPlan: 'A ramp' });
    expect(await seen(id)).toMatchObject({ notes: 'What was said', accessPlan: 'A ramp' });
  });

  it('get differing notes of organizations that were there, for ever', async () => {
    const { id } = await buildConversation(room, ours, {
      participants: [{ organizationId: idOf(ours, 'a') }],
      hostOrganizationIds: [idOf(ours, 'c')],
    });
    await expect(differ(id, 'a')).rejects.toMatchObject({ rule: 'conversation.withoutNotes' });
    await write(id, { notes: 'All agreed' });
    const stranger = differ(id, 'b');
    await expect(stranger).rejects.toMatchObject({ problems: [{ code: 'NOT_ALLOWED', field: ['organizationId'] }] });
    for (const actor of [ours.backbone, ours.funder, ours.partner('c')]) {
      await expect(differ(id, 'a', actor)).rejects.toThrow(Forbidden);
    }
    await expect(differ(id, 'a', ours.partner('a'), ' ')).rejects.toMatchObject({ problems: [{ field: ['text'] }] });
    await differ(id, 'a');
    await notes.publishNotes(ours.backbone, id);
    await differ(id, 'c', ours.partner('c'), 'Nor did we.');
    const texts = async (actor: Actor) =>
      (await notes.loadNotesOf(actor, DifferingNote, [id])).map(({ organizationId, text }) => [organizationId, text]);
    expect(await texts(ours.partner('b'))).toEqual([
      [idOf(ours, 'a'), 'We said no.'],
      [idOf(ours, 'c'), 'Nor did we.'],
    ]);
    expect(await texts(ours.funder)).toEqual([]);
    const leaving = { participants: [{ organizationId: idOf(ours, 'b') }] };
    const refused = communications.updateConversation(ours.backbone, id, leaving);
    await expect(refused).rejects.toMatchObject({ problems: [{ code: 'NOT_ALLOWED', field: ['participants'] }] });
    for (const sql of [`UPDATE differing_note SET text = ''`, `DELETE FROM differing_note`]) {
      const changing = room.get(Database).work(ours.backbone, (manager) => manager.query(sql));
      await expect(changing).rejects.toThrow('permission denied');
      await expect(room.query(sql)).rejects.toThrow('append-only');
    }
  });

  it('of a conversation about sustaining the work say what keeps it going, and what comes next', async () => {
    const { id } = await buildConversation(room, ours, { kind: 'SUSTAINING' });
    const wrong = { ...sustaining, risks: ' ', runwayMonths: 'nine' };
    await expect(write(id, { notes: 'Short', sustaining: wrong })).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', field: ['sustaining', 'risks'] },
        { code: 'NOT_A_NUMBER', field: ['sustaining', 'runwayMonths'] },
      ],
    });
    await write(id, { notes: 'Short' });
    await expect(notes.publishNotes(ours.backbone, id)).rejects.toMatchObject({ rule: 'conversation.incomplete' });
    await write(id, { sustaining: { ...sustaining, runwayMonths: '7.50', fundingGap: ' ' } });
    await write(id, { sustaining: { ...sustaining, runwayMonths: '6' } });
    const [first, ...more] = await notes.loadNotesOf(ours.partner('c'), SustainingNote, [id]);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ ...sustaining, runwayMonths: '6', fundingGap: null });
    expect(await notes.loadNotesOf(ours.funder, SustainingNote, [id])).toEqual([]);
    const moving = communications.updateConversation(ours.backbone, id, { kind: 'ROUTINE' });
    await expect(moving).rejects.toMatchObject({ problems: [{ code: 'WRONG_KIND', field: ['kind'] }] });
  });

  it('of a conversation about power say what is left to address, or why nothing is', async () => {
    const { id } = await buildConversation(room, ours, { kind: 'POWER' });
    const both = { workToAddress: 'Who chairs', noneBecause: 'All do' };
    const said = (power: WrittenNotes['power']) => write(id, { notes: 'Who decides', power });
    await expect(said({})).rejects.toMatchObject({
      problems: [{ code: 'REQUIRED', field: ['power', 'workToAddress'] }],
    });
    await expect(said(both)).rejects.toMatchObject({ problems: [{ field: ['power', 'noneBecause'] }] });
    await said({ workToAddress: 'Who chairs' });
    await said({ noneBecause: 'All chair in turn' });
    const [power] = await notes.loadNotesOf(ours.backbone, PowerNote, [id]);
    expect(power).toMatchObject({ workToAddress: null, noneBecause: 'All chair in turn' });
    const routine = await buildConversation(room, ours);
    const misplaced = write(routine.id, { notes: 'x', power: { noneBecause: 'y' }, sustaining });
    await expect(misplaced).rejects.toMatchObject({ problems: [{ field: ['sustaining'] }, { field: ['power'] }] });
  });
});

describe('voice', () => {
  const voicesOf = async (id: string, actor = ours.backbone) =>
    (await notes.loadVoicesOf(actor, [id])).map(({ present, turns, ratio }) => [present, turns, ratio]);
  let named = 0;
  const groups = () => Promise.all([1, 2, 3].map(() => buildGroup(room, ours, `Group ${++named}`)));
  const counted = async (...pairs: [number, number | null][]) => {
    const known = await groups();
    const voices = pairs.map(([present, turns], i) => ({ groupId: known[i]!.id, present, turns }));
    return (await buildConversation(room, ours, { voices })).id;
  };

  it('is counted by group: turns 12, 30, 18 of 4, 3, 3 present', async () => {
    const id = await counted([4, 12], [3, 30], [3, 18]);
    expect((await voicesOf(id)).map(([, , ratio]) => ratio).sort()).toEqual(['0.5', '1', '1.6667']);
    expect(await voicesOf(id)).toEqual(
      expect.arrayContaining([
        [4, 12, '0.5'],
        [3, 30, '1.6667'],
        [3, 18, '1'],
      ]),
    );
    expect(await voicesOf(id, ours.funder)).toEqual(expect.arrayContaining([[4, null, null]]));
    expect(await voicesOf(id, ours.stranger)).toEqual([]);
  });

  it('is not assessable where nobody counted or nobody spoke', async () => {
    expect(await voicesOf(await counted([4, 12], [3, null]))).toEqual(
      expect.arrayContaining([
        [4, 12, null],
        [3, null, null],
      ]),
    );
    expect(await voicesOf(await counted([4, 0], [3, 0]))).toEqual(
      expect.arrayContaining([
        [4, 0, null],
        [3, 0, null],
      ]),
    );
    expect(await voicesOf(await counted([4, 8], [0, null]))).toEqual(
      expect.arrayContaining([
        [4, 8, '1'],
        [0, null, null],
      ]),
    );
  });

  it('of a group that was not there is refused, also by SQL', async () => {
    const [youth] = await groups();
    const voices = [{ groupId: youth!.id, present: 0, turns: 2 }];
    await expect(buildConversation(room, ours, { voices })).rejects.toMatchObject({
      problems: [{ code: 'NOT_ALLOWED', field: ['voices', '0', 'turns'] }],
    });
    const twice = [
      { groupId: youth!.id, present: 1 },
      { groupId: youth!.id, present: -1, turns: -1 },
    ];
    const wrong = await buildConversation(room, ours, { voices: twice }).catch((error: unknown) => error);
    expect(wrong).toMatchObject({
      problems: [
        { code: 'DUPLICATE', field: ['voices', '1', 'groupId'] },
        { code: 'OUT_OF_RANGE', field: ['voices', '1', 'present'] },
        { code: 'OUT_OF_RANGE', field: ['voices', '1', 'turns'] },
      ],
    });
    const theirs = await buildCoalition(room);
    const foreign = await buildGroup(room, theirs, 'Elsewhere');
    const elsewhere = buildConversation(room, ours, { voices: [{ groupId: foreign.id, present: 1 }] });
    await expect(elsewhere).rejects.toMatchObject({ message: 'No such stakeholder group.' });
    const id = await counted([2, 3]);
    const changing = room
      .get(Database)
      .work(ours.backbone, (manager) =>
        manager.query('UPDATE conversation_voice SET present = 0 WHERE conversation_id = $1', [id]),
      );
    await expect(changing).rejects.toThrow('check constraint');
  });

  it('of a conversation that lies ahead is refused, while those who are to come are told', async () => {
    const [youth] = await groups();
    const planned = (turns: number | null) =>
      buildConversation(room, ours, { heldAt: ahead(), voices: [{ groupId: youth!.id, present: 5, turns }] });
    await expect(planned(1)).rejects.toMatchObject({ problems: [{ field: ['voices'] }] });
    expect(await voicesOf((await planned(null)).id)).toEqual([[5, null, null]]);
  });
});
