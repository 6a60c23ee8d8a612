import type { Problem } from '@keelson/platform';
import type { CategoryMerger } from './category-merger.entity.js';
import type { Category } from './dimension.entity.js';

export interface NewCategoryMerger {
  dimensionId: string;
  /** Codes of the dimension. */
  from: string[];
  into: string;
  /** The first period whose figures count them in the other one; without it, all. */
  firstPeriod?: string | null;
  reason: string;
}

/** What is wrong with a merger, beside the dimension's categories and their earlier mergers. */
export function problemsOfMerger(
  { from, into }: Pick<NewCategoryMerger, 'from' | 'into'>,
  categories: Category[],
  mergers: CategoryMerger[],
): Problem[] {
  const problems: Problem[] = [];
  const byCode = new Map(categories.map((category) => [category.code, category]));
  const codes = new Map(categories.map(({ id, code }) => [id, code]));
  const mergedInto = new Map(mergers.map((one) => [codes.get(one.fromCategoryId)!, codes.get(one.intoCategoryId)!]));
  const unknown = (code: string) => `The dimension has no category "${code}".`;
  if (from.length === 0) problems.push({ code: 'REQUIRED', field: ['from'], message: 'Name what is merged.' });
  from.forEach((code, i) => {
    const field = ['from', String(i)];
    const refuse = (problem: Problem['code'], message: string) => problems.push({ code: problem, field, message });
    const earlier = mergedInto.get(code);
    if (!byCode.has(code)) refuse('UNKNOWN_CATEGORY', unknown(code));
    else if (from.indexOf(code) < i) refuse('DUPLICATE', `"${code}" stands twice in this list.`);
    else if (code === into) refuse('CYCLE', `"${code}" cannot be merged into itself.`);
    else if (earlier) refuse('INVALID_STATE', `"${code}" was merged into "${earlier}" already.`);
  });
  if (!byCode.has(into)) {
    problems.push({ code: 'UNKNOWN_CATEGORY', field: ['into'], message: unknown(into) });
    return problems;
  }
  const way: string[] = [into];
  for (let next = mergedInto.get(into); next; next = mergedInto.get(next)) way.push(next);
  const last = way.at(-1)!;
  if (from.includes(last) && last !== into) {
    const message = `"${into}" was merged into "${last}": the two would go round in a circle.`;
    problems.push({ code: 'CYCLE', field: ['into'], message });
  } else if (last !== into) {
    const message = `"${into}" was merged into "${last}": merge into that one.`;
    problems.push({ code: 'INVALID_STATE', field: ['into'], message });
  } else if (byCode.get(into)!.retiredAt) {
    const message = `"${into}" is retired: reactivate it, or merge into another one.`;
    problems.push({ code: 'INVALID_STATE', field: ['into'], message });
  }
  return problems;
}
