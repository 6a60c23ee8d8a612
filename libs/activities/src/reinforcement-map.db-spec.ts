import { AgendaService } from '@keelson/agenda';
import { buildAgenda, readyContent } from '@keelson/agenda/testing';
import { buildCoalition } from '@keelson/coalitions/testing';
import { NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActiveActivity, buildActivity, buildLink } from '../testing/index.js';
import {
  ActivitiesModule,
  ActivitiesService,
  MapService,
  MilestonesService,
  ReinforcementLinksService,
} from './index.js';

let room: TestRoom;
let maps: MapService;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
  maps = room.get(MapService);
});
afterAll(() => room.close());

describe('the map of a coalition', () => {
  it('conditions.md, section 5: A FEEDS B, B DEPENDS_ON C, D alone; with what is found in them', async () => {
    const built = await buildCoalition(room);
    const goals = [
      ...readyContent.goals,
      { code: 'noise', statement: 'Halve noise.', task: 'Listen.', taskDue: '2027-01-01' },
    ];
    const agenda = await buildAgenda(room, built, { goals });
    const [, noise] = await room.get(AgendaService).loadGoalsOf(built.backbone, [agenda.id]);
    const second = built.organizations[1]!.id;
    const build = (title: string, more: object = {}) => buildActiveActivity(room, built, { title, ...more });
    const a = await build('A');
    const b = await build('B', { place: 'High Street' });
    const c = await build('C', { leadOrganizationId: second });
    const d = await build('D', { place: 'high street' });
    await buildLink(room, built, a, 'FEEDS', b);
    await buildLink(room, built, b, 'DEPENDS_ON', c);
    const proposal = { fromActivityId: d.id, toActivityId: c.id, kind: 'FEEDS' as const };
    const proposed = await room.get(ReinforcementLinksService).linkActivities(built.backbone, proposal);
    const milestones = room.get(MilestonesService);
    const add = (activityId: string, title: string, dueDate: string) =>
      milestones.addMilestone(built.backbone, { activityId, title, dueDate });
    const [ofC, ofB] = [await add(c.id, 'Counted', '2026-03-01'), await add(b.id, 'Opened', '2026-04-01')];
    const done = await add(b.id, 'Done', '2026-09-01');
    await milestones.completeMilestone(built.backbone, done.id);
    const map = await maps.reinforcementMap(built.funder, built.coalition.id);
    expect(map.figures).toMatchObject({
      isolationRate: { numerator: 1, denominator: 4, value: '0.25' },
      reinforcementDensity: { numerator: 2, denominator: 12, value: '0.1667' },
    });
    expect(map).toMatchObject({
      ...{ components: [[a.id, b.id, c.id], [d.id]], isolatedIds: [d.id], cycles: [] },
      goalsWithoutActivity: [{ id: noise!.id, code: 'noise', statement: 'Halve noise.' }],
      possibleOverlaps: [{ activityIds: [b.id, d.id], goalCodes: ['deaths'], place: 'High Street' }],
      criticalPath: [
        { milestoneId: ofC.id, activityId: c.id, dueDate: '2026-03-01', slackDays: null },
        { milestoneId: ofB.id, activityId: b.id, dueDate: '2026-04-01', slackDays: 31 },
      ],
    });
    expect(map.notReferred.map(({ activityId }) => activityId)).toEqual([a.id, b.id, c.id, d.id]);
    expect(map.nodes.map(({ title, component, isolated }) => [title, component, isolated])).toEqual([
      ['A', 1, false],
      ['B', 1, false],
      ['C', 1, false],
      ['D', 2, true],
    ]);
    expect(map.links.map(({ id, confirmed }) => [id === proposed.id, confirmed])).toEqual([
      [false, true],
      [false, true],
      [true, false],
    ]);
    const again = await maps.reinforcementMap(built.backbone, built.coalition.id);
    expect(again.nodes).toEqual(map.nodes);
    await expect(maps.reinforcementMap(built.stranger, built.coalition.id)).rejects.toThrow(NotFound);
  });

  it('shows what goes on, and what is done only where that leads to it', async () => {
    const built = await buildCoalition(room);
    const { id: coalitionId } = built.coalition;
    const end = (verb: 'finishActivity' | 'stopActivity', id: string) =>
      room.get(ActivitiesService).moveActivity(built.backbone, verb, id, 'Over');
    const planned = await buildActivity(room, built, { title: 'Planned' });
    const tied = await buildActiveActivity(room, built, { title: 'Tied' });
    const alone = await buildActiveActivity(room, built, { title: 'Alone' });
    const stopped = await buildActivity(room, built, { title: 'Stopped' });
    await buildLink(room, built, planned, 'FEEDS', tied);
    await buildLink(room, built, planned, 'FEEDS', stopped);
    for (const { id } of [tied, alone]) await end('finishActivity', id);
    await end('stopActivity', stopped.id);
    const map = await maps.reinforcementMap(built.backbone, coalitionId);
    expect(map.nodes.map(({ title }) => title)).toEqual(['Planned', 'Tied']);
    expect(map.links).toHaveLength(1);
    expect(map.goalsWithoutActivity).toHaveLength(1);
    expect(map).toMatchObject({ criticalPath: [], possibleOverlaps: [], notReferred: [], isolatedIds: [] });
  });

  it('of nothing is empty, and shows a circle that older data hold', async () => {
    const built = await buildCoalition(room);
    const empty = await maps.reinforcementMap(built.backbone, built.coalition.id);
    expect(empty).toMatchObject({ nodes: [], links: [], components: [], criticalPath: [], goalsWithoutActivity: [] });
    const [a, b] = [await buildActivity(room, built, { title: 'A' }), await buildActivity(room, built, { title: 'B' })];
    await buildLink(room, built, a, 'DEPENDS_ON', b);
    const back = await buildLink(room, built, b, 'ENABLES', a);
    await room.query(`UPDATE reinforcement_link SET kind = 'DEPENDS_ON' WHERE id = $1`, [back.id]);
    const map = await maps.reinforcementMap(built.backbone, built.coalition.id);
    expect(map.cycles).toEqual([[a.id, b.id]]);
  });
});
