export * from './choose.js';
export * from './write-at-random.js';
