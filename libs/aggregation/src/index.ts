export * from './aggregation.module.js';
export * from './aggregation.policy.js';
export * from './aggregation.service.js';
export type { NewResolution } from './check-resolution.js';
export * from './figure.js';
export { figuresSql } from './figures.sql.js';
export * from './overlap-resolution.entity.js';
export * from './overlap.service.js';
export { prepareFigures } from './plan-aggregates.sql.js';
