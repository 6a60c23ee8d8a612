export * from './agreement-party.entity.js';
export {
  Agreement,
  agreementStates,
  sharingAudiences,
  sharingGrains,
  type AgreementState,
  type SharingAudience,
  type SharingGrain,
} from './agreement.entity.js';
export { loadClausesInForce, loadSharing, type ClauseInForce } from './agreements-in-force.sql.js';
export * from './agreements.module.js';
export * from './agreements.policy.js';
export * from './agreements.service.js';
export type { NewAgreement } from './check-agreement.js';
export * from './expiring-agreements.js';
export * from './sharing.js';
