import { InvalidInput, InvalidState, type Problem } from '@keelson/platform';
import type { Trial, TrialOutcome, TrialState } from './trial.entity.js';

type Standing = Pick<
  Trial,
  | 'safeBounds'
  | 'stopCondition'
  | 'reviewOn'
  | 'state'
  | 'stateReason'
  | 'startedAt'
  | 'outcome'
  | 'outcomeText'
  | 'endedAt'
>;

/** PLANNED → RUNNING. Without safe bounds, a stop condition and a day of review from today on it cannot run. */
export function startTrial(trial: Standing, today: string, at: Date): void {
  requireState(trial, 'PLANNED', 'start');
  const lacking = (message: string, code: Problem['code'] = 'REQUIRED'): Problem => ({ code, field: ['id'], message });
  const problems = [
    ...(trial.safeBounds?.trim() ? [] : [lacking('Say within which bounds it is safe, before it runs.')]),
    ...(trial.stopCondition?.trim() ? [] : [lacking('Say what stops it at once, before it runs.')]),
    ...(trial.reviewOn ? [] : [lacking('Say on which day it is reviewed, before it runs.')]),
    ...(trial.reviewOn && trial.reviewOn < today
      ? [lacking(`Its review (${trial.reviewOn}) lies in the past; give a day from today on.`, 'OUT_OF_RANGE')]
      : []),
  ];
  if (problems.length > 0) throw new InvalidInput(problems);
  trial.state = 'RUNNING';
  trial.startedAt = at;
}

/** RUNNING → ENDED, with what was learnt; all outcomes end it alike. */
export function endTrial(trial: Standing, outcome: TrialOutcome, text: string, at: Date): void {
  requireState(trial, 'RUNNING', 'end');
  if (!text.trim()) throw InvalidInput.at('outcomeText', 'REQUIRED', 'Say what was learnt.');
  trial.state = 'ENDED';
  trial.outcome = outcome;
  trial.outcomeText = text.trim();
  trial.endedAt = at;
}

/** PLANNED → DROPPED: it never ran. */
export function dropTrial(trial: Standing, reason: string, at: Date): void {
  requireState(trial, 'PLANNED', 'be dropped');
  if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why it is not tried out.');
  trial.state = 'DROPPED';
  trial.stateReason = reason.trim();
  trial.endedAt = at;
}

export function requireState({ state }: Pick<Trial, 'state'>, wanted: TrialState, verb: string): void {
  if (state === wanted) return;
  const message = `This trial is ${state}; only one that is ${wanted} can ${verb}.`;
  throw new InvalidState('trial.state', message, 'INVALID_STATE', ['id']);
}
