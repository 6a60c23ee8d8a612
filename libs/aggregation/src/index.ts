export * from './aggregation.module.js';
export * from './aggregation.service.js';
export { figuresSql } from './figures.sql.js';
export { prepareFigures } from './plan-aggregates.sql.js';
