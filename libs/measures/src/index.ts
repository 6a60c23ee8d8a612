export * from './assignment.entity.js';
export * from './breakdown.entity.js';
export * from './categories.service.js';
export * from './category-merger.entity.js';
export type { NewTarget } from './check-targets.js';
export * from './combination.entity.js';
export * from './decimal.js';
export {
  dimensionKeyOf,
  type Definition,
  type MeasureRevision,
  type NewBreakdown,
  type NewMeasure,
  type NewOperand,
} from './define-measures.js';
export * from './dimension.entity.js';
export * from './dimensions.service.js';
export { combinationKey, findOrMakeCombinations } from './ensure-combinations.sql.js';
export { codesOf, evaluate, expressionLimits, type Expression } from './expression.js';
export * from './measure-goals.service.js';
export * from './measure-operand.entity.js';
export * from './measure-version.entity.js';
export * from './measure.entity.js';
export * from './measures.module.js';
export * from './measures.policy.js';
export { MeasuresService, type MeasureChanges, type MeasureFilter } from './measures.service.js';
export { operandsOf, operandsSql } from './operands-of.sql.js';
export * from './parse-expression.js';
export * from './period.js';
export * from './read-span.js';
export * as rational from './rational.js';
export type { Rational } from './rational.js';
export * from './target.entity.js';
