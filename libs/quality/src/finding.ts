import type { Frequency } from '@keelson/measures';
import type { QualityCheck, QualityOutcome } from './quality-check.js';
import type { QualityExplanation } from './quality-explanation.entity.js';
import type { Importance } from './quality-rule.entity.js';

/** What a check says of some numbers. */
export interface Verdict {
  outcome: QualityOutcome;
  /** What was compared, by name; null where there is no number. */
  numbers: { name: string; value: string | null }[];
  sentence: string;
}

/** Of whom a finding speaks: the same place for the same check has one finding at most. */
export interface Place {
  check: QualityCheck;
  organizationId: string;
  frequency: Frequency;
  periodStart: string;
  ruleId: string | null;
  measureId: string | null;
  cellKey: string;
  breakdown: string;
}

export interface QualityFinding extends Verdict, Place {
  importance: Importance;
  /** The measures whose numbers were compared; empty for UNCHANGED, which is of them all. */
  measureIds: string[];
  /** The numbers of the organization that it is about: an explanation holds as long as they stay. */
  about: string;
  /** Set when somebody explained these very numbers. */
  explanation: QualityExplanation | null;
}

/** How much a built-in check matters; a rule says so itself. */
export const importanceOf: Record<Exclude<QualityCheck, 'RULE'>, Importance> = {
  PARTS_AGAINST_TOTAL: 'HIGH',
  OUTLIER: 'MEDIUM',
  SLIP: 'HIGH',
  NUMERATOR_OVER_DENOMINATOR: 'HIGH',
  UNCHANGED: 'LOW',
};
