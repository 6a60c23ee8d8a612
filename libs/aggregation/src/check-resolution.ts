import {
  formatPeriod,
  isAtLeastAsFine,
  isDecimal,
  isNegative,
  isWhole,
  periodsBetween,
  rational,
  type Frequency,
  type Measure,
  type MeasureVersion,
} from '@keelson/measures';
import type { Problem } from '@keelson/platform';
import type { OverlapMethod } from './overlap-resolution.entity.js';

export interface NewResolution {
  measureId: string;
  frequency: Frequency;
  firstPeriod: string;
  lastPeriod: string;
  method: OverlapMethod;
  rate?: string | null;
  exact?: string | null;
  signedBy: string;
  signedOn: string;
  source: string;
}

/** What is wrong with the number of a resolution, as far as it can be said without what was reported. */
export function problemsOfNumber({ method, rate, exact, ...input }: NewResolution): Problem[] {
  const problems: Problem[] = [];
  if ((method === 'RATE') !== (rate != null)) {
    problems.push({ code: 'REQUIRED', field: ['rate'], message: 'RATE needs a rate; the other methods have none.' });
  } else if (rate != null && !isShare(rate)) {
    const message = 'Write the rate as a decimal from 0 to 1: the share of what may be counted twice that is.';
    problems.push({ code: 'OUT_OF_RANGE', field: ['rate'], message });
  }
  if ((method === 'EXACT') !== (exact != null)) {
    problems.push({
      code: 'REQUIRED',
      field: ['exact'],
      message: 'EXACT needs a number; the other methods have none.',
    });
  } else if (exact != null && (!isDecimal(exact) || isNegative(exact) || !isWhole(exact))) {
    const message = 'Write how many people there were as a whole number, such as "110".';
    problems.push({ code: 'NOT_A_NUMBER', field: ['exact'], message });
  }
  if (method === 'EXACT' && input.firstPeriod !== input.lastPeriod) {
    const message = 'An exact number is that of one period: sign for each period by itself.';
    problems.push({ code: 'INVALID', field: ['lastPeriod'], message });
  }
  return problems;
}

/** Who signed, when, and by what: a resolution that nobody answers for resolves nothing. */
export function problemsOfSignature({ signedBy, signedOn, source }: NewResolution, today: string): Problem[] {
  const problems: Problem[] = [];
  if (!signedBy.trim()) problems.push({ code: 'REQUIRED', field: ['signedBy'], message: 'Say who signed it.' });
  if (!source.trim()) {
    problems.push({
      code: 'REQUIRED',
      field: ['source'],
      message: 'Say what it is based on: whoever reads it will ask.',
    });
  }
  if (signedOn > today) {
    const message = `${signedOn} lies ahead: today is ${today} in the coalition.`;
    problems.push({ code: 'OUT_OF_RANGE', field: ['signedOn'], message });
  }
  return problems;
}

/** Whether these periods of the measure can have an overlap that is to be resolved; `versions` are the oldest first. */
export function problemsOfMeasure(
  measure: Measure,
  versions: MeasureVersion[],
  { frequency, method }: NewResolution,
  [first, until]: [string, string],
): Problem[] {
  if (measure.calculated) {
    const message = `"${measure.code}" is calculated: resolve the overlap of what it is calculated from.`;
    return [{ code: 'WRONG_KIND', field: ['measureId'], message }];
  }
  if (!isAtLeastAsFine(measure.frequency, frequency)) {
    const message = `"${measure.code}" is reported by ${measure.frequency}: name that or a longer frequency.`;
    return [{ code: 'INVALID', field: ['frequency'], message }];
  }
  for (const period of periodsBetween(frequency, first, until)) {
    const version = versions.findLast((one) => !one.firstPeriodStart || one.firstPeriodStart <= period.start);
    if (version?.overlap !== 'POSSIBLE') {
      const message = `The definition of "${measure.code}" for ${formatPeriod(period)} says that no person is counted twice: give it a version with the overlap POSSIBLE.`;
      return [{ code: 'INVALID', field: ['measureId'], message }];
    }
    if (method === 'EXACT' && version.numberKind === 'RATIO') {
      const message = 'A RATIO has two numbers with an overlap each: resolve it by SUM, MAX or RATE.';
      return [{ code: 'INVALID', field: ['method'], message }];
    }
  }
  return [];
}

function isShare(text: string): boolean {
  if (!isDecimal(text) || isNegative(text)) return false;
  return rational.compare(rational.rationalOf(text), rational.rationalOf('1')) <= 0;
}
