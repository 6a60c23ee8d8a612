export * from './file-row.js';
