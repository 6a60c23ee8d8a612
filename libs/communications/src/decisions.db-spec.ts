import { buildConversation, idOf } from '../testing/index.js';
import { CommunicationsModule, DecisionsService, type NewDecision } from './index.js';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Database, Forbidden, InvalidState, newId, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
let service: DecisionsService;
let conversationId: string;
beforeAll(async () => {
  room = await openRoom(CommunicationsModule);
  service = room.get(DecisionsService);
});
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildCoalition(room, undefined, { timeZone: 'Pacific/Auckland' });
  conversationId = (await buildConversation(room, ours, { heldAt: new Date('2026-03-02T20:00:00Z') })).id;
});

const decide = (input: Partial<NewDecision> = {}, actor: Actor = ours.backbone) =>
  service.recordDecision(actor, { conversationId, text: 'Night buses', why: 'People get home', ...input });
const count = async () => (await service.listDecisions(ours.backbone, ours.coalition.id, {})).nodes.length;

describe('decisions', () => {
  it('are taken on the day of the conversation where the coalition is, unless told', async () => {
    expect(await decide()).toMatchObject({ decidedOn: '2026-03-03', reviewOn: null, supersedesId: null });
  });

  it('cannot be changed or deleted, not even by SQL', async () => {
    const { id } = await decide();
    for (const sql of [`UPDATE decision SET text = 'other' WHERE id = $1`, `DELETE FROM decision WHERE id = $1`]) {
      const changing = room.get(Database).work(ours.backbone, (manager) => manager.query(sql, [id]));
      await expect(changing).rejects.toThrow('permission denied');
    }
    expect((await service.listDecisions(ours.backbone, ours.coalition.id, {})).nodes[0]?.text).toBe('Night buses');
  });

  it('are superseded once, by a later one', async () => {
    const first = await decide();
    const early = decide({ supersedesId: first.id, decidedOn: '2026-03-01' });
    await expect(early).rejects.toMatchObject({ problems: [{ code: 'OUT_OF_RANGE', field: ['decidedOn'] }] });
    const second = await decide({ supersedesId: first.id, text: 'Day buses too' });
    expect(second.supersedesId).toBe(first.id);
    await expect(decide({ supersedesId: first.id })).rejects.toThrow(InvalidState);
    expect(await count()).toBe(2);
  });

  it('are superseded by one of two who try at the same time', async () => {
    const { id } = await decide();
    const other = await buildConversation(room, ours);
    const both = await Promise.allSettled([
      decide({ supersedesId: id }),
      decide({ supersedesId: id, conversationId: other.id, decidedOn: '2026-03-04' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { rule: 'decision.superseded' } });
  });

  it('supersede nothing of another coalition and nothing unknown', async () => {
    const theirs = await buildCoalition(room);
    const elsewhere = (await buildConversation(room, theirs)).id;
    const foreign = await decide({ conversationId: elsewhere }, theirs.backbone);
    for (const supersedesId of [foreign.id, newId()]) {
      await expect(decide({ supersedesId })).rejects.toMatchObject({
        message: 'No such decision.',
        field: ['supersedesId'],
      });
    }
    await expect(decide({ conversationId: elsewhere })).rejects.toThrow(NotFound);
    expect(await count()).toBe(0);
  });

  it('are a partner’s in conversations that it logged, and supersede only what was decided there', async () => {
    const backbones = await decide();
    const partner = ours.partner('a');
    await expect(decide({}, partner)).rejects.toThrow(Forbidden);
    await expect(decide({}, ours.funder)).rejects.toThrow(Forbidden);
    const participants = [{ organizationId: idOf(ours, 'a') }];
    const own = await buildConversation(room, ours, { participants }, partner);
    await expect(decide({ conversationId: own.id, supersedesId: backbones.id }, partner)).rejects.toThrow(Forbidden);
    const first = await decide({ conversationId: own.id }, partner);
    await decide({ conversationId: own.id, supersedesId: first.id }, partner);
    expect(await count()).toBe(3);
  });

  it('come back with everything that is wrong with them', async () => {
    const problems = [
      { code: 'REQUIRED', field: ['text'] },
      { code: 'REQUIRED', field: ['why'] },
      { code: 'OUT_OF_RANGE', field: ['decidedOn'] },
      { code: 'OUT_OF_RANGE', field: ['reviewOn'] },
    ];
    const wrong = decide({ text: ' ', why: '', decidedOn: '2999-01-01', reviewOn: '2999-01-01' });
    await expect(wrong).rejects.toMatchObject({ problems });
    await expect(decide({ decidedOn: '0000-01-01' })).rejects.toMatchObject({ problems: [problems[2]] });
    expect(await count()).toBe(0);
  });

  it('are listed latest first to members only', async () => {
    await decide({ text: 'first', decidedOn: '2026-03-01' });
    await decide({ text: 'second', decidedOn: '2026-03-05' });
    const page = await service.listDecisions(ours.funder, ours.coalition.id, { first: 1 });
    expect(page.nodes.map(({ text }) => text)).toEqual(['second']);
    expect(() => service.listDecisions(ours.stranger, ours.coalition.id, {})).toThrow(NotFound);
  });
});
