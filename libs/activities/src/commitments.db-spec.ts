import { buildCoalition } from '@keelson/coalitions/testing';
import { Forbidden, InvalidState, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActivity } from '../testing/index.js';
import { ActivitiesModule, ActivitiesService, MilestonesService, ResourcesService } from './index.js';

let room: TestRoom;
let milestones: MilestonesService;
let resources: ResourcesService;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
  milestones = room.get(MilestonesService);
  resources = room.get(ResourcesService);
});
afterAll(() => room.close());

async function buildLed() {
  const built = await buildCoalition(room);
  return { built, activity: await buildActivity(room, built), lead: built.partner('a') };
}

describe('milestones', () => {
  it('are added, completed and reopened by the lead', async () => {
    const { built, activity, lead } = await buildLed();
    const add = (title: string, dueDate?: string) =>
      milestones.addMilestone(lead, { activityId: activity.id, title, dueDate });
    const opened = await add('Opened');
    const chosen = await add('Place chosen', '2026-05-01');
    const doneAt = new Date('2026-04-30T10:00:00Z');
    expect(await milestones.completeMilestone(lead, chosen.id, doneAt)).toMatchObject({ doneAt });
    await expect(milestones.completeMilestone(lead, chosen.id)).rejects.toMatchObject({ rule: 'milestone.done' });
    await expect(milestones.reopenMilestone(lead, opened.id)).rejects.toMatchObject({ rule: 'milestone.open' });
    const ahead = new Date(Date.now() + 60_000);
    await expect(milestones.completeMilestone(lead, opened.id, ahead)).rejects.toMatchObject({
      problems: [{ code: 'OUT_OF_RANGE', field: ['doneAt'] }],
    });
    const shown = await milestones.loadMilestonesOf(built.funder, [activity.id]);
    expect(shown.map((one) => [one.title, one.doneAt])).toEqual([
      ['Place chosen', doneAt],
      ['Opened', null],
    ]);
    expect(await milestones.reopenMilestone(lead, chosen.id, 'Lease fell through')).toMatchObject({ doneAt: null });
  });

  it('are nobody else’s, and absent to strangers', async () => {
    const { built, activity, lead } = await buildLed();
    const { id } = await milestones.addMilestone(lead, { activityId: activity.id, title: 'Opened' });
    const input = { activityId: activity.id, title: 'More' };
    for (const actor of [built.partner('b'), built.funder]) {
      await expect(milestones.addMilestone(actor, input)).rejects.toThrow(Forbidden);
      await expect(milestones.completeMilestone(actor, id)).rejects.toThrow(Forbidden);
    }
    await expect(milestones.addMilestone(built.stranger, input)).rejects.toThrow(NotFound);
    await expect(milestones.completeMilestone(built.stranger, id)).rejects.toThrow(NotFound);
    expect(await milestones.loadMilestones(built.stranger, [id])).toEqual([]);
    expect(await milestones.loadMilestonesOf(built.stranger, [activity.id])).toEqual([]);
  });

  it('end with their activity', async () => {
    const { built, activity, lead } = await buildLed();
    const { id } = await milestones.addMilestone(lead, { activityId: activity.id, title: 'Opened' });
    await room.get(ActivitiesService).moveActivity(built.backbone, 'stopActivity', activity.id, 'No money');
    await expect(milestones.addMilestone(lead, { activityId: activity.id, title: 'More' })).rejects.toThrow(
      InvalidState,
    );
    await expect(milestones.completeMilestone(lead, id)).rejects.toMatchObject({ rule: 'activity.ended' });
  });
});

describe('resources', () => {
  it('are committed by any partner as its own, and withdrawn', async () => {
    const { built, activity } = await buildLed();
    const [a, b] = built.organizations.map(({ id }) => id) as [string, string];
    const input = { activityId: activity.id, kind: 'FUNDING' as const, description: 'A grant' };
    const given = { ...input, organizationId: b, amount: '12500.50', unit: 'EUR' };
    const resource = await resources.commitResource(built.partner('b'), given);
    expect(await resources.loadResources(built.funder, [resource.id])).toEqual([resource]);
    expect(resource).toMatchObject({ amount: '12500.50', unit: 'EUR', withdrawnAt: null });
    const forA = { ...input, organizationId: a };
    await expect(resources.commitResource(built.partner('b'), forA)).rejects.toThrow(Forbidden);
    await expect(resources.commitResource(built.funder, forA)).rejects.toThrow(Forbidden);
    await expect(resources.commitResource(built.stranger, forA)).rejects.toThrow(NotFound);
    await expect(resources.withdrawResource(built.partner('a'), resource.id)).rejects.toThrow(Forbidden);
    await expect(resources.withdrawResource(built.stranger, resource.id)).rejects.toThrow(NotFound);
    await resources.withdrawResource(built.partner('b'), resource.id, 'Budget was cut');
    await expect(resources.withdrawResource(built.partner('b'), resource.id)).rejects.toThrow(InvalidState);
    expect(await resources.loadResourcesOf(built.backbone, [activity.id])).toEqual([]);
    await expect(resources.commitResource(built.backbone, forA)).resolves.toMatchObject({ amount: null });
  });

  it('come from an organization of the coalition', async () => {
    const { built, activity } = await buildLed();
    const theirs = await buildCoalition(room);
    const both = { ...built.backbone, roles: [...built.backbone.roles, ...theirs.backbone.roles] };
    const organizationId = theirs.organizations[0]!.id;
    const input = { activityId: activity.id, organizationId, kind: 'DATA' as const, description: 'Counts' };
    const committing = resources.commitResource(both, input);
    await expect(committing).rejects.toMatchObject({ constructor: NotFound, field: ['organizationId'] });
  });

  it.each([
    ['NaN', 'NOT_A_NUMBER'],
    ['Infinity', 'NOT_A_NUMBER'],
    ['1e400', 'NOT_A_NUMBER'],
    ['1,059', 'NOT_A_NUMBER'],
    ['', 'NOT_A_NUMBER'],
    ['-1', 'NEGATIVE'],
  ])('refuse the amount "%s"', async (amount, code) => {
    const { built, activity } = await buildLed();
    const organizationId = built.organizations[0]!.id;
    const input = { activityId: activity.id, organizationId, kind: 'FUNDING' as const, description: ' ', amount };
    await expect(resources.commitResource(built.backbone, input)).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', field: ['description'] },
        { code, field: ['amount'] },
      ],
    });
    expect(await resources.loadResourcesOf(built.backbone, [activity.id])).toEqual([]);
  });
});
