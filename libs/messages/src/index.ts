export * from './words-in.js';
