import { InvalidState } from '@keelson/platform';
import { moveActivity, requireOngoing, type ActivityMove } from './activity-status.js';
import { activityStatuses, type ActivityStatus } from './activity.entity.js';

const at = new Date('2026-03-01T00:00:00Z');
const standing = (status: ActivityStatus) => ({ title: 'Night shelter', status, statusReason: null, statusSince: at });

const allowed: Record<ActivityMove, Partial<Record<ActivityStatus, ActivityStatus>>> = {
  startActivity: { PLANNED: 'ACTIVE' },
  pauseActivity: { ACTIVE: 'PAUSED' },
  resumeActivity: { PAUSED: 'ACTIVE' },
  finishActivity: { ACTIVE: 'DONE', PAUSED: 'DONE' },
  stopActivity: { PLANNED: 'STOPPED', ACTIVE: 'STOPPED', PAUSED: 'STOPPED' },
};
const cases = (Object.keys(allowed) as ActivityMove[]).flatMap((verb) =>
  activityStatuses.map((status) => [verb, status, allowed[verb][status]] as const),
);

describe('the status of an activity', () => {
  it.each(cases)('%s from %s', (verb, status, next) => {
    const activity = standing(status);
    const move = () => moveActivity(activity, verb, ' rooms were lost ', at);
    if (next) move();
    else expect(move).toThrow(InvalidState);
    expect(activity.status).toBe(next ?? status);
    expect(activity.statusReason).toBe(next ? 'rooms were lost' : null);
  });

  it.each(['pauseActivity', 'stopActivity'] as const)('%s wants a reason', (verb) => {
    const activity = standing('ACTIVE');
    for (const reason of [null, '', '  ']) {
      expect(() => moveActivity(activity, verb, reason, at)).toThrow('Say why');
    }
    expect(activity.status).toBe('ACTIVE');
  });

  it('keeps what is done or stopped as it is', () => {
    expect(() => requireOngoing(standing('DONE'))).toThrow('"Night shelter" is DONE');
    expect(() => requireOngoing(standing('STOPPED'))).toThrow(InvalidState);
    expect(() => requireOngoing(standing('PAUSED'))).not.toThrow();
  });
});
