import { buildConversation, idOf } from '../testing/index.js';
import {
  activeOrganizationsReached,
  ClocksService,
  CommunicationsModule,
  CommunicationsService,
  conversationClocks,
  DecisionsService,
  notesOnTime,
  NotesService,
  organizationsInConversation,
  senseMakingThatLed,
  type ConversationDetails,
  type NewConversation,
} from './index.js';
import { buildActivity } from '@keelson/activities/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Database, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import type { EntityManager } from 'typeorm';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(CommunicationsModule);
});
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildCoalition(room, undefined, { timeZone: 'UTC' });
});

const agoAt = (days: number) => new Date(Date.now() - days * 86_400_000);
const ago = (days: number) => agoAt(days).toISOString().slice(0, 10);
const hold = (days: number, details: ConversationDetails & Partial<NewConversation> = {}) =>
  buildConversation(room, ours, { heldAt: agoAt(days), ...details });
const read = <T>(figure: (manager: EntityManager, coalitionId: string) => Promise<T>) =>
  room.get(Database).read(ours.backbone, (manager) => figure(manager, ours.coalition.id));
/** Moves the moment of notes, which is always now. */
const noted = (id: string, days: number) =>
  room.query('UPDATE conversation SET notes_at = $2 WHERE id = $1', [id, agoAt(days)]);

describe('the clocks of conversations', () => {
  const clocks = async () => {
    const [sustaining, power] = await read(conversationClocks);
    return { sustaining: sustaining!, power: power! };
  };
  const sustaining = { keepsUsGoing: 'Children', risks: 'One funder', capacity: 'Two', nextStep: 'Ask' };

  it('run since the coalition was set up where none was held', async () => {
    await room.query('UPDATE coalition SET created_at = $2 WHERE id = $1', [ours.coalition.id, agoAt(100)]);
    const never = { lastConversationId: null, lastOn: null, kept: false };
    expect(await clocks()).toEqual({
      sustaining: { kind: 'SUSTAINING', everyDays: 90, ...never, dueOn: ago(10), daysLeft: -10 },
      power: { kind: 'POWER', everyDays: 180, ...never, dueOn: ago(-80), daysLeft: 80 },
    });
  });

  it('are reset only by a conversation that was held, with notes and what its kind adds', async () => {
    const notes = room.get(NotesService);
    const { id } = await hold(89, { kind: 'SUSTAINING' });
    expect((await clocks()).sustaining.lastOn).toBeNull();
    await notes.writeNotes(ours.backbone, { conversationId: id, notes: 'We counted the money' });
    expect((await clocks()).sustaining.lastOn).toBeNull();
    await notes.writeNotes(ours.backbone, { conversationId: id, sustaining });
    const reset = { lastConversationId: id, lastOn: ago(89), dueOn: ago(-1), daysLeft: 1, kept: true };
    expect((await clocks()).sustaining).toMatchObject(reset);
    await hold(5, { kind: 'SUSTAINING', notes: 'Nothing was added' });
    await hold(-5, { kind: 'SUSTAINING' });
    await hold(4, { notes: 'A routine one' });
    expect((await clocks()).sustaining).toMatchObject(reset);
    expect((await clocks()).power.kept).toBe(false);
  });

  it('are kept until the due day has passed', async () => {
    const notes = room.get(NotesService);
    for (const days of [200, 181]) {
      const { id } = await hold(days, { kind: 'POWER' });
      await notes.writeNotes(ours.backbone, { conversationId: id, notes: 'Who', power: { noneBecause: 'All chair' } });
    }
    expect((await clocks()).power).toMatchObject({ lastOn: ago(181), daysLeft: -1, kept: false });
    const { id } = await hold(180, { kind: 'POWER' });
    await notes.writeNotes(ours.backbone, { conversationId: id, notes: 'Who', power: { workToAddress: 'The chair' } });
    expect((await clocks()).power).toMatchObject({ lastOn: ago(180), daysLeft: 0, kept: true });
  });

  it('are read by members only', async () => {
    const service = room.get(ClocksService);
    expect(await service.listClocks(ours.funder, ours.coalition.id)).toHaveLength(2);
    await expect(service.listClocks(ours.stranger, ours.coalition.id)).rejects.toThrow(NotFound);
  });
});

describe('figures of communication', () => {
  it('are not assessable where there is nothing to divide by', async () => {
    for (const figure of [notesOnTime, senseMakingThatLed]) {
      expect(await read(figure)).toMatchObject({ numerator: 0, denominator: 0, value: null });
    }
  });

  it('count notes that fell due in the last 90 days', async () => {
    const inTime = async (heldDaysAgo: number, notedDaysAgo: number) => {
      const { id } = await hold(heldDaysAgo, { notes: 'Said' });
      await noted(id, notedDaysAgo);
    };
    await inTime(20, 13);
    await inTime(97, 95);
    await inTime(20, 12);
    await hold(8);
    expect(await read(notesOnTime)).toMatchObject({ numerator: 2, denominator: 4, value: '0.5' });
    await inTime(98, 97);
    await hold(7);
    await hold(-3);
    const { id } = await hold(30);
    await room.get(CommunicationsService).cancelConversation(ours.backbone, id, 'Nobody came');
    expect(await read(notesOnTime)).toMatchObject({ denominator: 4 });
    await inTime(9, 1);
    await inTime(9, 9);
    expect(await read(notesOnTime)).toMatchObject({ numerator: 3, denominator: 6 });
  });

  it('count sense-making conversations that led to a decision or a changed activity', async () => {
    const activity = await buildActivity(room, ours);
    const sense = (days: number, details: Parameters<typeof hold>[1] = {}) =>
      hold(days, { kind: 'SENSEMAKING', ...details });
    await sense(1, { activityIds: [activity.id] });
    await sense(181, { changedActivityIds: [activity.id] });
    await hold(2, { changedActivityIds: [activity.id] });
    expect(await read(senseMakingThatLed)).toMatchObject({ numerator: 0, denominator: 1, value: '0' });
    await sense(180, { changedActivityIds: [activity.id] });
    const { id } = await sense(3);
    await room
      .get(DecisionsService)
      .recordDecision(ours.backbone, { conversationId: id, text: 'Go on', why: 'It works' });
    expect(await read(senseMakingThatLed)).toMatchObject({ numerator: 2, denominator: 3, value: '0.6667' });
  });

  it('count active organizations that hosted or took part in a conversation of the last 60 days', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((code) => idOf(ours, code));
    const reached = () => read(organizationsInConversation);
    await hold(61, { participants: [{ organizationId: a! }] });
    await hold(-1, { participants: [{ organizationId: a! }] });
    expect(await reached()).toMatchObject({ numerator: 0, denominator: 3, value: '0' });
    await hold(60, { participants: [{ organizationId: a! }], hostOrganizationIds: [b!] });
    expect(await reached()).toMatchObject({ numerator: 2, denominator: 3, value: '0.6667' });
    const { active, unreached } = await read((manager, id) => activeOrganizationsReached(manager, id, 60));
    expect([active.length, unreached]).toEqual([3, [c]]);
    await room.query('UPDATE membership SET to_date = $2 WHERE organization_id = $1', [c, ago(1)]);
    expect(await reached()).toMatchObject({ numerator: 2, denominator: 2, value: '1' });
    const figures = await room.get(ClocksService).communicationFigures(ours.funder, ours.coalition.id);
    expect(figures.organizationsInConversation).toEqual(await reached());
    expect(figures.notesOnTime).toMatchObject({ numerator: 0, denominator: 2, value: '0' });
  });
});
