export { longestLife, usualLife, type NewShareLink } from './check-share.js';
export * from './share-link-use.entity.js';
export * from './share-link.entity.js';
export * from './share-links.service.js';
export * from './sharing.module.js';
export * from './visits.service.js';
