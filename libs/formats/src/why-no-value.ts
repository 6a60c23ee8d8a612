import type { ReportFigure } from '@keelson/reports';

/**
 * Why a figure has no value, for a machine: empty when it has one or an interval. SUPPRESSED and WITHHELD stand alone, as
 * they hide the rest; else the kinds of non-value that were met, by name, or NO_NUMBER: there was nothing to divide by.
 */
export function whyNoValue({ value, low, status, nonValues }: ReportFigure): string {
  if (value !== null || low !== null) return '';
  const hidden = ['SUPPRESSED', 'WITHHELD'].find((kind) => status === kind || nonValues[kind]);
  return hidden ?? (Object.keys(nonValues).sort().join(';') || 'NO_NUMBER');
}
