import type { CategoryMerger } from './category-merger.entity.js';
import { problemsOfMerger } from './check-category-merger.js';
import type { Category } from './dimension.entity.js';

const category = (code: string, retired = false) =>
  ({ id: `id of ${code}`, code, retiredAt: retired ? new Date() : null }) as Category;
const merger = (from: string, into: string) =>
  ({ fromCategoryId: `id of ${from}`, intoCategoryId: `id of ${into}` }) as CategoryMerger;
const categories = [category('north'), category('east'), category('west'), category('rest'), category('old', true)];

describe('a merger of categories', () => {
  it('passes for several of them, retired ones too, into one that takes values', () => {
    expect(problemsOfMerger({ from: ['east', 'west', 'old'], into: 'rest' }, categories, [])).toEqual([]);
  });

  it.each([
    ['nothing to merge', [], 'rest', [], 'REQUIRED', 'from'],
    ['a category into itself', ['rest'], 'rest', [], 'CYCLE', 'from.0'],
    ['a category of another dimension', ['f'], 'rest', [], 'UNKNOWN_CATEGORY', 'from.0'],
    ['into a category of another dimension', ['east'], 'f', [], 'UNKNOWN_CATEGORY', 'into'],
    ['the same category twice', ['east', 'east'], 'rest', [], 'DUPLICATE', 'from.1'],
    ['one that was merged already', ['east'], 'rest', [merger('east', 'west')], 'INVALID_STATE', 'from.0'],
    ['into a retired one', ['east'], 'old', [], 'INVALID_STATE', 'into'],
    ['into one that was merged', ['east'], 'west', [merger('west', 'rest')], 'INVALID_STATE', 'into'],
    ['a circle of two', ['west'], 'east', [merger('east', 'west')], 'CYCLE', 'into'],
    ['a circle of three', ['rest'], 'east', [merger('east', 'west'), merger('west', 'rest')], 'CYCLE', 'into'],
  ] as const)('is refused for %s', (_case, from, into, mergers, code, field) => {
    const problems = problemsOfMerger({ from: [...from], into }, categories, [...mergers]);
    expect(problems.map((problem) => [problem.code, problem.field.join('.')])).toEqual([[code, field]]);
  });
});
