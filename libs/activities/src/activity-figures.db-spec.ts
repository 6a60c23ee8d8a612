import { AgendaService } from '@keelson/agenda';
import { buildAgenda, readyContent } from '@keelson/agenda/testing';
import { buildCoalition } from '@keelson/coalitions/testing';
import { NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActiveActivity, buildActivity, buildLink } from '../testing/index.js';
import { ActivitiesModule, ActivitiesService } from './index.js';

let room: TestRoom;
let activities: ActivitiesService;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
  activities = room.get(ActivitiesService);
});
afterAll(() => room.close());

describe('the figures of activities', () => {
  it('conditions.md, section 5: A FEEDS B, B DEPENDS_ON C, D alone', async () => {
    const built = await buildCoalition(room);
    const agenda = await buildAgenda(room, built);
    const [goal] = await room.get(AgendaService).loadGoalsOf(built.backbone, [agenda.id]);
    const a = await buildActiveActivity(room, built, { title: 'A', goalIds: [goal!.id] });
    const b = await buildActiveActivity(room, built, { title: 'B', goalIds: [goal!.id] });
    const c = await buildActiveActivity(room, built, { title: 'C', goalIds: [goal!.id] });
    await buildActiveActivity(room, built, { title: 'D' });
    await buildLink(room, built, a, 'FEEDS', b);
    await buildLink(room, built, b, 'DEPENDS_ON', c);
    expect(await activities.activityFigures(built.funder, built.coalition.id)).toEqual({
      asOf: expect.any(Date),
      alignmentRate: { formula: expect.any(String), numerator: 3, denominator: 4, value: '0.75' },
      isolationRate: { formula: expect.any(String), numerator: 1, denominator: 4, value: '0.25' },
      reinforcementDensity: { formula: expect.any(String), numerator: 2, denominator: 12, value: '0.1667' },
    });
  });

  it('are not assessable where there is nothing to divide by', async () => {
    const built = await buildCoalition(room);
    await buildActivity(room, built);
    const none = { numerator: 0, denominator: 0, value: null };
    expect(await activities.activityFigures(built.backbone, built.coalition.id)).toMatchObject({
      alignmentRate: none,
      isolationRate: none,
      reinforcementDensity: none,
    });
    await buildActiveActivity(room, built);
    expect(await activities.activityFigures(built.backbone, built.coalition.id)).toMatchObject({
      alignmentRate: { numerator: 0, denominator: 1, value: '0' },
      isolationRate: { numerator: 1, denominator: 1, value: '1' },
      reinforcementDensity: none,
    });
    await expect(activities.activityFigures(built.stranger, built.coalition.id)).rejects.toThrow(NotFound);
  });

  it('leave DUPLICATES out of the density, count a pair once, and no link to what was stopped', async () => {
    const built = await buildCoalition(room);
    const a = await buildActiveActivity(room, built, { title: 'A' });
    const b = await buildActiveActivity(room, built, { title: 'B' });
    const c = await buildActiveActivity(room, built, { title: 'C' });
    const planned = await buildActivity(room, built, { title: 'Planned' });
    await buildLink(room, built, a, 'DUPLICATES', b);
    await buildLink(room, built, c, 'FEEDS', planned);
    const figures = () => activities.activityFigures(built.backbone, built.coalition.id);
    expect(await figures()).toMatchObject({
      isolationRate: { numerator: 0, denominator: 3 },
      reinforcementDensity: { numerator: 0, denominator: 6, value: '0' },
    });
    await buildLink(room, built, a, 'FEEDS', b);
    await buildLink(room, built, a, 'ENABLES', b);
    await buildLink(room, built, b, 'REFERS', a);
    await activities.moveActivity(built.backbone, 'stopActivity', planned.id, 'No money');
    expect(await figures()).toMatchObject({
      isolationRate: { numerator: 1, denominator: 3, value: '0.3333' },
      reinforcementDensity: { numerator: 2, denominator: 6, value: '0.3333' },
    });
  });

  it('follow a goal into the next version of the agenda and drop the one that was left out', async () => {
    const built = await buildCoalition(room);
    const goals = [
      ...readyContent.goals,
      { code: 'noise', statement: 'Halve noise.', task: 'Listen.', taskDue: '2027-01-01' },
    ];
    const first = await buildAgenda(room, built, { goals });
    const found = await room.get(AgendaService).loadGoalsOf(built.backbone, [first.id]);
    for (const goal of found) await buildActiveActivity(room, built, { title: goal.code, goalIds: [goal.id] });
    const alignment = async () => (await activities.activityFigures(built.backbone, built.coalition.id)).alignmentRate;
    expect(await alignment()).toMatchObject({ numerator: 2, denominator: 2, value: '1' });
    await buildAgenda(room, built, { goals: readyContent.goals });
    expect(await alignment()).toMatchObject({ numerator: 1, denominator: 2, value: '0.5' });
  });
});
