export * from './database.js';
export * from './processes.js';
export * from './queues.js';
export * from './room.js';
