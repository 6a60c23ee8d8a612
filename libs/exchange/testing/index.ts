export * from './file-rows.js';
export * from './zip.js';
