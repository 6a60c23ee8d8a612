import type { Problem } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { dimensionKeyOf } from './define-measures.js';
import { isDecimal, isNegative } from './decimal.js';
import { Category, Dimension } from './dimension.entity.js';
import { parsePeriod } from './period.js';

export interface NewTarget {
  /** A period code; without it the target stands for every period that has none of its own. */
  period?: string | null;
  categories?: { dimension: string; category: string }[] | null;
  value: string;
  tolerance?: string | null;
  source?: string | null;
}

/** Everything that is wrong with new targets, in a coalition with its dimensions and categories (retired ones too). */
export async function problemsOfTargets(
  manager: EntityManager,
  coalitionId: string,
  inputs: NewTarget[],
  /** The dimension keys of the breakdowns that any version of the measure declares. */
  declared: Set<string>,
): Promise<Problem[]> {
  const codes = inputs.flatMap(({ categories }) => categories ?? []).map(({ dimension }) => dimension);
  const categoriesOf = codes.length > 0 ? await loadCategoryCodes(manager, coalitionId, codes) : new Map();
  return inputs.flatMap((input, i) => {
    const path = ['targets', String(i)];
    return [...problemsOfNumbers(input, path), ...problemsOfCell(input.categories ?? [], categoriesOf, declared, path)];
  });
}

/** The codes of the categories of these dimensions, by the dimension's code. */
async function loadCategoryCodes(
  manager: EntityManager,
  coalitionId: string,
  dimensionCodes: string[],
): Promise<Map<string, Set<string>>> {
  const dimensions = await manager.findBy(Dimension, { coalitionId, code: In(dimensionCodes) });
  const categories = await manager.findBy(Category, { coalitionId, dimensionId: In(dimensions.map(({ id }) => id)) });
  return new Map(
    dimensions.map(({ id, code }) => [
      code,
      new Set(categories.filter((one) => one.dimensionId === id).map((one) => one.code)),
    ]),
  );
}

function problemsOfCell(
  cell: { dimension: string; category: string }[],
  categoriesOf: Map<string, Set<string>>,
  declared: Set<string>,
  path: string[],
): Problem[] {
  const problems: Problem[] = cell.flatMap(({ dimension, category }, i) => {
    const field = [...path, 'categories', String(i)];
    const known = categoriesOf.get(dimension);
    if (known?.has(category)) return [];
    const unknown = known
      ? { field: [...field, 'category'], message: `"${dimension}" has no category "${category}".` }
      : { field: [...field, 'dimension'], message: `There is no dimension "${dimension}".` };
    return [{ code: 'UNKNOWN_CATEGORY', ...unknown }];
  });
  if (new Set(cell.map(({ dimension }) => dimension)).size < cell.length) {
    const message = 'A target names each dimension once.';
    problems.push({ code: 'DUPLICATE', field: [...path, 'categories'], message });
  }
  const dimensions = cell.map(({ dimension }) => dimension);
  if (problems.length === 0 && cell.length > 0 && !declared.has(dimensionKeyOf(dimensions))) {
    const message = `The measure declares no breakdown by ${dimensions.join(' × ')}, so no figure could reach this target.`;
    problems.push({ code: 'UNDECLARED_BREAKDOWN', field: [...path, 'categories'], message });
  }
  return problems;
}

function problemsOfNumbers({ value, tolerance, period }: NewTarget, path: string[]): Problem[] {
  const problems: Problem[] = [];
  if (!isDecimal(value)) {
    const message = 'Write the target as a decimal such as "95" or "0.5".';
    problems.push({ code: 'NOT_A_NUMBER', field: [...path, 'value'], message });
  }
  if (tolerance != null && (!isDecimal(tolerance) || isNegative(tolerance))) {
    const message = 'Write the tolerance as a decimal that is not negative, such as "2".';
    problems.push({ code: 'NOT_A_NUMBER', field: [...path, 'tolerance'], message });
  }
  if (period != null && !parsePeriod(period)) {
    problems.push({ code: 'UNKNOWN_PERIOD', field: [...path, 'period'], message: `"${period}" is not a period.` });
  }
  return problems;
}
