import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, InvalidState, newId, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActivity, buildLink } from '../testing/index.js';
import { ActivitiesModule, ActivitiesService, linkKinds, ReinforcementLinksService, type Activity } from './index.js';

let room: TestRoom;
let links: ReinforcementLinksService;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
  links = room.get(ReinforcementLinksService);
});
afterAll(() => room.close());

async function buildActivities(...titles: string[]): Promise<[BuiltCoalition, ...Activity[]]> {
  const built = await buildCoalition(room);
  const made: Activity[] = [];
  for (const title of titles) made.push(await buildActivity(room, built, { title }));
  return [built, ...made];
}

/** Two activities, led by the first and the second organization. */
async function buildSides() {
  const built = await buildCoalition(room);
  const [a, b] = built.organizations.map(({ id }) => id) as [string, string];
  const mine = await buildActivity(room, built, { title: 'Mine', leadOrganizationId: a });
  const other = await buildActivity(room, built, { title: 'Other', leadOrganizationId: b });
  return { built, mine, other };
}

describe('reinforcement links', () => {
  it.each(linkKinds)('%s: not twice, not to itself', async (kind) => {
    const [built, a, b] = (await buildActivities('A', 'B')) as [BuiltCoalition, Activity, Activity];
    await buildLink(room, built, a, kind, b);
    const twice = buildLink(room, built, a, kind, b);
    await expect(twice).rejects.toMatchObject({ problems: [{ code: 'DUPLICATE', field: ['toActivityId'] }] });
    await expect(buildLink(room, built, a, kind, a)).rejects.toMatchObject({ problems: [{ code: 'INVALID' }] });
    expect(await links.loadLinksOf(built.funder, [a.id, b.id])).toHaveLength(1);
  });

  it.each(linkKinds)('%s: the way back', async (kind) => {
    const [built, a, b] = (await buildActivities('A', 'B')) as [BuiltCoalition, Activity, Activity];
    await buildLink(room, built, a, kind, b);
    const code = { SHARES_RESOURCE: 'DUPLICATE', DUPLICATES: 'DUPLICATE', DEPENDS_ON: 'CYCLE' }[kind as string];
    const back = buildLink(room, built, b, kind, a);
    if (code) await expect(back).rejects.toMatchObject({ problems: [{ code }] });
    else await expect(back).resolves.toMatchObject({ kind, fromActivityId: b.id });
  });

  it('refuse a cycle of DEPENDS_ON and name it by its titles', async () => {
    const [built, a, b, c] = (await buildActivities('A', 'B', 'C')) as [BuiltCoalition, Activity, Activity, Activity];
    await buildLink(room, built, a, 'DEPENDS_ON', b);
    const second = await buildLink(room, built, b, 'DEPENDS_ON', c);
    await expect(buildLink(room, built, c, 'DEPENDS_ON', a)).rejects.toMatchObject({
      problems: [{ code: 'CYCLE', message: expect.stringContaining('C → A → B → C') }],
    });
    await expect(buildLink(room, built, c, 'FEEDS', a)).resolves.toBeDefined();
    await links.unlinkActivities(built.backbone, second.id, 'B goes on by itself');
    await expect(buildLink(room, built, c, 'DEPENDS_ON', a)).resolves.toBeDefined();
    await expect(buildLink(room, built, b, 'DEPENDS_ON', c)).rejects.toThrow('B → C → A → B');
  });

  it('find the cycle behind 20 layers of diamonds, where every path would be a million', async () => {
    const titles = Array.from({ length: 20 }, (_, i) => [`top ${i}`, `left ${i}`, `right ${i}`]).flat();
    const [built, ...all] = await buildActivities(...titles, 'last');
    for (let i = 0; i < 60; i += 3) {
      const [top, left, right, next] = all.slice(i, i + 4) as [Activity, Activity, Activity, Activity];
      for (const [from, to] of [
        [top, left],
        [top, right],
        [left, next],
        [right, next],
      ] as const) {
        await buildLink(room, built, from, 'DEPENDS_ON', to);
      }
    }
    const started = Date.now();
    const closing = buildLink(room, built, all.at(-1)!, 'DEPENDS_ON', all[0]!);
    await expect(closing).rejects.toThrow(/last → top 0 → (left|right) 0 → .* → (left|right) 19 → last/);
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it.each([2, 5])('never close a cycle of %i when all of it is asked for at once', async (size) => {
    const titles = Array.from({ length: size }, (_, i) => `A${i}`);
    for (let round = 0; round < 5; round++) {
      const [built, ...all] = await buildActivities(...titles);
      const asking = all.map((from, i) => buildLink(room, built, from, 'DEPENDS_ON', all[(i + 1) % size]!));
      const outcomes = await Promise.allSettled(asking);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(1);
      expect(refused[0]?.reason).toMatchObject({ problems: [{ code: 'CYCLE' }] });
      expect(
        await links.loadLinksOf(
          built.backbone,
          all.map(({ id }) => id),
        ),
      ).toHaveLength(size - 1);
    }
  });

  it.each(['SHARES_RESOURCE', 'FEEDS'] as const)('make %s once when it is asked for at once', async (kind) => {
    const [built, a, b] = (await buildActivities('A', 'B')) as [BuiltCoalition, Activity, Activity];
    const asking = Array.from({ length: 5 }, () => buildLink(room, built, a, kind, b));
    const outcomes = await Promise.allSettled(asking);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(reasons).toHaveLength(4);
    for (const reason of reasons) expect(reason).toMatchObject({ problems: [{ code: 'DUPLICATE' }] });
  });

  it('are proposed by the lead of either side and confirmed by the other lead', async () => {
    const { built, mine, other } = await buildSides();
    const forth = { fromActivityId: mine.id, toActivityId: other.id, kind: 'FEEDS' as const };
    const back = { fromActivityId: other.id, toActivityId: mine.id, kind: 'FEEDS' as const };
    const [ofA, ofB] = [mine.leadOrganizationId, other.leadOrganizationId];
    for (const proposal of [forth, back]) {
      for (const actor of [built.partner('c'), built.funder]) {
        await expect(links.linkActivities(actor, proposal)).rejects.toThrow(Forbidden);
      }
      const link = await links.linkActivities(built.partner('a'), proposal);
      expect(link).toMatchObject({ proposedByOrganizationId: ofA, confirmedAt: null, confirmedByOrganizationId: null });
      for (const actor of [built.partner('a'), built.partner('c'), built.backbone, built.funder]) {
        await expect(links.confirmLink(actor, link.id)).rejects.toThrow(Forbidden);
      }
      await expect(links.confirmLink(built.stranger, link.id)).rejects.toThrow(NotFound);
      const confirmed = await links.confirmLink(built.partner('b'), link.id);
      expect(confirmed).toMatchObject({ confirmedAt: expect.any(Date), confirmedByOrganizationId: ofB });
      await expect(links.confirmLink(built.partner('b'), link.id)).rejects.toMatchObject({ rule: 'link.confirmed' });
    }
    await expect(links.linkActivities(built.stranger, forth)).rejects.toThrow(NotFound);
  });

  it('wait for the lead of the other end, whoever leads it by then', async () => {
    const { built, mine, other } = await buildSides();
    const back = { fromActivityId: other.id, toActivityId: mine.id, kind: 'DEPENDS_ON' as const };
    const { id } = await links.linkActivities(built.partner('a'), back);
    const leadOrganizationId = built.organizations[2]!.id;
    await room.get(ActivitiesService).updateActivity(built.backbone, other.id, { leadOrganizationId });
    await expect(links.confirmLink(built.partner('b'), id)).rejects.toThrow(Forbidden);
    const confirmed = await links.confirmLink(built.partner('c'), id);
    expect(confirmed).toMatchObject({ confirmedByOrganizationId: leadOrganizationId });
  });

  it('proposed by backbone staff wait for the lead that they lead to; one lead of both confirms at once', async () => {
    const { built, mine, other } = await buildSides();
    const forth = { fromActivityId: mine.id, toActivityId: other.id, kind: 'REFERS' as const };
    const link = await links.linkActivities(built.backbone, forth);
    expect(link).toMatchObject({ proposedByOrganizationId: mine.leadOrganizationId, confirmedAt: null });
    await expect(links.confirmLink(built.partner('a'), link.id)).rejects.toThrow(Forbidden);
    await links.confirmLink(built.partner('b'), link.id);
    const also = await buildActivity(room, built, { title: 'Also mine', leadOrganizationId: mine.leadOrganizationId });
    const own = { fromActivityId: mine.id, toActivityId: also.id, kind: 'REFERS' as const };
    const atOnce = await links.linkActivities(built.partner('a'), own);
    expect(atOnce).toMatchObject({ confirmedAt: atOnce.createdAt, confirmedByOrganizationId: mine.leadOrganizationId });
  });

  it('are turned down and ended by either side, once', async () => {
    const { built, mine, other } = await buildSides();
    const forth = { fromActivityId: mine.id, toActivityId: other.id, kind: 'FEEDS' as const };
    for (const code of ['a', 'b']) {
      const link = await links.linkActivities(built.partner('a'), forth);
      await expect(links.unlinkActivities(built.partner('c'), link.id)).rejects.toThrow(Forbidden);
      await expect(links.unlinkActivities(built.stranger, link.id)).rejects.toThrow(NotFound);
      expect(await links.loadLinks(built.stranger, [link.id])).toEqual([]);
      expect(await links.loadLinksOf(built.stranger, [mine.id])).toEqual([]);
      const ended = await links.unlinkActivities(built.partner(code), link.id);
      expect(ended).toMatchObject({ unlinkedAt: expect.any(Date), confirmedAt: null });
      await expect(links.unlinkActivities(built.partner('a'), link.id)).rejects.toThrow(InvalidState);
      await expect(links.confirmLink(built.partner('b'), link.id)).rejects.toMatchObject({ rule: 'link.ended' });
    }
  });

  it('are not confirmed with what was stopped meanwhile', async () => {
    const { built, mine, other } = await buildSides();
    const forth = { fromActivityId: mine.id, toActivityId: other.id, kind: 'FEEDS' as const };
    const { id } = await links.linkActivities(built.partner('a'), forth);
    await room.get(ActivitiesService).moveActivity(built.backbone, 'stopActivity', mine.id, 'No money');
    await expect(links.confirmLink(built.partner('b'), id)).rejects.toMatchObject({ rule: 'activity.stopped' });
  });

  it('stay inside one coalition', async () => {
    const [ours, a] = (await buildActivities('A')) as [BuiltCoalition, Activity];
    const [theirs, foreign] = (await buildActivities('Foreign')) as [BuiltCoalition, Activity];
    const both = { ...ours.backbone, roles: [...ours.backbone.roles, ...theirs.backbone.roles] };
    for (const toActivityId of [foreign.id, newId()]) {
      const linking = links.linkActivities(both, { fromActivityId: a.id, toActivityId, kind: 'FEEDS' });
      await expect(linking).rejects.toMatchObject({ constructor: NotFound, field: ['toActivityId'] });
    }
  });

  it('do not reach what was stopped', async () => {
    const [built, a, b] = (await buildActivities('A', 'B')) as [BuiltCoalition, Activity, Activity];
    await room.get(ActivitiesService).moveActivity(built.backbone, 'stopActivity', b.id, 'No money');
    const linking = buildLink(room, built, a, 'FEEDS', b);
    await expect(linking).rejects.toMatchObject({ rule: 'activity.stopped', field: ['toActivityId'] });
  });
});
