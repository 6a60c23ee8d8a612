import { rational, type Rational } from '@keelson/measures';
import { historyLength } from './compare-history.js';
import type { Reported } from './compare-parts.js';
import type { MeasureDefinition, VersionRules } from './read-definitions.sql.js';
import type { SeriesRow } from './read-series.sql.js';

const { divide, multiply, rationalOf } = rational;

/** One cell of a series, by the version that governs its period. */
export interface Cell {
  start: string;
  version: VersionRules;
  /** As they are stored; null for a non-value. */
  texts: { number: string; denominator: string | null } | null;
  reported: Reported | null;
  /** The number that people compare: of a RATIO factor × numerator / denominator. */
  value: Rational | null;
}

export function versionAt(measure: MeasureDefinition, start: string): VersionRules {
  const version = measure.versions.find(({ firstPeriodStart }) => !firstPeriodStart || firstPeriodStart <= start);
  if (!version) throw new Error(`No version governs ${start}.`);
  return version;
}

/** The cells of a series in the order of time. */
export function readCells({ points }: SeriesRow, measure: MeasureDefinition): Cell[] {
  return points.split(',').map((point) => {
    const [start = '', number = '-', below = '-'] = point.split(' ');
    const version = versionAt(measure, start);
    if (number === '-') return { start, version, texts: null, reported: null, value: null };
    const denominator = below === '-' ? null : below;
    const reported = { number: rationalOf(number), denominator: denominator === null ? null : rationalOf(denominator) };
    return { start, version, texts: { number, denominator }, reported, value: valueOf(reported, version) };
  });
}

export function valueOf({ number, denominator }: Reported, { numberKind, factor }: VersionRules): Rational | null {
  if (numberKind !== 'RATIO') return number;
  return denominator && divide(multiply(number, rationalOf(String(factor))), denominator);
}

/**
 * The last numbers before a cell that compare with it: none from before a BREAK in the definition, BRIDGED ones by their
 * factor. `cells` stand in the order of time.
 */
export function historyOf(cells: readonly Cell[], place: number, measure: MeasureDefinition): Rational[] {
  const { version } = cells[place]!;
  const history: Rational[] = [];
  for (let i = place - 1; i >= 0 && history.length < historyLength; i--) {
    const { value, version: then } = cells[i]!;
    if (value === null) continue;
    const factor = then.number === version.number ? null : bridge(measure, then.number, version.number);
    if (factor === 'BREAK') break;
    history.push(factor ? multiply(value, factor) : value);
  }
  return history;
}

function bridge(measure: MeasureDefinition, from: number, to: number): Rational | 'BREAK' | null {
  const between = measure.versions.filter(({ number }) => number > from && number <= to);
  if (between.some(({ comparability }) => comparability === 'BREAK')) return 'BREAK';
  const factors = between.flatMap(({ bridgeFactor }) => (bridgeFactor === null ? [] : [rationalOf(bridgeFactor)]));
  return factors.length > 0 ? factors.reduce(multiply) : null;
}
