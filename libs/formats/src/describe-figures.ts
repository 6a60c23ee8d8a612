import type { ReportedMeasure, ReportFigure } from '@keelson/reports';
import type { ReportDocument } from './report-document.js';
import { oneOf, type ReportWords } from './report-words.js';

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

export function definitionOf(words: ReportWords, measure: ReportedMeasure): string {
  const { numberKind, factor, direction, unit, expression, zeros = [] } = measure;
  const ratio =
    factor === 1
      ? words.say('report.definition.ratio')
      : words.say('report.definition.scaledRatio', { factor: words.number(String(factor)) });
  return [
    `${unit[0]?.toUpperCase() ?? ''}${unit.slice(1)}`,
    numberKind === 'RATIO' ? ratio : '',
    expression === undefined ? '' : words.say('report.definition.calculated', { expression }),
    zeros.length > 0 ? words.say('report.definition.zeros', { measures: zeros.join(', ') }) : '',
    direction === 'NONE' ? '' : words.say(`report.definition.aim.${direction}`),
  ]
    .filter(Boolean)
    .join('; ');
}

export function verdictOf(
  words: ReportWords,
  { direction }: ReportedMeasure,
  first: ReportFigure,
  latest: ReportFigure,
): string {
  const moved = Number(latest.value) - Number(first.value);
  if (moved === 0 || (direction !== 'INCREASE' && direction !== 'DECREASE')) return '';
  const isWanted = moved > 0 === (direction === 'INCREASE');
  return words.say(isWanted ? 'report.verdict.wanted' : 'report.verdict.unwanted');
}

export function coverageOf(
  words: ReportWords,
  {
    organizationsReported,
    organizationsExpected,
  }: Pick<ReportFigure, 'organizationsReported' | 'organizationsExpected'>,
): string {
  if (organizationsExpected < organizationsReported) return countOf(words, organizationsReported, 'organizations');
  const reported = words.number(String(organizationsReported));
  return words.say('report.coverage', { reported, expected: countOf(words, organizationsExpected, 'organizations') });
}

export function steppedOver(words: ReportWords, { nonValues: kinds }: ReportFigure): string {
  const counted = Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1));
  return counted
    .map(([kind, cells]) => {
      return words.say('report.steppedOver', { cells, why: oneOf(words, 'nonValue', kind) ?? kind.toLowerCase() });
    })
    .join(', ');
}

export function changeOf(words: ReportWords, first: ReportFigure, latest: ReportFigure): string {
  return words.change(first.value ?? '', latest.value ?? '') ?? words.say('report.fromZero');
}

export function statusOf(words: ReportWords, { status, target }: ReportFigure): string | null {
  return oneOf(words, 'status', status) ?? (target ? null : words.say('report.noTarget'));
}

type Countable = 'organizations' | 'periods' | 'parts' | 'measures' | 'figures';

export function countOf(words: ReportWords, count: number, of: Countable): string {
  return words.say(`report.count.${of}`, { count });
}

export function toNumber(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}

/** What stands where a number would; a reader tells a hidden one from one that nobody has. */
export function noNumber(words: ReportWords, { status, nonValues: kinds }: ReportFigure): string {
  if (status === 'UNRESOLVED') return words.say('report.overlapNotResolved');
  const hidden = (['SUPPRESSED', 'WITHHELD'] as const).find((kind) => status === kind || kinds[kind]);
  return words.say(hidden ? `report.nonValue.${hidden}` : 'report.noFigure');
}

/** As `coverageOf`, under a heading that names organizations. */
export function shortCoverageOf(
  words: ReportWords,
  { organizationsReported, organizationsExpected }: ReportFigure,
): string {
  const reported = words.number(String(organizationsReported));
  if (organizationsExpected < organizationsReported) return reported;
  return words.say('report.coverage', { reported, expected: words.number(String(organizationsExpected)) });
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
