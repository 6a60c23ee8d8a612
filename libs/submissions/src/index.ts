export {
  partnerNonValues,
  type CheckedValue,
  type MeasurementInput,
  type PartnerNonValue,
} from './check-measurements.js';
export type { NewExtension, WindowDays } from './check-windows.js';
export type { CellRevision } from './cell-history.sql.js';
export * from './correction.entity.js';
export * from './corrections.service.js';
export { answeredSql } from './answered.sql.js';
export { calendarSql, expectedCellsSql, expectedSql, untilOf } from './expected.sql.js';
export type { OutstandingCell, OwedState, OwedSubmission, Reminder } from './outstanding.sql.js';
export { prepareReporting } from './plan-reporting.sql.js';
export * from './reporting-extension.entity.js';
export type { ReportingRates } from './reporting-rates.sql.js';
export * from './reporting-window.entity.js';
export * from './reporting.service.js';
export * from './submission.entity.js';
export * from './submissions.module.js';
export * from './submissions.policy.js';
export * from './submissions.service.js';
export type { SubmissionWindow } from './submission-windows.sql.js';
export type { Batch, BatchResult, WholePeriodCall } from './submit-measurements.js';
export * from './windows.service.js';
export * from './whole-periods.service.js';
