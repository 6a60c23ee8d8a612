import {
  ActivitiesModule,
  MilestonesService,
  ReinforcementLinksService,
  ResourcesService,
  type Activity,
} from '@keelson/activities';
import { buildActivity, buildLink } from '@keelson/activities/testing';
import { buildCoalition } from '@keelson/coalitions/testing';
import { Database } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import type { Pool } from 'pg';
import type { RequestContext } from '../graphql/context.js';
import { ActivityRelations } from './activity-relations.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
});
afterAll(() => room.close());

describe('what belongs to a page of activities', () => {
  it('comes with one unit of work per relation, however long the page is', async () => {
    const built = await buildCoalition(room);
    const all: Activity[] = [];
    for (let i = 0; i < 12; i++) all.push(await buildActivity(room, built, { title: `Activity ${i}` }));
    const [first, second] = all as [Activity, Activity];
    await buildLink(room, built, first, 'FEEDS', second);
    const milestones = room.get(MilestonesService);
    await milestones.addMilestone(built.backbone, { activityId: second.id, title: 'Opened' });
    const relations = new ActivityRelations(
      milestones,
      room.get(ReinforcementLinksService),
      room.get(ResourcesService),
    );

    let units = 0;
    const pool = (room.get(Database).dataSource.driver as unknown as { master: Pool }).master;
    pool.on('acquire', () => units++);
    const load = async (page: Activity[]) => {
      const loaders = relations.of({} as RequestContext, built.funder);
      units = 0;
      const loaded = await Promise.all(
        page.flatMap(({ id }) => [loaders.milestones.load(id), loaders.links.load(id), loaders.resources.load(id)]),
      );
      return { units, counts: loaded.map((rows) => rows.length) };
    };
    expect(await load([first])).toEqual({ units: 3, counts: [0, 1, 0] });
    const page = await load(all);
    expect(page.units).toBe(3);
    expect(page.counts.slice(0, 9)).toEqual([0, 1, 0, 1, 1, 0, 0, 0, 0]);
  });
});
