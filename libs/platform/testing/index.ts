export * from './database.js';
export * from './room.js';
