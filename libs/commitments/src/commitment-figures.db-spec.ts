import { buildActivity } from '@keelson/activities/testing';
import { AssetsService, MemberEndsService, RepresentativesService } from '@keelson/backbone';
import { buildGroup } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildAccepted, buildCommitment, letPass } from '../testing/index.js';
import { CommitmentFiguresService, CommitmentMovesService, CommitmentsModule } from './index.js';

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
  built = await buildCoalition(room, undefined, { timeZone: 'UTC' });
  [a, b, c] = built.organizations.map(({ id }) => id) as [string, string, string];
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const year = { from: day(-365), to: day(0) };
const ask = (period = year) => figures.commitmentFigures(built.funder, built.coalition.id, period);

/** Confirmed on its due date, or so many days later; due so many days ago. */
async function confirmed({ late = 0, ago = 9 } = {}): Promise<void> {
  const { id } = await buildAccepted(room, built);
  await confirm(id, { late, ago });
}

async function confirm(id: string, { late = 0, ago = 9 }): Promise<void> {
  await moves.deliverCommitment(built.partner('a'), id);
  await moves.confirmCommitment(built.partner('b'), id);
  await room.query('UPDATE commitment SET due_on = $2, confirmed_on = $3 WHERE id = $1', [
    ...[id, day(-ago), day(late - ago)],
  ]);
}

