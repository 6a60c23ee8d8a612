/** What the digest tells of the history, by verb; what is not here is not told. */
const changeOf = {
  createActivity: 'NEW',
  updateActivity: 'EDITED',
  startActivity: 'STARTED',
  pauseActivity: 'PAUSED',
  resumeActivity: 'RESUMED',
  finishActivity: 'DONE',
  stopActivity: 'STOPPED',
  addMilestone: 'MILESTONE_ADDED',
  completeMilestone: 'MILESTONE_REACHED',
  reopenMilestone: 'MILESTONE_REOPENED',
  createMeasures: 'NEW',
  updateMeasure: 'EDITED',
  reviseMeasure: 'REVISED',
  retireMeasure: 'RETIRED',
  setTargets: 'TARGETS_SET',
  setBaseline: 'BASELINE_SET',
  offerCommitment: 'NEW',
  acceptCommitment: 'ACCEPTED',
  startCommitment: 'STARTED',
  deliverCommitment: 'DELIVERED',
  confirmCommitment: 'CONFIRMED',
  renegotiateCommitment: 'RENEGOTIATED',
  releaseCommitment: 'RELEASED',
  reopenCommitment: 'REOPENED',
  askForHelp: 'HELP_ASKED',
  answerHelp: 'HELP_ANSWERED',
  consultOnAgenda: 'CONSULTATION_OPENED',
  proposeAgenda: 'PROPOSED',
  returnAgenda: 'RETURNED',
  adoptAgenda: 'ADOPTED',
} as const;
export type ToldChange = (typeof changeOf)[keyof typeof changeOf];

export const toldVerbs = Object.keys(changeOf);

/** Each change once. */
export function changesOf(verbs: readonly string[]): ToldChange[] {
  return [
    ...new Set(verbs.flatMap((verb) => (verb in changeOf ? changeOf[verb as keyof typeof changeOf] : []))),
  ].sort();
}
