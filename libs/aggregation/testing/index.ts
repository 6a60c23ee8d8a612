export * from './choose.js';
export * from './tell-measures.js';
export * from './write-at-random.js';
export * from './tell-measure.js';
