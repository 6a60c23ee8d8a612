import { buildConversation, idOf } from '../testing/index.js';
import {
  CommunicationsModule,
  CommunicationsService,
  DecisionsService,
  decisionsToReview,
  type DecisionFilter,
  type NewDecision,
} from './index.js';
import { buildActivity } from '@keelson/activities/testing';
import { BodyDecisionsService } from '@keelson/backbone';
import { buildSteering } from '@keelson/backbone/testing';
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
const texts = async (filter: DecisionFilter) =>
  (await service.listDecisions(ours.backbone, ours.coalition.id, {}, filter)).nodes.map(({ text }) => text);
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

  it('say whom they affect, who dissented and which activities they change', async () => {
    const activity = await buildActivity(room, ours);
    const told = {
      affects: 'Night workers',
      affectedRepresented: false,
      dissent: 'The taxi drivers',
      activityIds: [activity.id],
    };
    expect(await decide({ ...told, activityIds: [activity.id, activity.id] })).toMatchObject(told);
    await decide({ text: 'plain' });
    expect(await texts({ activityIds: [activity.id] })).toEqual(['Night buses']);
    const unknown = decide({ activityIds: [newId()] });
    await expect(unknown).rejects.toMatchObject({ message: 'No such activity.', field: ['activityIds', '0'] });
  });

  it('are not taken in a conversation that lies ahead or was cancelled', async () => {
    const tomorrow = await buildConversation(room, ours, { heldAt: new Date(Date.now() + 86_400_000) });
    const early = () => decide({ conversationId: tomorrow.id, decidedOn: '2026-01-01' });
    await expect(early()).rejects.toMatchObject({ rule: 'conversation.planned' });
    await room.get(CommunicationsService).cancelConversation(ours.backbone, tomorrow.id, 'Snow');
    await expect(early()).rejects.toMatchObject({ rule: 'conversation.cancelled' });
  });

  it('are looked at again, and that is kept while the decision stays as it was', async () => {
    const { id } = await decide({ reviewOn: '2026-04-01' });
    const due = () =>
      room.get(Database).read(ours.backbone, (manager) => decisionsToReview(manager, ours.coalition.id));
    expect(await due()).toEqual([{ id, text: 'Night buses', reviewOn: '2026-04-01', daysOverdue: expect.any(Number) }]);
    expect((await due())[0]!.daysOverdue).toBeGreaterThan(200);
    expect(await texts({ reviewDue: true })).toEqual(['Night buses']);
    const review = (input: object = {}, actor: Actor = ours.backbone) =>
      service.reviewDecision(actor, { decisionId: id, findings: 'They are full', ...input });
    await expect(review({ findings: ' ', nextReviewOn: '2026-05-01' })).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', field: ['findings'] },
        { code: 'OUT_OF_RANGE', field: ['nextReviewOn'] },
      ],
    });
    for (const actor of [ours.partner('b'), ours.funder]) {
      await expect(review({}, actor)).rejects.toThrow(Forbidden);
    }
    await expect(review({}, ours.stranger)).rejects.toThrow(NotFound);
    expect(await review({ nextReviewOn: '2206-01-01' })).toMatchObject({ reviewOn: '2206-01-01', text: 'Night buses' });
    expect(await due()).toEqual([]);
    expect(await texts({ reviewDue: true })).toEqual([]);
    expect(await review()).toMatchObject({ reviewOn: null, reviewedAt: expect.any(Date) });
    expect(await service.loadReviewsOf(ours.funder, [id])).toMatchObject([
      { findings: 'They are full', dueOn: '2026-04-01', nextReviewOn: '2206-01-01' },
      { dueOn: '2206-01-01', nextReviewOn: null, reviewedById: ours.backbone.personId },
    ]);
    await decide({ supersedesId: id });
    await expect(review()).rejects.toMatchObject({ rule: 'decision.superseded' });
    for (const sql of [`UPDATE decision SET text = ''`, `UPDATE decision SET review_on = NULL, reviewed_at = NULL`]) {
      await expect(room.query(sql)).rejects.toThrow('append-only');
    }
    await expect(room.query('DELETE FROM decision_review')).rejects.toThrow('append-only');
  });

  it('are filtered by kind of conversation, body, day and whether they stand', async () => {
    const { body } = await buildSteering(room, ours);
    const held = { kind: 'SENSEMAKING', bodyId: body.id } as const;
    const other = (await buildConversation(room, ours, held)).id;
    const first = await decide({ text: 'first', decidedOn: '2026-03-03' });
    await decide({ text: 'second', decidedOn: '2026-03-05', supersedesId: first.id });
    await decide({ text: 'third', conversationId: other, decidedOn: '2026-03-04' });
    expect(await texts({ standing: true })).toEqual(['second', 'third']);
    expect(await texts({ standing: false })).toEqual(['first']);
    expect(await texts({ conversationIds: [other] })).toEqual(['third']);
    expect(await texts({ conversationKinds: ['SENSEMAKING', 'POWER'] })).toEqual(['third']);
    expect(await texts({ bodyIds: [body.id] })).toEqual(['third']);
    expect(await texts({ decidedFrom: '2026-03-04', decidedUntil: '2026-03-04' })).toEqual(['third']);
  });

  it('stand in one register with what bodies decided', async () => {
    const steering = await buildSteering(room, ours);
    const held = { bodyId: steering.body.id };
    const other = (await buildConversation(room, ours, held)).id;
    const first = await decide({ text: 'first', decidedOn: '2026-03-03' });
    await decide({ text: 'second', decidedOn: '2026-03-05', supersedesId: first.id });
    await decide({ text: 'of the body’s meeting', conversationId: other, decidedOn: '2026-03-03' });
    await steering.decide({ kind: 'OTHER', text: 'of the body', decidedOn: '2026-03-04', dissent: 'One seat' });
    const bodies = room.get(BodyDecisionsService);
    const open = { bodyId: steering.body.id, kind: 'OTHER', text: 'not confirmed', why: 'Late' } as const;
    await bodies.recordBodyDecision(ours.backbone, { ...open, decidedOn: '2026-03-06' });
    const register = (filter = {}, page = {}, actor: Actor = ours.funder) =>
      service.listRegister(actor, ours.coalition.id, filter, page);
    const found = async (filter = {}) => (await register(filter)).nodes.map(({ text }) => text);
    expect(await found()).toHaveLength(5);
    expect(await found({ standing: true })).toEqual(['second', 'of the body', 'of the body’s meeting']);
    expect(await found({ standing: false })).toEqual(['not confirmed', 'first']);
    expect(await found({ bodyIds: [steering.body.id] })).toEqual([
      'not confirmed',
      'of the body',
      'of the body’s meeting',
    ]);
    expect(await found({ sources: ['BODY'], decidedUntil: '2026-03-05' })).toEqual(['of the body']);
    expect(await found({ decidedFrom: '2026-03-05' })).toEqual(['not confirmed', 'second']);
    const first2 = await register({}, { first: 2 });
    const rest = await register({}, { first: 4, after: first2.pageInfo.endCursor });
    expect([...first2.nodes, ...rest.nodes].map(({ text }) => text)).toEqual(await found());
    const back = await register({}, { last: 2, before: rest.pageInfo.startCursor });
    expect(back.nodes).toEqual(first2.nodes);
    expect(await first2.totalCount()).toBe(5);
    await expect(register({}, {}, ours.stranger)).rejects.toThrow(NotFound);
  });

  it('are listed latest first to members only', async () => {
    await decide({ text: 'first', decidedOn: '2026-03-01' });
    await decide({ text: 'second', decidedOn: '2026-03-05' });
    const page = await service.listDecisions(ours.funder, ours.coalition.id, { first: 1 });
    expect(page.nodes.map(({ text }) => text)).toEqual(['second']);
    await expect(service.listDecisions(ours.stranger, ours.coalition.id, {})).rejects.toThrow(NotFound);
  });
});
