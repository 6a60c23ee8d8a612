import { buildCoalition } from '@keelson/coalitions/testing';
import { AuditEvent, Database, Forbidden, InvalidState, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActiveActivity } from '../testing/index.js';
import { ActivitiesModule, ActivitiesService, TrialsService, trialOutcomes } from './index.js';

let room: TestRoom;
let trials: TrialsService;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
  trials = room.get(TrialsService);
});
afterAll(() => room.close());

const bounds = {
  ...{ safeBounds: 'Nobody walks further than now.', stopCondition: 'A single fall.', reviewOn: '2099-01-01' },
};

async function buildTrial(plan: object = bounds) {
  const built = await buildCoalition(room);
  const activity = await buildActiveActivity(room, built);
  const lead = built.partner('a');
  const input = { activityId: activity.id, hypothesis: 'Later lights calm the street.', ...plan };
  return { built, activity, lead, trial: await trials.planTrial(lead, input) };
}

describe('trials', () => {
  it('cannot run without safe bounds, a stop condition and a day of review: all that lacks is told', async () => {
    const { lead, trial, built } = await buildTrial({});
    await expect(trials.startTrial(lead, trial.id)).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', field: ['id'], message: expect.stringContaining('bounds') },
        { code: 'REQUIRED', field: ['id'], message: expect.stringContaining('stops') },
        { code: 'REQUIRED', field: ['id'], message: expect.stringContaining('reviewed') },
      ],
    });
    await trials.changeTrial(lead, trial.id, { ...bounds, safeBounds: '  ' });
    await expect(trials.startTrial(lead, trial.id)).rejects.toMatchObject({ problems: [{ code: 'REQUIRED' }] });
    await trials.changeTrial(lead, trial.id, { safeBounds: bounds.safeBounds, reviewOn: '2020-01-01' });
    await expect(trials.startTrial(lead, trial.id)).rejects.toMatchObject({ problems: [{ code: 'OUT_OF_RANGE' }] });
    expect(await trials.loadTrials(built.funder, [trial.id])).toMatchObject([{ state: 'PLANNED', startedAt: null }]);
    await trials.changeTrial(lead, trial.id, { reviewOn: bounds.reviewOn });
    expect(await trials.startTrial(lead, trial.id)).toMatchObject({ state: 'RUNNING', startedAt: expect.any(Date) });
  });

  it.each(trialOutcomes)('that end as %s say what was learnt, and lower nothing', async (outcome) => {
    const { built, activity, lead, trial } = await buildTrial();
    const figures = async () => {
      const { asOf, ...all } = await room.get(ActivitiesService).activityFigures(built.backbone, built.coalition.id);
      return all;
    };
    const before = await figures();
    const end = { id: trial.id, outcome, outcomeText: 'The street is as it was.' };
    await expect(trials.endTrial(lead, end)).rejects.toMatchObject({ rule: 'trial.state' });
    await trials.startTrial(lead, trial.id);
    await expect(trials.endTrial(lead, { ...end, outcomeText: '' })).rejects.toMatchObject({
      problems: [{ code: 'REQUIRED', field: ['outcomeText'] }],
    });
    expect(await trials.endTrial(lead, end)).toMatchObject({ state: 'ENDED', outcome });
    expect(await figures()).toEqual(before);
    const [after] = await room.get(ActivitiesService).loadActivities(built.backbone, [activity.id]);
    expect(after).toEqual(activity);
    await expect(trials.startTrial(lead, trial.id)).rejects.toThrow(InvalidState);
    await expect(trials.changeTrial(lead, trial.id, { reviewOn: null })).rejects.toThrow(InvalidState);
  });

  it('are dropped before they run, with a reason, and their history stays with the activity', async () => {
    const { activity, lead, trial } = await buildTrial();
    await expect(trials.dropTrial(lead, trial.id, ' ')).rejects.toMatchObject({ problems: [{ field: ['reason'] }] });
    expect(await trials.dropTrial(lead, trial.id, 'The lamps are gone')).toMatchObject({ state: 'DROPPED' });
    const where = { subjectId: activity.id };
    const events = await room
      .get(Database)
      .read(lead, (manager) => manager.find(AuditEvent, { where, order: { id: 'ASC' } }));
    expect(events.slice(-2).map(({ verb, reason }) => [verb, reason])).toEqual([
      ['planTrial', null],
      ['dropTrial', 'The lamps are gone'],
    ]);
  });

  it('end after their activity, but do not start then', async () => {
    const { built, activity, lead, trial } = await buildTrial();
    const { id } = await trials.planTrial(lead, { activityId: activity.id, hypothesis: 'Another one.', ...bounds });
    await trials.startTrial(lead, trial.id);
    await room.get(ActivitiesService).moveActivity(built.backbone, 'finishActivity', activity.id);
    await expect(trials.startTrial(lead, id)).rejects.toMatchObject({ rule: 'activity.ended' });
    const late = await trials.endTrial(lead, { id: trial.id, outcome: 'UNCLEAR', outcomeText: 'Too short.' });
    expect(late).toMatchObject({ state: 'ENDED' });
  });

  it('are for staff and the lead to change, and for the coalition to read', async () => {
    const { built, activity, trial } = await buildTrial();
    for (const actor of [built.partner('b'), built.funder]) {
      const planning = trials.planTrial(actor, { activityId: activity.id, hypothesis: 'Mine' });
      await expect(planning).rejects.toThrow(Forbidden);
      await expect(trials.startTrial(actor, trial.id)).rejects.toThrow(Forbidden);
    }
    await expect(trials.startTrial(built.stranger, trial.id)).rejects.toThrow(NotFound);
    expect(await trials.loadTrialsOf(built.stranger, [activity.id])).toEqual([]);
    expect(await trials.loadTrialsOf(built.funder, [activity.id])).toEqual([trial]);
  });
});
