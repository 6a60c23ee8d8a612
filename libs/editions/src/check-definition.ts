import { readSpan, type Frequency } from '@keelson/measures';
import { InvalidInput, type Problem } from '@keelson/platform';
import {
  checkNarrative,
  mostSections,
  readBreakdowns,
  readMeasures,
  type Audience,
  type ComparisonKind,
  type NarrativeSection,
} from '@keelson/reports';
import type { EntityManager } from 'typeorm';

/** What a version of a definition says. */
export interface DefinitionContent {
  title: string;
  /** Whom its editions are for. */
  audiences: Audience[];
  /** All active measures unless told. */
  measureIds?: string[] | null;
  frequency: Frequency;
  /** Rolling: so many complete periods; or a first and a last period. */
  lastPeriods?: number | null;
  firstPeriod?: string | null;
  lastPeriod?: string | null;
  /** The month in which rolling years start. */
  yearStartsIn?: number | null;
  breakdowns?: string[][] | null;
  narrative?: NarrativeSection[] | null;
  comparisons?: ComparisonKind[] | null;
  /** BCP 47: of the words around the data; the coalition's unless told. */
  language?: string | null;
}

export interface Checked {
  measureIds: string[] | null;
  firstPeriodStart: string | null;
  lastPeriodStart: string | null;
  lastPeriods: number | null;
  yearStartsIn: number;
}

/** What a definition says by ids and days, or everything that is wrong with it. */
export async function checkDefinition(
  manager: EntityManager,
  coalitionId: string,
  content: DefinitionContent,
): Promise<Checked> {
  const { periods, problems } = checkPeriods(content);
  if (content.audiences.length === 0) {
    problems.push({
      code: 'REQUIRED',
      field: ['audiences'],
      message: 'Say whom it is for: COALITION, FUNDERS or both.',
    });
  }
  if ((content.narrative?.length ?? 0) > mostSections) {
    const message = `A report has at most ${mostSections} sections.`;
    problems.push({ code: 'TOO_MANY', field: ['narrative'], message });
  }
  const asked = { ...content, coalitionId, firstPeriod: '', lastPeriod: '' };
  const { measures, problems: ofMeasures } = await readMeasures(manager, asked);
  const { problems: ofBreakdowns } = await readBreakdowns(manager, asked, measures);
  const retired = measures.flatMap(({ id, code, retiredAt }): Problem[] => {
    if (!retiredAt) return [];
    const field = ['measureIds', String(content.measureIds?.indexOf(id) ?? 0)];
    return [{ code: 'INVALID_STATE', field, message: `"${code}" is retired: no edition to come would hold it.` }];
  });
  problems.push(
    ...ofMeasures,
    ...retired,
    ...ofBreakdowns,
    ...(await checkNarrative(manager, { ...content, coalitionId })),
  );
  if (problems.length > 0 || !periods) throw new InvalidInput(problems);
  return { measureIds: content.measureIds ?? null, ...periods };
}

function checkPeriods(content: DefinitionContent): {
  periods: Omit<Checked, 'measureIds'> | null;
  problems: Problem[];
} {
  const { frequency, lastPeriods, firstPeriod, lastPeriod } = content;
  const yearStartsIn = content.yearStartsIn ?? 1;
  const refuse = (field: string, code: Problem['code'], message: string) => {
    return { periods: null, problems: [{ code, field: [field], message }] };
  };
  if (yearStartsIn !== 1 && frequency !== 'YEAR') {
    return refuse('yearStartsIn', 'INVALID', 'Only years start in a month of your choice.');
  }
  if (!Number.isInteger(yearStartsIn) || yearStartsIn < 1 || yearStartsIn > 12) {
    return refuse('yearStartsIn', 'OUT_OF_RANGE', 'Months are 1 to 12.');
  }
  if (lastPeriods != null) {
    if (firstPeriod != null || lastPeriod != null) {
      return refuse('lastPeriods', 'INVALID', 'Name either a number of last periods, or a first and a last one.');
    }
    if (!Number.isInteger(lastPeriods) || lastPeriods < 1 || lastPeriods > 600) {
      return refuse('lastPeriods', 'OUT_OF_RANGE', 'A report covers 1 to 600 periods.');
    }
    return { periods: { lastPeriods, firstPeriodStart: null, lastPeriodStart: null, yearStartsIn }, problems: [] };
  }
  if (firstPeriod == null || lastPeriod == null) {
    return refuse('lastPeriods', 'REQUIRED', 'Name a number of last periods, or a first and a last one.');
  }
  try {
    const { first } = readSpan({ frequency, firstPeriod, lastPeriod });
    const { first: last } = readSpan({ frequency, firstPeriod: lastPeriod, lastPeriod });
    const starts = { firstPeriodStart: first.start, lastPeriodStart: last.start };
    return { periods: { lastPeriods: null, ...starts, yearStartsIn }, problems: [] };
  } catch (error) {
    if (error instanceof InvalidInput) return { periods: null, problems: error.problems };
    throw error;
  }
}
