/** What decides figures beside values. */
export const circumstances = [
  'definitions',
  'dimensions',
  'targets',
  'partners',
  'overlap',
  'policies',
  'reporting',
  'activities',
] as const;
export type Circumstance = (typeof circumstances)[number];
