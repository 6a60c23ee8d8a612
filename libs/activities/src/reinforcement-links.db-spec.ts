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

  it('start from an activity that one leads', async () => {
    const built = await buildCoalition(room);
    const [a, b] = built.organizations.map(({ id }) => id) as [string, string];
    const mine = await buildActivity(room, built, { title: 'Mine', leadOrganizationId: a });
    const other = await buildActivity(room, built, { title: 'Other', leadOrganizationId: b });
    const forth = { fromActivityId: mine.id, toActivityId: other.id, kind: 'FEEDS' as const };
    const back = { fromActivityId: other.id, toActivityId: mine.id, kind: 'FEEDS' as const };
    const link = await links.linkActivities(built.partner('a'), forth);
    await expect(links.linkActivities(built.partner('a'), back)).rejects.toThrow(Forbidden);
    await expect(links.linkActivities(built.funder, back)).rejects.toThrow(Forbidden);
    await expect(links.linkActivities(built.stranger, forth)).rejects.toThrow(NotFound);
    await expect(links.unlinkActivities(built.partner('b'), link.id)).rejects.toThrow(Forbidden);
    await expect(links.unlinkActivities(built.stranger, link.id)).rejects.toThrow(NotFound);
    expect(await links.loadLinks(built.stranger, [link.id])).toEqual([]);
    expect(await links.loadLinksOf(built.stranger, [mine.id])).toEqual([]);
    expect(await links.unlinkActivities(built.partner('a'), link.id)).toMatchObject({ unlinkedAt: expect.any(Date) });
    await expect(links.unlinkActivities(built.partner('a'), link.id)).rejects.toThrow(InvalidState);
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
