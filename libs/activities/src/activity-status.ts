import { InvalidInput, InvalidState } from '@keelson/platform';
import type { Activity, ActivityStatus } from './activity.entity.js';

interface Move {
  from: readonly ActivityStatus[];
  to: ActivityStatus;
  /** Whether it has to be said why. */
  reasoned: boolean;
}

/** PLANNED → ACTIVE ↔ PAUSED → DONE or STOPPED; what is only planned can be stopped too, as nothing is deleted. */
const moves = {
  startActivity: { from: ['PLANNED'], to: 'ACTIVE', reasoned: false },
  pauseActivity: { from: ['ACTIVE'], to: 'PAUSED', reasoned: true },
  resumeActivity: { from: ['PAUSED'], to: 'ACTIVE', reasoned: false },
  finishActivity: { from: ['ACTIVE', 'PAUSED'], to: 'DONE', reasoned: false },
  stopActivity: { from: ['PLANNED', 'ACTIVE', 'PAUSED'], to: 'STOPPED', reasoned: true },
} as const satisfies Record<string, Move>;
export type ActivityMove = keyof typeof moves;

type Standing = Pick<Activity, 'title' | 'status' | 'statusReason' | 'statusSince'>;

/** Gives an activity its next status, or says from which ones the verb would have led there. */
export function moveActivity(activity: Standing, verb: ActivityMove, reason: string | null, at: Date): void {
  const { from, to, reasoned }: Move = moves[verb];
  if (!from.includes(activity.status)) {
    const message = `"${activity.title}" is ${activity.status}; only what is ${from.join(' or ')} can become ${to}.`;
    throw new InvalidState('activity.status', message, 'INVALID_STATE', ['id']);
  }
  if (reasoned && !reason?.trim()) throw InvalidInput.at('reason', 'REQUIRED', `Say why it becomes ${to}.`);
  activity.status = to;
  activity.statusReason = reason?.trim() || null;
  activity.statusSince = at;
}

/** What is done or stopped stays as it is. */
export function requireOngoing(activity: Pick<Activity, 'title' | 'status'>, field: string[] = ['id']): void {
  if (activity.status !== 'DONE' && activity.status !== 'STOPPED') return;
  throw new InvalidState(
    'activity.ended',
    `"${activity.title}" is ${activity.status} and stays as it is; make a new activity instead.`,
    'INVALID_STATE',
    field,
  );
}
