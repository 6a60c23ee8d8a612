export * from './hit-kinds.js';
export * from './search.module.js';
export * from './search.service.js';
