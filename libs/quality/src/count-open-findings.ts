import type { EntityManager } from 'typeorm';
import { findFindings } from './find-findings.js';
import type { QualityCheck } from './quality-check.js';
import { mostCells } from './quality.service.js';
import { countCellsOf, type Scope } from './read-series.sql.js';

export interface OpenFindings {
  /** The numbers that were looked at. */
  cells: number;
  /** Violations that nobody has explained, by check; those without one are left out. */
  open: { check: QualityCheck; count: number }[];
  explained: number;
}

/** How many violations stand in a scope, in the open snapshot; null when there are too many numbers to be looked at at once. */
export async function countOpenFindings(manager: EntityManager, scope: Scope): Promise<OpenFindings | null> {
  const cells = await countCellsOf(manager, scope, mostCells);
  if (cells === null) return null;
  // A finding is judged by the numbers before it, so all of them are read.
  if ((await countCellsOf(manager, { ...scope, from: '0001-01-01' }, mostCells)) === null) return null;
  const violations = (await findFindings(manager, scope)).filter(({ outcome }) => outcome === 'VIOLATION');
  const open = violations.filter(({ explanation }) => !explanation);
  const checks = [...new Set(open.map(({ check }) => check))].sort();
  return {
    cells,
    open: checks.map((check) => ({ check, count: open.filter((one) => one.check === check).length })),
    explained: violations.length - open.length,
  };
}
