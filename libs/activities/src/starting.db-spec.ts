import { AgendaService } from '@keelson/agenda';
import { buildAgenda, readyContent } from '@keelson/agenda/testing';
import { GroupsService } from '@keelson/backbone';
import { buildGroup } from '@keelson/backbone/testing';
import { buildCoalition } from '@keelson/coalitions/testing';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActiveActivity, buildActivity, buildServed } from '../testing/index.js';
import { ActivitiesModule, ActivitiesService, PerspectivesService } from './index.js';

let room: TestRoom;
let activities: ActivitiesService;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
  activities = room.get(ActivitiesService);
});
afterAll(() => room.close());

const goals = [
  ...readyContent.goals,
  { code: 'noise', statement: 'Halve noise.', task: 'Listen.', taskDue: '2027-01-01' },
];

describe('starting an activity', () => {
  it('needs a goal of the adopted agenda, a group and, for a core one, a second organization: all are told', async () => {
    const built = await buildCoalition(room);
    const { groupIds, goalIds } = await buildServed(room, built);
    const [, b] = built.organizations.map(({ id }) => id) as [string, string];
    const { id } = await buildActivity(room, built, { isCore: true });
    const start = () => activities.moveActivity(built.partner('a'), 'startActivity', id);
    await expect(start()).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', field: ['id'], message: expect.stringContaining('no goal of the adopted agenda') },
        { code: 'REQUIRED', field: ['id'], message: expect.stringContaining('no group') },
        { code: 'REQUIRED', field: ['id'], message: expect.stringContaining('core activity of one organization') },
      ],
    });
    expect(await activities.loadActivities(built.backbone, [id])).toMatchObject([{ status: 'PLANNED' }]);
    expect(await room.get(PerspectivesService).loadPerspectivesOf(built.backbone, [id])).toEqual([]);
    await activities.updateActivity(built.backbone, id, { groupIds, goalIds });
    await expect(start()).rejects.toMatchObject({ problems: [{ message: expect.stringContaining('core activity') }] });
    await activities.updateActivity(built.backbone, id, { partnerOrganizationIds: [b] });
    expect(await start()).toMatchObject({ status: 'ACTIVE' });
  });

  it('follows a goal by its code, and not one that the next agenda left out', async () => {
    const built = await buildCoalition(room);
    const first = await buildAgenda(room, built, { goals });
    const [deaths, noise] = await room.get(AgendaService).loadGoalsOf(built.backbone, [first.id]);
    const { groupIds } = await buildServed(room, built);
    const goesOn = await buildActivity(room, built, { groupIds, goalIds: [deaths!.id] });
    const leftOut = await buildActivity(room, built, { groupIds, goalIds: [noise!.id] });
    const paused = await buildActiveActivity(room, built, { goalIds: [noise!.id] });
    await activities.moveActivity(built.backbone, 'pauseActivity', paused.id, 'Winter');
    await buildAgenda(room, built, { goals: readyContent.goals });
    const move = (verb: 'startActivity' | 'resumeActivity', id: string) =>
      activities.moveActivity(built.backbone, verb, id);
    expect(await move('startActivity', goesOn.id)).toMatchObject({ status: 'ACTIVE' });
    const refusal = { problems: [{ code: 'REQUIRED', field: ['id'] }] };
    await expect(move('startActivity', leftOut.id)).rejects.toMatchObject(refusal);
    await expect(move('resumeActivity', paused.id)).rejects.toMatchObject(refusal);
  });

  it('is not undone by a change: what is active keeps a goal, a group and, if core, its partner', async () => {
    const built = await buildCoalition(room);
    const [, b] = built.organizations.map(({ id }) => id) as [string, string];
    const { id } = await buildActiveActivity(room, built, { isCore: true, partnerOrganizationIds: [b] });
    const change = (changes: object) => activities.updateActivity(built.backbone, id, changes);
    await expect(change({ goalIds: [], groupIds: [], partnerOrganizationIds: [] })).rejects.toMatchObject({
      problems: [{ field: ['goalIds'] }, { field: ['groupIds'] }, { field: ['partnerOrganizationIds'] }],
    });
    expect(await change({ isCore: false, partnerOrganizationIds: [] })).toMatchObject({ isCore: false });
    await expect(change({ isCore: true })).rejects.toMatchObject({ problems: [{ field: ['partnerOrganizationIds'] }] });
  });

  it('of before there were groups goes on, and may be changed', async () => {
    const built = await buildCoalition(room);
    const { id } = await buildActiveActivity(room, built);
    await room.query(`UPDATE activity SET group_ids = '{}' WHERE id = $1`, [id]);
    const renamed = await activities.updateActivity(built.backbone, id, { title: 'Older', groupIds: [] });
    expect(renamed).toMatchObject({ status: 'ACTIVE', groupIds: [] });
  });

  it('does not take a group that was retired, but keeps one that is served', async () => {
    const built = await buildCoalition(room);
    const retired = await buildGroup(room, built, 'Cyclists');
    const { id } = await buildActivity(room, built, { groupIds: [retired.id] });
    await room.get(GroupsService).retireStakeholderGroup(built.backbone, retired.id, 'One with the walkers');
    const refusal = { problems: [{ code: 'INVALID_STATE', field: ['groupIds', '0'] }] };
    await expect(buildActivity(room, built, { groupIds: [retired.id] })).rejects.toMatchObject(refusal);
    const { groupIds } = await buildServed(room, built);
    const both = await activities.updateActivity(built.backbone, id, { groupIds: [retired.id, ...groupIds] });
    expect(both.groupIds).toHaveLength(2);
  });
});
