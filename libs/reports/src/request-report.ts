import {
  Breakdown,
  isAtLeastAsFine,
  Measure,
  MeasureVersion,
  parsePeriod,
  readSpan,
  type Frequency,
} from '@keelson/measures';
import { InvalidInput, type Problem } from '@keelson/platform';
import { In, IsNull, type EntityManager } from 'typeorm';
import type { ComparisonKind } from './headline.js';
import type { NarrativeSection } from './narrative.js';

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
  /** What people say beside the figures. */
  narrative?: NarrativeSection[] | null;
  /** What headlines are set beside; everything unless told. */
  comparisons?: ComparisonKind[] | null;
  /** BCP 47: of the words around the data; the coalition's unless told. */
  language?: string | null;
  logo?: { id: string; alternative: string } | null;
  /** The report that it tells the changes of. */
  restatesId?: string | null;
}

/** The first days of the first and the last period, or what is wrong with them. */
export function readPeriods(input: NewReport): { starts: { first: string; last: string } | null; problems: Problem[] } {
  try {
    const { first } = readSpan(input);
    return { starts: { first: first.start, last: parsePeriod(input.lastPeriod)?.start ?? '' }, problems: [] };
  } catch (error) {
    if (error instanceof InvalidInput) return { starts: null, problems: error.problems };
    throw error;
  }
}

/** The measures asked for (all active ones that fit the frequency unless told), or what is wrong with them. */
export async function readMeasures(
  manager: EntityManager,
  { coalitionId, measureIds, frequency }: NewReport,
): Promise<{ measures: Measure[]; problems: Problem[] }> {
  const where = measureIds ? { coalitionId, id: In(measureIds) } : { coalitionId, retiredAt: IsNull() };
  const found = new Map((await manager.find(Measure, { where, order: { code: 'ASC' } })).map((one) => [one.id, one]));
  const measures = [...found.values()].filter((measure) => isAtLeastAsFine(measure.frequency, frequency));
  const problems: Problem[] = (measureIds ?? []).flatMap((id, i): Problem[] => {
    const field = ['measureIds', String(i)];
    const measure = found.get(id);
    if (!measure) return [{ code: 'UNKNOWN_MEASURE', field, message: 'There is no such measure in this coalition.' }];
    if (measures.includes(measure)) return [];
    const message = `"${measure.code}" is reported by ${measure.frequency}: ask for a report by that or a longer frequency.`;
    return [{ code: 'INVALID', field, message }];
  });
  if (measures.length === 0 && problems.length === 0) {
    const message = `There is nothing to report: name or define a measure that is reported by ${frequency} or more often.`;
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
