export * from './compile-digests.js';
export * from './digest-content.js';
export * from './digest.entity.js';
export * from './digests.module.js';
export * from './digests.service.js';
export * from './follow.entity.js';
export * from './follows.service.js';
export { writeHeading, writeItem, writeLines } from './write-sections.js';
