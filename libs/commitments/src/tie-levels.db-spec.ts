import { ResourcesService } from '@keelson/activities';
import { buildActivity, buildLink } from '@keelson/activities/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { CommunicationsService } from '@keelson/communications';
import { buildConversation } from '@keelson/communications/testing';
import { NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildAccepted } from '../testing/index.js';
import { CommitmentFiguresService, CommitmentMovesService, CommitmentsModule, regularExchange } from './index.js';

let room: TestRoom;
let figures: CommitmentFiguresService;
let moves: CommitmentMovesService;
let built: BuiltCoalition;
let a: string;
let b: string;
let c: string;
beforeAll(async () => {
  room = await openRoom(CommitmentsModule);
  figures = room.get(CommitmentFiguresService);
  moves = room.get(CommitmentMovesService);
});
afterAll(() => room.close());
beforeEach(async () => {
  built = await buildCoalition(room);
  [a, b, c] = built.organizations.map(({ id }) => id) as [string, string, string];
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const talk = (days: number, one = a, other = b) =>
  buildConversation(room, built, {
    ...{ heldAt: daysAgo(days), participants: [{ organizationId: one }], hostOrganizationIds: [other] },
  });
/** As often as makes an exchange regular. */
async function exchange(): Promise<void> {
  for (let i = 0; i < regularExchange; i++) await talk(10 + i);
}
const activities = async () => [
  await buildActivity(room, built, { title: 'A', leadOrganizationId: a }),
  await buildActivity(room, built, { title: 'B', leadOrganizationId: b }),
];
const between = (one = a, other = b) => figures.tieBetween(built.funder, one, other);
async function confirmed(kind: 'TASK' | 'RESOURCE', strengthened: string | null = null): Promise<string> {
  const { id } = await buildAccepted(room, built, { kind });
  await moves.deliverCommitment(built.partner('a'), id);
  await moves.confirmCommitment(built.partner('b'), id, strengthened);
  return id;
}

describe('a tie', () => {
  it('conditions.md, section 5: exchange and shared resources, but no adjusted plans: NETWORKING', async () => {
    await exchange();
    await confirmed('RESOURCE');
    const [mine, theirs] = await activities();
    const given = { activityId: theirs!.id, organizationId: a, kind: 'SPACE', description: 'A hall' } as const;
    await room.get(ResourcesService).commitResource(built.backbone, given);
    await buildLink(room, built, mine!, 'SHARES_RESOURCE', theirs!);
    expect(await between()).toMatchObject({ level: 'NETWORKING', exchanges: 4, adjustments: 0, resources: 3 });
  });

  it('rises level by level, with what speaks for each', async () => {
    expect(await between()).toEqual({
      ...{ level: null, exchanges: 0, adjustments: 0, resources: 0, strengthenings: 0, evidence: [] },
    });
    for (let i = 1; i < regularExchange; i++) await talk(10 + i);
    expect(await between()).toMatchObject({ level: null, exchanges: 3 });
    const last = await talk(1);
    expect((await between()).level).toBe('NETWORKING');
    const task = await confirmed('TASK', 'They trained our people');
    expect(await between()).toMatchObject({ level: 'NETWORKING', resources: 0, strengthenings: 1 });
    const [mine, theirs] = await activities();
    const link = await buildLink(room, built, mine!, 'FEEDS', theirs!);
    expect((await between()).level).toBe('COORDINATING');
    const resource = await confirmed('RESOURCE');
    const tie = await between(b, a);
    expect(tie).toMatchObject({
      level: 'COLLABORATING',
      exchanges: 4,
      adjustments: 1,
      resources: 1,
      strengthenings: 1,
    });
    expect(tie.evidence.slice(0, 1)).toEqual([
      { level: 'NETWORKING', subjectType: 'Conversation', subjectId: last.id, at: last.heldAt },
    ]);
    expect(tie.evidence.slice(4).map(({ level, subjectId }) => [level, subjectId])).toEqual([
      ['COORDINATING', link.id],
      ['COOPERATING', resource],
      ['COLLABORATING', task],
    ]);
    expect((await between(a, c)).level).toBe(null);
  });

  it('coordinates by a decision that changes an activity of one, and by a date that was renegotiated', async () => {
    await exchange();
    const [mine] = await activities();
    const { id: conversationId } = await talk(2);
    const elsewhere = await talk(2, a, c);
    const decide = (conversationId: string) =>
      room.query(
        `INSERT INTO decision (id, coalition_id, conversation_id, text, why, decided_on, activity_ids)
         VALUES (uuidv7(), $1, $2, 'Start later', 'So that both fit', '2026-01-01', ARRAY[$3::uuid])`,
        [built.coalition.id, conversationId, mine!.id],
      );
    await decide(elsewhere.id);
    expect((await between()).adjustments).toBe(0);
    await decide(conversationId);
    expect((await between()).adjustments).toBe(1);
    const held = await buildAccepted(room, built, {
      ...{ holderOrganizationIds: [a, b], counterpartOrganizationId: null },
    });
    await moves.renegotiateCommitment(built.backbone, held.id, { dueOn: '2999-01-01', reason: 'Sooner' });
    expect(await between()).toMatchObject({ level: 'COORDINATING', adjustments: 2 });
  });

  it('knows nothing of what is older than twelve months, to come, called off, unlinked, proposed or a duplicate', async () => {
    await exchange();
    await talk(367);
    const off = await talk(3);
    await room.get(CommunicationsService).cancelConversation(built.backbone, off.id, 'Snow');
    const later = await talk(3);
    await room.query(`UPDATE conversation SET held_at = now() + '1 day' WHERE id = $1`, [later.id]);
    const [mine, theirs] = await activities();
    await buildLink(room, built, mine!, 'DUPLICATES', theirs!);
    const ended = await buildLink(room, built, mine!, 'FEEDS', theirs!);
    await room.query('UPDATE reinforcement_link SET unlinked_at = now() WHERE id = $1', [ended.id]);
    const proposed = await buildLink(room, built, theirs!, 'ENABLES', mine!);
    await room.query(
      'UPDATE reinforcement_link SET confirmed_at = NULL, confirmed_by_organization_id = NULL WHERE id = $1',
      [proposed.id],
    );
    const old = await confirmed('RESOURCE', 'Much');
    await room.query(`UPDATE commitment SET state_since = now() - '367 days'::interval WHERE id = $1`, [old]);
    const released = await buildAccepted(room, built, { kind: 'RESOURCE' });
    await moves.releaseCommitment(built.backbone, released.id, 'No money');
    expect(await between()).toMatchObject({
      ...{ level: 'NETWORKING', exchanges: 4, adjustments: 0, resources: 0, strengthenings: 0 },
    });
  });

  it('is between two organizations of one coalition that one belongs to', async () => {
    const other = await buildCoalition(room);
    await expect(between(a, a)).rejects.toMatchObject({ problems: [{ field: ['otherOrganizationId'] }] });
    await expect(between(a, other.organizations[0]!.id)).rejects.toMatchObject({ field: ['otherOrganizationId'] });
    await expect(figures.tieBetween(built.stranger, a, b)).rejects.toThrow(NotFound);
    await expect(figures.tieLevels(built.stranger, built.coalition.id, null, {})).rejects.toThrow(NotFound);
  });
});

describe('all ties', () => {
  it('come by the codes of both, in pages, of one organization or all', async () => {
    await exchange();
    await talk(5, b, c);
    await talk(5, c, a);
    const page = async (organizationId: string | null, pages = {}) => {
      const { nodes, ...rest } = await figures.tieLevels(built.funder, built.coalition.id, organizationId, pages);
      return { pairs: nodes.map((tie) => `${tie.firstCode}${tie.secondCode} ${tie.level}`), ...rest };
    };
    const all = await page(null);
    expect(all.pairs).toEqual(['ab NETWORKING', 'ac null', 'bc null']);
    expect(await all.totalCount()).toBe(3);
    expect((await page(b)).pairs).toEqual(['ab NETWORKING', 'bc null']);
    const first = await page(null, { first: 2 });
    expect(first.pairs).toEqual(['ab NETWORKING', 'ac null']);
    expect((await page(null, { after: first.pageInfo.endCursor })).pairs).toEqual(['bc null']);
    const last = await page(null, { last: 1 });
    expect(last.pairs).toEqual(['bc null']);
    expect((await page(null, { before: last.pageInfo.startCursor, last: 1 })).pairs).toEqual(['ac null']);
  });
});
