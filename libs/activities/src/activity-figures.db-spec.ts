import { AgendaService } from '@keelson/agenda';
import { buildAgenda, readyContent } from '@keelson/agenda/testing';
import { buildCoalition } from '@keelson/coalitions/testing';
import { Database, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActiveActivity, buildActivity, buildLink, buildServed } from '../testing/index.js';
import {
  ActivitiesModule,
  ActivitiesService,
  coreActivitiesOf,
  isolatedActivitiesOf,
  ReinforcementLinksService,
} from './index.js';

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
    expect(await buildServed(room, built)).toMatchObject({ goalIds: [goal!.id] });
    const a = await buildActiveActivity(room, built, { title: 'A' });
    const b = await buildActiveActivity(room, built, { title: 'B' });
    const c = await buildActiveActivity(room, built, { title: 'C' });
    await buildActiveActivity(room, built, { title: 'D' });
    await buildLink(room, built, a, 'FEEDS', b);
    await buildLink(room, built, b, 'DEPENDS_ON', c);
    expect(await activities.activityFigures(built.funder, built.coalition.id)).toEqual({
      asOf: expect.any(Date),
      alignmentRate: { formula: expect.any(String), numerator: 4, denominator: 4, value: '1' },
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
      alignmentRate: { numerator: 1, denominator: 1, value: '1' },
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

  it('count a link from when the other lead confirms it until it ends', async () => {
    const built = await buildCoalition(room);
    const [first, second] = built.organizations.map(({ id }) => id) as [string, string];
    const a = await buildActiveActivity(room, built, { title: 'A', leadOrganizationId: first });
    const b = await buildActiveActivity(room, built, { title: 'B', leadOrganizationId: second });
    const figures = async () => {
      const found = await activities.activityFigures(built.backbone, built.coalition.id);
      return [found.isolationRate.numerator, found.reinforcementDensity.value];
    };
    const links = room.get(ReinforcementLinksService);
    const proposal = { fromActivityId: a.id, toActivityId: b.id, kind: 'ENABLES' as const };
    const { id } = await links.linkActivities(built.backbone, proposal);
    expect(await figures()).toEqual([2, '0']);
    await links.confirmLink(built.partner('b'), id);
    expect(await figures()).toEqual([0, '0.5']);
    await links.unlinkActivities(built.partner('b'), id);
    expect(await figures()).toEqual([2, '0']);
  });

  it('name the core activities of three organizations or more, and what is active without a link since when', async () => {
    const built = await buildCoalition(room);
    const [a, b, c] = built.organizations.map(({ id }) => id) as [string, string, string];
    const core = { isCore: true, requiredCapabilities: ['data', 'space'] };
    const of = (title: string, partnerOrganizationIds: string[]) =>
      buildActiveActivity(room, built, { ...core, title, leadOrganizationId: a, partnerOrganizationIds });
    const three = await of('Three', [b, c]);
    const two = await of('Two', [b]);
    const alone = await buildActiveActivity(room, built, { title: 'Not core', partnerOrganizationIds: [b, c] });
    const [found, ...others] = await room
      .get(Database)
      .read(built.backbone, (manager) => coreActivitiesOf(manager, built.coalition.id, 3));
    expect(others).toEqual([]);
    expect(found).toEqual({
      ...{ id: three.id, title: 'Three', organizationIds: [a, b, c], requiredCapabilities: ['data', 'space'] },
    });
    const isolated = () =>
      room.get(Database).read(built.backbone, (manager) => isolatedActivitiesOf(manager, built.coalition.id));
    expect(await isolated()).toEqual(
      [alone, three, two].map(({ id, title, statusSince }) => ({ id, title, since: statusSince })),
    );
    const link = await buildLink(room, built, three, 'FEEDS', two);
    expect((await isolated()).map(({ title }) => title)).toEqual(['Not core']);
    const { unlinkedAt } = await room.get(ReinforcementLinksService).unlinkActivities(built.backbone, link.id);
    expect((await isolated())[1]).toEqual({ id: three.id, title: 'Three', since: unlinkedAt });
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
