export * from './aggregation.module.js';
export * from './aggregation.policy.js';
export * from './aggregation.service.js';
export * from './figure.js';
export { figuresSql } from './figures.sql.js';
export { prepareFigures } from './plan-aggregates.sql.js';
