export * from './api-key.entity.js';
export * from './identity.module.js';
export * from './identity.service.js';
export * from './password.js';
export * from './person.entity.js';
