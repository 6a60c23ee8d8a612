import { combinationKey } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { PartnerNonValue } from './measurement-input.js';
import type { WholePeriodCall } from './submit-measurements.js';

/**
 * Question: who wrote what into one cell, when, why and through what?
 * Parameters: $1 coalition; $2 submission; $3 measure; $4 combination key.
 * Columns: one row per revision, the first one first.
 * Why: history is readable per cell and never rewritten.
 */
const cellHistory = `
  SELECT r.revision, r.number, r.denominator, r.non_value AS "nonValue", coalesce(r.reason, b.reason) AS reason,
         b.person_id AS "personId", b.key_id AS "keyId", coalesce(b.call, b.through) AS through, b.at
    FROM measurement_revision r
    JOIN combination c ON c.coalition_id = $1 AND c.id = r.combination_id
    JOIN measurement_batch b ON b.id = r.batch_id
   WHERE r.submission_id = $2 AND r.measure_id = $3 AND c.key = $4
   ORDER BY r.revision`;

export interface CellRevision {
  revision: number;
  /** The value of a COUNT or AMOUNT, the numerator of a RATIO; null for a non-value. */
  number: string | null;
  denominator: string | null;
  nonValue: PartnerNonValue | null;
  reason: string | null;
  personId: string;
  keyId: string | null;
  through: 'API' | 'FILE' | 'CORRECTION' | WholePeriodCall;
  at: Date;
}

export function readCellHistory(
  manager: EntityManager,
  coalitionId: string,
  cell: { submissionId: string; measureId: string; categories: { dimension: string; category: string }[] },
): Promise<CellRevision[]> {
  const key = combinationKey(cell.categories);
  return run<CellRevision>(manager, cellHistory, [coalitionId, cell.submissionId, cell.measureId, key]);
}
