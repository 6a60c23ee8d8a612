import {
  chooseFiguresSql,
  loadMeasureRules,
  loadTerms,
  planNumbers,
  prepareFigures,
  throughMergers,
  type FigureParameters,
} from '@keelson/aggregation';
import { endOf, formatPeriod, operandsOf, periodsBetween } from '@keelson/measures';
import { InvalidState, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { compileHeadlines } from './compile-headlines.js';
import { compileMap } from './compile-map.js';
import { compilePartners } from './compile-partners.js';
import { compileQuality } from './compile-quality.js';
import { comparisonKinds } from './headline.js';
import { insertFigures } from './insert-figures.sql.js';
import { insertSystem } from './insert-system.sql.js';
import type { FrozenSection, NarrativeSection } from './narrative.js';
import { freezeAgreements } from './report-agreements.js';
import { readBasis, type Watermark } from './report-basis.js';
import { reportCircumstances } from './report-circumstances.sql.js';
import type { ReportedMeasure, ReportHeader } from './report-header.js';
import { reportScope } from './report-scope.sql.js';
import { ReportLogo } from './report-logo.entity.js';
import { Report } from './report.entity.js';
import { restatementBy } from './find-restatements.js';

/**
 * Steps that a waiting person sees; each is one statement over its share of the measures. A step reads all values, so
 * small reports have one: cut in five, 1 million values took 2.5 × as long as in one statement.
 */
const mostSteps = 5;
const cellsOfStep = 3_000_000;

type Scope = { dimensions: string[]; measures: (ReportedMeasure & { id: string })[]; cells: number };
type Circumstances = Pick<ReportHeader, 'coalition' | 'columns'> & {
  requested_by: string;
  organizations_expected: number;
};

interface Compile {
  watermark: Watermark;
  tell(done: number, total: number): Promise<void>;
}

/** Inserts a report's figures and returns what they are read with; all of it by the transaction's one snapshot. */
export async function compileContent(
  manager: EntityManager,
  report: Report,
  { watermark, tell }: Compile,
): Promise<ReportHeader> {
  const { id, coalitionId, frequency } = report;
  const [scope] = await run<Scope>(manager, reportScope, [coalitionId, report.measureIds]);
  if (!scope?.measures.length) throw new InvalidState('report.empty', 'None of its measures exists any more.');
  const until = endOf({ frequency, start: report.lastPeriodStart });
  const periods = periodsBetween(frequency, report.firstPeriodStart, until);
  const starts = periods.map(({ start }) => start);
  const codes = periods.map(formatPeriod);
  const operands = await operandsOf(manager, coalitionId, report.measureIds);
  const basis = await readBasis(
    manager,
    report,
    [...new Set([...operands.values()].flatMap((ids) => [...ids]))],
    watermark,
  );
  const { figuresFrom } = basis.policies;
  const counts = new Map<string, number>();
  let inserted = 0;
  let intervals = 0;
  const steps = Math.min(mostSteps, Math.ceil(scope.cells / cellsOfStep));
  const size = Math.ceil(scope.measures.length / Math.max(1, steps));
  for (let done = 0; done < scope.measures.length; done += size) {
    await tell(done, scope.measures.length);
    const share = scope.measures.slice(done, done + size).map((measure) => measure.id);
    const asked: FigureParameters = [
      ...([coalitionId, share, frequency, report.firstPeriodStart, until] as const),
      ...([figuresFrom, report.breakdownKeys] as const),
    ];
    const text = insertFigures(await chooseFiguresSql(manager, asked));
    const rows = await run<{ code: string; figures: number; intervals: number }>(manager, text, [
      ...asked,
      ...[id, inserted, starts, codes, scope.dimensions],
    ]);
    for (const row of rows) {
      counts.set(row.code, row.figures);
      inserted += row.figures;
      intervals += row.intervals;
    }
  }
  const [found] = await run<Circumstances>(manager, reportCircumstances, [coalitionId, id]);
  if (!found) throw new Error(`Report ${id} has no coalition.`);
  const compiled = {
    ...{ report, measures: scope.measures, ofPeople: await measuresOfPeople(manager, coalitionId, operands) },
    ...{ source: figuresFrom, until, kinds: report.comparisons ?? comparisonKinds },
  };
  const { headlines, gaps } = await compileHeadlines(manager, compiled);
  const { quality, activities } = await compileQuality(manager, compiled, watermark.at);
  const map = await compileMap(manager, coalitionId);
  const restated = await restatedBy(manager, report);
  const restatement = restated && (await restatementBy(manager, restated, report, basis));
  await compilePartners(manager, compiled, headlines, basis.policies.yearStartMonth);
  await tell(scope.measures.length, scope.measures.length);
  let first = 1;
  return {
    coalition: found.coalition,
    requestedBy: found.requested_by,
    periods: codes,
    columns: found.columns,
    measures: scope.measures.map(({ id, ...measure }) => {
      const figures = counts.get(measure.code) ?? 0;
      first += figures;
      const method = measure.method && { ...measure.method, ofPeople: compiled.ofPeople.has(id) };
      return { ...measure, ...(method ? { method } : {}), first: first - figures, figures };
    }),
    organizationsExpected: found.organizations_expected,
    figures: inserted,
    ...(intervals > 0 ? { intervals: true as const } : {}),
    ...(report.narrative.length > 0 ? { narrative: freezeNarrative(report.narrative, scope.measures) } : {}),
    ...(report.language === 'en' ? {} : { language: report.language }),
    ...(await freezeLogo(manager, report)),
    ...(await freezeAgreements(manager, report, await loadTerms(manager, coalitionId))),
    ...{ basis, headlines, gaps, quality, activities },
    ...(map ? { map } : {}),
    ...(restatement ? { restatement } : {}),
  };
}

/** What small numbers of people are judged by when the report is published. */
export async function keepSystem(manager: EntityManager, report: Report, source: string): Promise<void> {
  const { id, coalitionId, frequency, firstPeriodStart: start } = report;
  const until = endOf({ frequency, start: report.lastPeriodStart });
  const behind = await measuresBehind(manager, report);
  const rules = (await loadMeasureRules(manager, coalitionId, behind)).filter(({ ofPeople }) => ofPeople);
  const { yearStartMonth } = await loadTerms(manager, coalitionId);
  await prepareFigures(manager);
  const statement = await throughMergers(manager, coalitionId, insertSystem);
  for (const part of planNumbers(rules, { frequency, first: { frequency, start }, until }, yearStartMonth)) {
    const asked = [coalitionId, part.measureIds, part.frequency, part.first, part.until, source, null];
    await run(manager, statement, [...asked, id, part.part, yearStartMonth]);
  }
}

async function restatedBy(manager: EntityManager, { restatesId: id, coalitionId }: Report) {
  const found = id === null ? null : await manager.findOneBy(Report, { id, coalitionId });
  const { header, compiledAt } = found ?? {};
  return found && header && compiledAt ? Object.assign(found, { header, compiledAt }) : null;
}

/** Measures of which a number is one of people, or comes from one. */
async function measuresOfPeople(
  manager: EntityManager,
  coalitionId: string,
  operands: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Set<string>> {
  const behind = [...new Set([...operands.values()].flatMap((ids) => [...ids]))];
  const rules = await loadMeasureRules(manager, coalitionId, behind);
  const people = new Set(rules.flatMap(({ id, ofPeople }) => (ofPeople ? [id] : [])));
  return new Set([...operands].flatMap(([id, ids]) => ([...ids].some((one) => people.has(one)) ? [id] : [])));
}

/** Its reported measures, and of calculated ones those that they are calculated from. */
async function measuresBehind(manager: EntityManager, { coalitionId, measureIds }: Report): Promise<string[]> {
  const operands = await operandsOf(manager, coalitionId, measureIds);
  return [...new Set([...operands.values()].flatMap((ids) => [...ids]))];
}

async function freezeLogo(manager: EntityManager, report: Report): Promise<Pick<ReportHeader, 'logo'>> {
  const { coalitionId, logoId: id, logoAlternative: alternative } = report;
  if (id === null || alternative === null) return {};
  const { mediaType, width, height, sha256 } = await manager.findOneByOrFail(ReportLogo, { id, coalitionId });
  return { logo: { mediaType, width, height, sha256, alternative } };
}

function freezeNarrative(sections: NarrativeSection[], measures: Scope['measures']): FrozenSection[] {
  const codes = new Map(measures.map(({ id, code }) => [id, code]));
  return sections.map(({ kind, measureId, text }) => ({ kind, measure: codes.get(measureId ?? '') ?? null, text }));
}
