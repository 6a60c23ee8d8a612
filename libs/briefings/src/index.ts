export * from './brief.entity.js';
export * from './briefings.module.js';
export * from './insight.entity.js';
export * from './question.entity.js';
export * from './resource-link.entity.js';
