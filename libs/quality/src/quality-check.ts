export const qualityChecks = [
  'RULE',
  'PARTS_AGAINST_TOTAL',
  'OUTLIER',
  'SLIP',
  'NUMERATOR_OVER_DENOMINATOR',
  'UNCHANGED',
] as const;
export type QualityCheck = (typeof qualityChecks)[number];
/** Only VIOLATION says that something looks wrong; the others say that nobody knows, which is not a pass. */
export const qualityOutcomes = ['VIOLATION', 'NOT_EVALUATED', 'NOT_ENOUGH_HISTORY'] as const;
export type QualityOutcome = (typeof qualityOutcomes)[number];
