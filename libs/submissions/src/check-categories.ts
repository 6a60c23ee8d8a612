import { combinationKey, type Period } from '@keelson/measures';
import type { UserErrorCode } from '@keelson/platform';

/** Says what is wrong with a value: the path in it, the code, and what to do. */
export type Refuse = (field: string, code: UserErrorCode, message: string) => void;

export interface KnownCategory {
  retired: boolean;
  /** The category that its values are counted in, which takes values itself. */
  mergedInto: string | null;
  /** The first day of that; null: from ever. Earlier periods still take values for it. */
  mergedFrom: string | null;
}

/** The key of a value's cell, or null where its categories are none that take values in its period. */
export function checkCategories(
  { categories }: { categories?: readonly { dimension: string; category: string }[] | null },
  period: Period | null,
  known: Map<string, Map<string, KnownCategory>>,
  refuse: Refuse,
): string | null {
  if (!categories || categories.length === 0) return '';
  let passed = true;
  categories.forEach(({ dimension, category }, i) => {
    const ofDimension = known.get(dimension);
    const found = ofDimension?.get(category);
    if (found && takesValues(found, period)) return;
    passed = false;
    if (!ofDimension) {
      refuse(`categories.${i}.dimension`, 'UNKNOWN_CATEGORY', `There is no dimension "${dimension}".`);
    } else {
      const message = `"${dimension}" has no category "${category}" that takes values${hintOf(found)}.`;
      refuse(`categories.${i}.category`, 'UNKNOWN_CATEGORY', message);
    }
  });
  if (new Set(categories.map(({ dimension }) => dimension)).size < categories.length) {
    refuse('categories', 'DUPLICATE', 'A cell names each dimension once.');
    return null;
  }
  return passed ? combinationKey([...categories]) : null;
}

function takesValues({ retired, mergedInto, mergedFrom }: KnownCategory, period: Period | null): boolean {
  if (!retired) return true;
  return mergedInto !== null && mergedFrom !== null && period !== null && period.start < mergedFrom;
}

function hintOf(category: KnownCategory | undefined): string {
  if (!category) return '';
  return category.mergedInto ? `: it was merged into "${category.mergedInto}", use that` : ': it is retired';
}
