export * from './check-names.js';
export type { CheckFigure, Facts, Finding, Subject } from './finding.js';
export * from './group-category.entity.js';
export * from './scorecard-check.entity.js';
export * from './scorecard.module.js';
