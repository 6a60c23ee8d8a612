import { unitsOf } from './exact-decimal.js';
import type { TidyBreakdown, TidyNumber, TidyValue } from './tidy-folder.js';

/**
 * The breakdowns of one measure as its rows show them: every set of dimensions that rows use together. A set is additive when
 * wherever a coarser cell was reported beside its parts, the reported parts add up to it exactly, or when nothing
 * coarser was reported at all.
 */
export function inferBreakdowns(values: TidyValue[]): TidyBreakdown[] {
  const sets = new Map<string, string[]>();
  for (const { categories } of values) {
    const codes = categories.map(({ dimension }) => dimension);
    sets.set(codes.join('*'), codes);
  }
  const fineSets = [...sets.values()].filter((codes) => codes.length > 0);
  fineSets.sort((a, b) => a.length - b.length || a.join().localeCompare(b.join(), 'en'));
  return fineSets.map((dimensionCodes) => {
    const coarser = [...sets.values()].filter(
      (codes) => codes.length < dimensionCodes.length && codes.every((code) => dimensionCodes.includes(code)),
    );
    return { dimensionCodes, additive: coarser.every((codes) => addsUp(values, dimensionCodes, codes)) };
  });
}

function addsUp(values: TidyValue[], fine: string[], coarse: string[]): boolean {
  const sums = new Map<string, bigint[]>();
  for (const value of values) {
    const number = numbersOf(value.number);
    if (!number || !isBrokenDownBy(value, fine)) continue;
    const key = keyOf(value, coarse);
    const sum = sums.get(key);
    sums.set(key, sum ? sum.map((one, i) => one + (number[i] ?? 0n)) : number);
  }
  return values.every((value) => {
    const number = isBrokenDownBy(value, coarse) ? numbersOf(value.number) : null;
    const sum = number && sums.get(keyOf(value, coarse));
    return !sum || sum.every((one, i) => one === number[i]);
  });
}

function isBrokenDownBy({ categories }: TidyValue, codes: string[]): boolean {
  return categories.length === codes.length && categories.every(({ dimension }) => codes.includes(dimension));
}

function keyOf({ organization, period, categories }: TidyValue, codes: string[]): string {
  return JSON.stringify([organization, period.start, categories.filter(({ dimension }) => codes.includes(dimension))]);
}

function numbersOf(number: TidyNumber): bigint[] | null {
  if ('value' in number) return [unitsOf(number.value)];
  return 'ratio' in number ? [unitsOf(number.ratio.numerator), unitsOf(number.ratio.denominator)] : null;
}
