import { rational, type Category, type Measure, type Rational } from '@keelson/measures';
import { compareGroups, type Disparity, type GroupGap } from './compare-groups.js';
import type { Figure } from './figure.js';

export interface MeasureGap extends GroupGap {
  name: string;
  value: string | null;
  /** Why there is no number; null when there is one. */
  missing: 'NO_DATA' | 'WITHHELD' | 'SUPPRESSED' | null;
}

export interface MeasureGaps extends Pick<Disparity, 'best' | 'indexOfDisparity'> {
  measureId: string;
  period: string;
  dimension: string;
  total: string | null;
  /** How many categories have no number, and so no part in the index. */
  missing: number;
  groups: MeasureGap[];
}

interface Drawing {
  measure: Measure;
  period: string;
  dimension: string;
  factor: number;
  /** All of the dimension's, in their order. */
  categories: readonly Pick<Category, 'code' | 'name' | 'retiredAt'>[];
  /** Of the one period: the total and the cells of this dimension alone. */
  figures: readonly Figure[];
}

/** Over the categories in use and those that have a figure. */
export function drawGaps({ measure, period, dimension, factor, categories, figures }: Drawing): MeasureGaps {
  const total = figures.find(({ cell }) => Object.keys(cell).length === 0);
  const byCategory = new Map(figures.filter((one) => one !== total).map((one) => [one.cell[dimension], one]));
  const shown = categories.filter(({ code, retiredAt }) => retiredAt === null || byCategory.has(code));
  const rates = shown.map(({ code }) => ({ category: code, rate: rateOf(byCategory.get(code), factor) }));
  const { best, indexOfDisparity: index, groups } = compareGroups(rates, rateOf(total, factor), measure.direction);
  // An index over some groups, beside that over others, would tell of those that are not shown.
  const isWhole = figures.every(({ withheld, status }) => !withheld && status !== 'SUPPRESSED');
  return {
    ...{ measureId: measure.id, period: total?.period ?? period, dimension, total: total?.value ?? null },
    ...{ best, indexOfDisparity: isWhole ? index : null },
    missing: rates.filter(({ rate }) => rate === null).length,
    groups: groups.map((group, i) => {
      const { code, name } = shown[i]!;
      const figure = byCategory.get(code);
      const value = figure?.value ?? null;
      return { ...group, name, value, missing: value === null ? reasonOf(figure) : null };
    }),
  };
}

function reasonOf(figure: Figure | undefined): 'NO_DATA' | 'WITHHELD' | 'SUPPRESSED' {
  if (figure?.withheld) return 'WITHHELD';
  return figure?.status === 'SUPPRESSED' ? 'SUPPRESSED' : 'NO_DATA';
}

/** A ratio before its rounding, so that a gap is rounded once. */
function rateOf(figure: Figure | undefined, factor: number): Rational | null {
  if (figure?.value == null) return null;
  const { numerator, denominator, value } = figure;
  if (numerator === null || denominator === null) return rational.rationalOf(value);
  const share = rational.divide(rational.rationalOf(numerator), rational.rationalOf(denominator));
  return share && rational.multiply(share, rational.rationalOf(String(factor)));
}
