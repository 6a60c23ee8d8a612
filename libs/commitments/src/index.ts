export * from './commitment-moves.service.js';
export * from './commitment-renegotiation.entity.js';
export { isOverdue } from './commitment-state.js';
export { type NewCommitment } from './check-commitment.js';
export * from './commitment.entity.js';
export * from './commitments.module.js';
export * from './commitments.service.js';
