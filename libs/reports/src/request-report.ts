import {
  Breakdown,
  formatPeriod,
  Measure,
  MeasureVersion,
  parsePeriod,
  nextPeriod,
  type Frequency,
  type Period,
} from '@keelson/measures';
import type { Problem, UserErrorCode } from '@keelson/platform';
import { In, IsNull, type EntityManager } from 'typeorm';

export interface NewReport {
  coalitionId: string;
  title: string;
  /** All active measures unless told. */
  measureIds?: string[] | null;
  frequency: Frequency;
  /** Period codes of the frequency. */
  firstPeriod: string;
  lastPeriod: string;
  /** Sets of dimension codes: all that the data holds unless told, totals only when empty. */
  breakdowns?: string[][] | null;
}

export interface Span {
  first: Period;
  last: Period;
}

const mostPeriods = 600;

/** The periods asked for, or what is wrong with them. */
export function readSpan(input: NewReport): { span: Span | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const say = (field: string, code: UserErrorCode, message: string) => problems.push({ code, field: [field], message });
  const read = (field: 'firstPeriod' | 'lastPeriod') => {
    const period = parsePeriod(input[field]);
    if (!period)
      say(field, 'UNKNOWN_PERIOD', `"${input[field]}" is not a period; write e.g. ${exampleOf(input.frequency)}.`);
    else if (period.frequency !== input.frequency) {
      say(field, 'UNKNOWN_PERIOD', `"${input[field]}" is a ${period.frequency}, the report is by ${input.frequency}.`);
    } else return period;
    return null;
  };
  const [first, last] = [read('firstPeriod'), read('lastPeriod')];
  if (!first || !last) return { span: null, problems };
  if (last.start < first.start) {
    say(
      'lastPeriod',
      'OUT_OF_RANGE',
      `The last period (${formatPeriod(last)}) lies before the first (${formatPeriod(first)}).`,
    );
    return { span: null, problems };
  }
  const count = countPeriods(first, last);
  if (count === null) {
    say(
      'lastPeriod',
      'OUT_OF_RANGE',
      `The years from ${formatPeriod(first)} on do not meet ${formatPeriod(last)}: both start in the same month.`,
    );
  } else if (count > mostPeriods) {
    say(
      'lastPeriod',
      'OUT_OF_RANGE',
      `A report holds at most ${mostPeriods} periods; ask for fewer, or for longer ones.`,
    );
  }
  return { span: problems.length > 0 ? null : { first, last }, problems };
}

/** The measures asked for (all active ones unless told), or what is wrong with them. */
export async function readMeasures(
  manager: EntityManager,
  { coalitionId, measureIds }: NewReport,
): Promise<{ measures: Measure[]; problems: Problem[] }> {
  const where = measureIds ? { coalitionId, id: In(measureIds) } : { coalitionId, retiredAt: IsNull() };
  const measures = await manager.find(Measure, { where, order: { code: 'ASC' } });
  const known = new Set(measures.map(({ id }) => id));
  const problems: Problem[] = (measureIds ?? []).flatMap((id, i) => {
    const field = ['measureIds', String(i)];
    return known.has(id)
      ? []
      : [{ code: 'UNKNOWN_MEASURE', field, message: 'There is no such measure in this coalition.' }];
  });
  if (measures.length === 0 && problems.length === 0) {
    const message = 'There is nothing to report: name a measure, or define one first.';
    problems.push({ code: 'NOTHING_TO_REPORT', field: ['measureIds'], message });
  }
  return { measures, problems };
}

/** The sets of dimensions asked for as keys, or what is wrong with them; margins of what is declared may be asked for. */
export async function readBreakdowns(
  manager: EntityManager,
  { coalitionId, breakdowns }: NewReport,
  measures: Measure[],
): Promise<{ keys: string[] | null; problems: Problem[] }> {
  if (!breakdowns) return { keys: null, problems: [] };
  const versions = await manager.findBy(MeasureVersion, { coalitionId, measureId: In(measures.map(({ id }) => id)) });
  const declared = (
    await manager.findBy(Breakdown, { coalitionId, measureVersionId: In(versions.map(({ id }) => id)) })
  ).map(({ dimensionKey }) => new Set(dimensionKey.split(',')));
  const keys = new Set<string>();
  const problems = breakdowns.flatMap((codes, i): Problem[] => {
    const field = ['breakdowns', String(i)];
    if (codes.length === 0)
      return [
        { code: 'REQUIRED', field, message: 'Name a dimension, or leave this set out: totals are always there.' },
      ];
    if (!declared.some((set) => codes.every((code) => set.has(code)))) {
      const message = `None of the report's measures declares a breakdown by ${codes.join(' × ')}.`;
      return [{ code: 'UNDECLARED_BREAKDOWN', field, message }];
    }
    keys.add([...new Set(codes)].sort().join(','));
    return [];
  });
  return { keys: [...keys].sort(), problems };
}

/** How many periods there are from the first to the last (counted to one more than allowed); null if it is never met. */
function countPeriods(first: Period, last: Period): number | null {
  let [count, period] = [1, first];
  for (; period.start < last.start && count <= mostPeriods; count++) period = nextPeriod(period);
  return period.start === last.start || count > mostPeriods ? count : null;
}

function exampleOf(frequency: Frequency): string {
  return formatPeriod({ frequency, start: frequency === 'WEEK' ? '2024-01-29' : '2024-01-01' });
}
