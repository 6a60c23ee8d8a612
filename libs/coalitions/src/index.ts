export * from './coalition.entity.js';
export * from './coalitions.module.js';
export * from './coalitions.service.js';
export * from './members.service.js';
export * from './membership.entity.js';
export * from './role-grant.entity.js';
export * from './working-group.entity.js';