describe('follow-through', () => {
  it('conditions.md, section 5: 5 on time, 2 renegotiated in time, 1 late, 1 open, 1 released', async () => {
    for (let i = 0; i < 5; i++) await confirmed();
    for (let i = 0; i < 2; i++) {
      const { id } = await buildAccepted(room, built, { dueOn: day(1) });
      await moves.renegotiateCommitment(built.partner('a'), id, { dueOn: day(5), reason: 'Strike' });
      await confirm(id, {});
    }
    await confirmed({ late: 1 });
    await letPass(room, (await buildAccepted(room, built)).id, day(-1));
    const released = await buildAccepted(room, built);
    await moves.releaseCommitment(built.partner('b'), released.id, 'The shop closed');
    await letPass(room, released.id, day(-9));
    expect((await ask()).followThrough).toEqual({
      ...{ formula: expect.stringContaining('confirmed on or before'), numerator: 7, denominator: 9, value: '0.7778' },
      ...{ reason: null, ...year },
    });
    expect((await ask({ from: day(-8), to: day(0) })).followThrough).toMatchObject({ numerator: 0, denominator: 1 });
    expect((await ask({ from: day(-365), to: day(-10) })).followThrough).toMatchObject({ denominator: 0, value: null });
  });

  it('counts neither what was renegotiated late as kept nor what is due today as passed', async () => {
    const { id } = await buildAccepted(room, built);
    await letPass(room, id, day(-1));
    await moves.renegotiateCommitment(built.partner('a'), id, { dueOn: day(3), reason: 'Late' });
    await confirm(id, {});
    await letPass(room, (await buildAccepted(room, built)).id, day(0));
    expect((await ask()).followThrough).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('is not shown below five', async () => {
    for (let i = 0; i < 4; i++) await confirmed();
    expect((await ask()).followThrough).toMatchObject({
      ...{ numerator: 4, denominator: 4, value: null, reason: 'NOT_ASSESSABLE' },
    });
    await confirmed();
    expect((await ask()).followThrough).toMatchObject({ numerator: 5, denominator: 5, value: '1', reason: null });
  });

  it('is asked for a period, by members', async () => {
    await expect(ask({ from: day(0), to: day(-1) })).rejects.toMatchObject({ problems: [{ field: ['to'] }] });
    await expect(figures.commitmentFigures(built.stranger, built.coalition.id, year)).rejects.toThrow(NotFound);
  });
});

it('the joint share is that of joint commitments among those offered in the period', async () => {
  expect((await ask()).jointShare).toMatchObject({
    numerator: 0,
    denominator: 0,
    value: null,
    reason: 'NOT_ASSESSABLE',
  });
  await buildCommitment(room, built);
  await buildCommitment(room, built);
  await buildCommitment(room, built, { holderOrganizationIds: [a, c] });
  expect((await ask()).jointShare).toMatchObject({ numerator: 1, denominator: 3, value: '0.3333', reason: null });
  expect((await ask({ from: day(-9), to: day(-1) })).jointShare).toMatchObject({ denominator: 0 });
});

describe('capability coverage', () => {
  const offer = (kind: string, of: { organizationId?: string; groupId?: string }) =>
    room
      .get(AssetsService)
      .offerAsset(built.backbone, { coalitionId: built.coalition.id, kind, description: 'Ours', ...of });
  const coverage = async (id: string) => (await figures.loadCapabilityCoverage(built.funder, [id]))[0];
  const requiring = (requiredCapabilities: string[], more = {}) =>
    buildActivity(room, built, { requiredCapabilities, partnerOrganizationIds: [b], ...more });

  it('conditions.md, section 5: {data, space, outreach} with {outreach, funding}', async () => {
    const { id } = await requiring(['data', 'space', 'outreach', 'funding', 'translation']);
    for (const kind of ['data', 'space', 'outreach']) await offer(kind, { organizationId: a });
    for (const kind of ['outreach', 'funding']) await offer(kind, { organizationId: b });
    await offer('translation', { organizationId: c });
    expect(await coverage(id)).toEqual({
      ...{ activityId: id, formula: expect.any(String), numerator: 4, denominator: 5, value: '0.8', reason: null },
      missing: ['translation'],
    });
  });

  it('takes what the groups offer that its organizations represent or that it serves', async () => {
    const [represented, served, other] = await Promise.all(
      ['Cyclists', 'Pupils', 'Drivers'].map((name) => buildGroup(room, built, name)),
    );
    const basis = { basis: 'Chosen in their assembly.', from: '2020-01-01' };
    await room
      .get(RepresentativesService)
      .nameRepresentative(built.backbone, { groupId: represented!.id, organizationId: b, ...basis });
    const { id } = await requiring(['knowledge', 'lived-experience', 'space'], { groupIds: [served!.id] });
    await offer('knowledge', { groupId: represented!.id });
    await offer('lived-experience', { groupId: served!.id });
    await offer('space', { groupId: other!.id });
    expect(await coverage(id)).toMatchObject({ numerator: 2, denominator: 3, value: '0.6667', missing: ['space'] });
  });

  it('counts nothing that an organization offered which has left the coalition', async () => {
    const { id } = await requiring(['data', 'space']);
    await offer('data', { organizationId: a });
    await offer('space', { organizationId: b });
    expect(await coverage(id)).toMatchObject({ numerator: 2, missing: [] });
    const leaving = { organizationId: b, reason: 'The branch closes' };
    await room.get(MemberEndsService).leaveCoalition(built.partner('b'), leaving);
    expect(await coverage(id)).toMatchObject({ numerator: 2, missing: [] });
    await room.query(`UPDATE membership SET to_date = to_date - 1 WHERE organization_id = $1`, [b]);
    expect(await coverage(id)).toMatchObject({ numerator: 1, denominator: 2, value: '0.5', missing: ['space'] });
  });

  it('forgets what was withdrawn, and is not assessable where nothing is required', async () => {
    const { id } = await requiring(['space']);
    const asset = await offer('space', { organizationId: a });
    expect(await coverage(id)).toMatchObject({ value: '1' });
    await room.get(AssetsService).withdrawAsset(built.backbone, asset.id);
    expect(await coverage(id)).toMatchObject({ value: '0', missing: ['space'] });
    const nothing = await requiring([]);
    expect(await coverage(nothing.id)).toMatchObject({ denominator: 0, value: null, reason: 'NOT_ASSESSABLE' });
    expect(await figures.loadCapabilityCoverage(built.stranger, [id])).toEqual([]);
  });
});
