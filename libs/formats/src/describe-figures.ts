import type { ReportedMeasure, ReportFigure } from '@keelson/reports';
import type { ReportDocument } from './report-document.js';
import { displayChange, displayNumber } from './display-number.js';

export const statuses: Record<string, string> = {
  MET: 'Target met',
  NOT_MET: 'Target not met',
  ON_TRACK: 'On track to the target',
  BEHIND: 'Behind the target',
  WORSE: 'Worse than the baseline',
  UNRESOLVED: 'Partners may have counted the same people',
  SUPPRESSED: 'Too few people to be shown',
  WITHHELD: 'No agreement to show it',
};

export const nonValues: Record<string, string> = {
  NOT_COLLECTED: 'not collected',
  NOT_APPLICABLE: 'not applicable',
  DECLINED: 'declined',
  SUPPRESSED_AT_SOURCE: 'suppressed at source',
  NOT_DUE: 'not due yet',
  MISSING: 'missing',
  WITHHELD: 'withheld',
  SUPPRESSED: 'suppressed',
};

/** What a reader wants to know of a measure first. */
export interface Summary {
  measure: ReportedMeasure;
  latest: ReportFigure | null;
  first: ReportFigure | null;
}

export function summarise(measure: ReportedMeasure, totals: ReportFigure[]): Summary {
  const reported = totals.filter(({ value }) => value !== null);
  return { measure, latest: reported.at(-1) ?? null, first: reported.length > 1 ? (reported[0] ?? null) : null };
}

export function definitionOf({ numberKind, factor, direction, unit, expression, zeros = [] }: ReportedMeasure): string {
  const aims = { INCREASE: 'should rise', DECREASE: 'should fall', MAINTAIN: 'should hold', NONE: '' };
  const ratio =
    factor === 1 ? 'numerators ÷ denominators' : `${displayNumber(String(factor))} × numerators ÷ denominators`;
  const how =
    numberKind === 'RATIO'
      ? `${ratio}, added up over all who reported and divided last`
      : 'added up over all who reported';
  const calculated = expression === undefined ? '' : `calculated as ${expression}`;
  const zero = zeros.length > 0 ? `where ${zeros.join(', ')} has no number it counts as zero` : '';
  return [
    `${unit[0]?.toUpperCase() ?? ''}${unit.slice(1)}`,
    numberKind === 'RATIO' ? how : '',
    calculated,
    zero,
    aims[direction],
  ]
    .filter(Boolean)
    .join('; ');
}

export function verdictOf({ direction }: ReportedMeasure, first: ReportFigure, latest: ReportFigure): string {
  const moved = Number(latest.value) - Number(first.value);
  if (moved === 0 || (direction !== 'INCREASE' && direction !== 'DECREASE')) return '';
  return moved > 0 === (direction === 'INCREASE') ? ': the wanted way' : ': not the wanted way';
}

export function coverageOf({ organizationsReported, organizationsExpected }: ReportFigure): string {
  return organizationsExpected >= organizationsReported
    ? `${displayNumber(String(organizationsReported))} of ${countOf(organizationsExpected, 'organization')}`
    : countOf(organizationsReported, 'organization');
}

export function steppedOver({ nonValues: kinds }: ReportFigure): string {
  const counted = Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1));
  return counted.map(([kind, count]) => `${count} ${nonValues[kind] ?? kind.toLowerCase()}`).join(', ');
}

export function changeOf(first: ReportFigure, latest: ReportFigure): string | null {
  return displayChange(first.value ?? '', latest.value ?? '') ?? 'from zero';
}

export function statusOf({ status, target }: ReportFigure): string | null {
  return statuses[status] ?? (target ? null : 'No target');
}

export function countOf(count: number, noun: string): string {
  return `${displayNumber(String(count))} ${noun}${count === 1 ? '' : 's'}`;
}

export function toNumber(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}

/** What stands where a number would; a reader tells a hidden one from one that nobody has. */
export function noNumber({ status, nonValues: kinds }: ReportFigure): string {
  if (status === 'UNRESOLVED') return 'overlap not resolved';
  const hidden = ['SUPPRESSED', 'WITHHELD'].find((kind) => status === kind || kinds[kind]);
  return hidden ? nonValues[hidden]! : 'no figure';
}

/** As `coverageOf`, under a heading that names organizations. */
export function shortCoverageOf({ organizationsReported, organizationsExpected }: ReportFigure): string {
  const reported = displayNumber(String(organizationsReported));
  return organizationsExpected >= organizationsReported
    ? `${reported} of ${displayNumber(String(organizationsExpected))}`
    : reported;
}

/** At which periods of the report a definition begins that does not compare with the one before. */
export function breaksOf({ periods }: ReportDocument, { breaks = [] }: ReportedMeasure): number[] {
  const found = breaks.map((start) => periods.findIndex(({ last }) => last >= start));
  return [...new Set(found)].filter((i) => i > 0);
}

/** Where a total is only known as an interval, one per period. */
export function bandsOf(periods: string[], totals: ReportFigure[]): ([low: number, high: number] | null)[] {
  const at = new Map(totals.map((figure) => [figure.period, figure]));
  return periods.map((period) => {
    const { low, high } = at.get(period) ?? { low: null, high: null };
    return low === null || high === null ? null : [Number(low), Number(high)];
  });
}
