export { coverCapabilities, type CapabilityCoverage } from './capability-coverage.sql.js';
export * from './commitment-figures.service.js';
export {
  countCommitments,
  leastFollowed,
  type CommitmentFigure,
  type CommitmentFigures,
} from './commitment-figures.sql.js';
export * from './commitment-moves.service.js';
export * from './commitment-renegotiation.entity.js';
export { isOverdue } from './commitment-state.js';
export { type NewCommitment } from './check-commitment.js';
export * from './commitment.entity.js';
export * from './commitments.module.js';
export * from './commitments.service.js';
export * from './overdue-commitments.js';
export {
  regularExchange,
  tieLevels,
  tieSubjects,
  type Tie,
  type TieEvidence,
  type TieLevel,
} from './tie-levels.sql.js';
