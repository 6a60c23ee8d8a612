import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { buildConversation } from '@keelson/communications/testing';
import { newId, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildAccepted, buildCommitment, letPass } from '../testing/index.js';
import { CommitmentMovesService, CommitmentsModule, CommitmentsService, type CommitmentFilter } from './index.js';

let room: TestRoom;
let moves: CommitmentMovesService;
let service: CommitmentsService;
let built: BuiltCoalition;
let a: string;
let b: string;
let c: string;
beforeAll(async () => {
  room = await openRoom(CommitmentsModule);
  moves = room.get(CommitmentMovesService);
  service = room.get(CommitmentsService);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room, undefined, { timeZone: 'UTC' });
  [a, b, c] = built.organizations.map(({ id }) => id) as [string, string, string];
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('the list', () => {
  it('filters by what was asked for, either way', async () => {
    const talk = await buildConversation(room, built);
    const task = await buildAccepted(room, built, { title: 'Order 100% helmets', conversationId: talk.id });
    const joint = await buildCommitment(room, built, {
      ...{
        kind: 'REPAIR',
        title: 'Say sorry',
        holderOrganizationIds: [b, c],
        counterpartOrganizationId: a,
        dueOn: day(3),
      },
    });
    const late = await buildAccepted(room, built, {
      kind: 'LEADER_PRACTICE',
      title: 'Share data',
      description: 'helmets',
    });
    await letPass(room, late.id, day(-1));
    await moves.askForHelp(built.backbone, late.id, 'Somebody who can');
    const names = new Map([
      ...([
        [task.id, 'task'],
        [joint.id, 'joint'],
        [late.id, 'late'],
      ] as const),
    ]);
    const ask = async (filter: CommitmentFilter, actor = built.funder) => {
      const how = { filter, order: 'DUE_FIRST' } as const;
      const { nodes } = await service.listCommitments(actor, built.coalition.id, how, {});
      return nodes.map(({ id }) => names.get(id)).join(' ');
    };
    expect(await ask({})).toBe('late joint task');
    expect(await ask({ states: ['OFFERED'] })).toBe('joint');
    expect(await ask({ kinds: ['TASK', 'LEADER_PRACTICE'] })).toBe('late task');
    expect(await ask({ organizationIds: [c] })).toBe('joint');
    expect(await ask({ counterpartOrganizationIds: [a] })).toBe('joint');
    expect(await ask({ conversationIds: [talk.id] })).toBe('task');
    expect(await ask({ activityIds: [newId()] })).toBe('');
    expect([await ask({ joint: true }), await ask({ joint: false })]).toEqual(['joint', 'late task']);
    expect([await ask({ overdue: true }), await ask({ overdue: false })]).toEqual(['late', 'joint task']);
    expect([await ask({ helpAsked: true }), await ask({ helpAsked: false })]).toEqual(['late', 'joint task']);
    expect(await ask({ dueFrom: day(-1), dueTo: day(3) })).toBe('late joint');
    expect(await ask({ search: 'HELMETS' })).toBe('late task');
    expect(await ask({ search: '0% h' })).toBe('task');
    await expect(ask({}, built.stranger)).rejects.toThrow(NotFound);
  });

  it('turns its pages either way', async () => {
    for (const [i, title] of ['x', 'y', 'z'].entries())
      await buildCommitment(room, built, { title, dueOn: day(9 - i) });
    const page = async (order: 'DUE_FIRST' | 'NEWEST_FIRST', pages: object) =>
      service.listCommitments(built.backbone, built.coalition.id, { filter: {}, order }, pages);
    const first = await page('DUE_FIRST', { first: 2 });
    expect(first.nodes.map(({ title }) => title)).toEqual(['z', 'y']);
    const after = first.pageInfo.endCursor;
    expect((await page('DUE_FIRST', { first: 2, after })).nodes.map(({ title }) => title)).toEqual(['x']);
    expect((await page('NEWEST_FIRST', {})).nodes.map(({ title }) => title)).toEqual(['z', 'y', 'x']);
    await expect(page('NEWEST_FIRST', { after })).rejects.toThrow('cursor');
  });
});
