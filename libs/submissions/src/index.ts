export {
  partnerNonValues,
  type CheckedValue,
  type MeasurementInput,
  type PartnerNonValue,
} from './check-measurements.js';
export type { CellRevision } from './cell-history.sql.js';
export * from './correction.entity.js';
export * from './corrections.service.js';
export { expectedSql } from './expected.sql.js';
export * from './submission.entity.js';
export * from './submissions.module.js';
export * from './submissions.policy.js';
export * from './submissions.service.js';
export type { Batch, BatchResult } from './submit-measurements.js';
