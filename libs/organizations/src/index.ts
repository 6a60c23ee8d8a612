export * from './organization-merger.entity.js';
export * from './organization.entity.js';
export * from './organizations.module.js';
export * from './organizations.policy.js';
export * from './organizations.service.js';
