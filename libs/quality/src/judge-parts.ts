import { rational } from '@keelson/measures';
import { compareParts, type Reported } from './compare-parts.js';
import { importanceOf, type QualityFinding } from './finding.js';
import { findingOf, placeOf, type Group } from './group-cells.js';
import { versionAt } from './read-cells.js';
import type { Definitions } from './read-definitions.sql.js';
import type { Scope } from './read-series.sql.js';

/** Compares every reported cell with the reported parts of each declared breakdown that is finer than it. */
export function judgeParts(group: Group, { categories }: Definitions, scope: Scope): QualityFinding[] {
  if (group.cells.size < 2) return [];
  const { breakdowns } = versionAt(group.measure, group.start);
  const active = new Map(
    [...categories].map(([dimension, all]) => [dimension, new Set(activeAt(all, group.start))] as const),
  );
  return [...group.cells].flatMap(([cellKey, { dimensionKey, reported }]) => {
    if (!reported) return [];
    return breakdowns.flatMap((breakdown) => {
      const crossed = beyond(breakdown.dimensionKey, dimensionKey);
      if (!crossed) return [];
      const parts = partsOf(group, breakdown.dimensionKey, cellKey);
      const whole = crossed.reduce((count, dimension) => count * (active.get(dimension)?.size ?? 0), 1);
      const there = parts.filter(({ key }) =>
        crossed.every((one) => active.get(one)?.has(pairsOf(key).get(one) ?? '')),
      );
      const complete = whole > 0 && there.length === whole;
      const numbers = parts.map((part) => part.reported);
      const verdict = compareParts({ total: reported, parts: numbers, additive: breakdown.additive, complete });
      if (!verdict) return [];
      const of = { organization_id: group.organizationId, measure_id: group.measure.id, cell_key: cellKey };
      const place = { ...placeOf(scope, of, group.start, 'PARTS_AGAINST_TOTAL'), breakdown: breakdown.dimensionKey };
      const about = [textOf(reported), ...parts.map((part) => `${part.key}:${textOf(part.reported)}`).sort()].join(' ');
      return [findingOf(place, verdict, { importance: importanceOf.PARTS_AGAINST_TOTAL, about })];
    });
  });
}

/** A category that was retired takes no part in the periods after. */
function activeAt(categories: readonly { code: string; retired: string | null }[], start: string): string[] {
  return categories.filter(({ retired }) => retired === null || retired > start).map(({ code }) => code);
}

/** The dimensions that the finer set has and the coarser one has not; null when it is not finer. */
function beyond(finer: string, coarser: string): string[] | null {
  const fine = finer.split(',');
  const coarse = coarser === '' ? [] : coarser.split(',');
  if (fine.length <= coarse.length || !coarse.every((dimension) => fine.includes(dimension))) return null;
  return fine.filter((dimension) => !coarse.includes(dimension));
}

function partsOf(group: Group, dimensionKey: string, cellKey: string): { key: string; reported: Reported }[] {
  const wanted = [...pairsOf(cellKey)];
  return [...group.cells].flatMap(([key, cell]) => {
    if (cell.dimensionKey !== dimensionKey || !cell.reported) return [];
    const pairs = pairsOf(key);
    const inside = wanted.every(([dimension, category]) => pairs.get(dimension) === category);
    return inside ? [{ key, reported: cell.reported }] : [];
  });
}

/** Dimension code to category code. */
export function pairsOf(cellKey: string): Map<string, string> {
  const pairs = cellKey === '' ? [] : cellKey.split(';');
  return new Map(pairs.map((pair) => pair.split('=') as [string, string]));
}

function textOf({ number, denominator }: Reported): string {
  const text = rational.decimalOf(number, 12);
  return denominator ? `${text}/${rational.decimalOf(denominator, 12)}` : text;
}
