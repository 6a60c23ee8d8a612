import { InvalidInput } from '@keelson/platform';
import { endOf, nextPeriod, parsePeriod, type Frequency, type Period } from './period.js';

/** Periods of one frequency, from the first to the last, by their codes. */
export interface Span {
  frequency: Frequency;
  firstPeriod: string;
  lastPeriod: string;
}

const mostPeriods = 600;

/** The first period asked for and the first day after the last, or what is wrong with them. */
export function readSpan({ frequency, firstPeriod, lastPeriod }: Span): {
  first: Period;
  until: string;
} {
  const read = (code: string, field: string): Period => {
    const period = parsePeriod(code);
    if (period?.frequency === frequency) return period;
    throw InvalidInput.at(field, 'UNKNOWN_PERIOD', `"${code}" is not a ${frequency}.`);
  };
  const first = read(firstPeriod, 'firstPeriod');
  const until = endOf(read(lastPeriod, 'lastPeriod'));
  if (until <= first.start) {
    throw InvalidInput.at('lastPeriod', 'OUT_OF_RANGE', 'The last period lies before the first.');
  }
  let count = 0;
  for (let period = first; period.start < until; period = nextPeriod(period)) {
    if (++count > mostPeriods)
      throw InvalidInput.at('lastPeriod', 'OUT_OF_RANGE', `Ask for at most ${mostPeriods} periods.`);
    if (endOf(period) > until) {
      throw InvalidInput.at('lastPeriod', 'INVALID', 'The years of one request start in the same month.');
    }
  }
  return { first, until };
}
