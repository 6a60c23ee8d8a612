export { lineageSql } from './lineage.sql.js';
export * from './organization-merger.entity.js';
export * from './organization.entity.js';
export * from './organizations.module.js';
export * from './organizations.policy.js';
export { findOrganization, OrganizationsService } from './organizations.service.js';
export type { NewOrganization, OrganizationChanges, OrganizationFilter } from './organizations.service.js';
