import { InvalidState } from '@keelson/platform';
import type { Commitment, CommitmentState } from './commitment.entity.js';

/** Those in which something is still to be done by its holders. */
export const openStates: readonly CommitmentState[] = ['OFFERED', 'ACCEPTED', 'IN_PROGRESS'];

const steps = {
  acceptCommitment: { from: ['OFFERED'], to: 'ACCEPTED' },
  startCommitment: { from: ['ACCEPTED'], to: 'IN_PROGRESS' },
  deliverCommitment: { from: ['ACCEPTED', 'IN_PROGRESS'], to: 'DELIVERED' },
  confirmCommitment: { from: ['DELIVERED'], to: 'CONFIRMED' },
  reopenCommitment: { from: ['DELIVERED'], to: 'IN_PROGRESS' },
  renegotiateCommitment: { from: openStates, to: 'ACCEPTED' },
  releaseCommitment: { from: openStates, to: 'RELEASED' },
} as const satisfies Record<string, { from: readonly CommitmentState[]; to: CommitmentState }>;
export type CommitmentStep = keyof typeof steps;

export function requireStep({ state }: Commitment, step: CommitmentStep): void {
  const from: readonly CommitmentState[] = steps[step].from;
  if (from.includes(state)) return;
  const message = `It is ${state}; this is for what is ${from.join(' or ')}.`;
  throw new InvalidState('commitment.state', message, 'INVALID_STATE', ['id']);
}

export function takeStep(commitment: Commitment, step: CommitmentStep, reason: string | null = null): void {
  requireStep(commitment, step);
  Object.assign(commitment, { state: steps[step].to, stateSince: new Date(), stateReason: reason });
}

/** `today` is the coalition's. */
export function isOverdue({ state, dueOn }: Pick<Commitment, 'state' | 'dueOn'>, today: string): boolean {
  return openStates.includes(state) && dueOn < today;
}
