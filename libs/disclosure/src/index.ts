export { Attacker } from './attacker.js';
export type { CellSystem, Question, Verdict } from './cell-system.js';
export { suppress } from './suppress.js';
