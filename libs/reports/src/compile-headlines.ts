import {
  compareGroups,
  yearlyStandings,
  totalChanges,
  type StandingCurve,
  type TotalChange,
} from '@keelson/aggregation';
import { formatPeriod, parsePeriod, previousPeriod } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { compareWith, exactOf } from './compare-figures.js';
import { figuresBeside, latestTotals, type HeadlineFigure } from './headline-figures.sql.js';
import type { ComparisonKind, Headline, HeadlineComparison, ReportGap } from './headline.js';
import type { ReportedMeasure } from './report-header.js';
import type { Report } from './report.entity.js';

type Row = HeadlineFigure & Record<string, unknown>;
export type CompiledMeasure = ReportedMeasure & { id: string };

export interface Compiled {
  report: Report;
  measures: readonly CompiledMeasure[];
  /** Measures of which a number is one of people, or comes from one. */
  ofPeople: ReadonlySet<string>;
  source: 'APPROVED' | 'SUBMITTED';
  until: string;
  kinds: readonly ComparisonKind[];
}

/** What each measure says first, and how far its parts lie apart; of the figures that were just inserted. */
export async function compileHeadlines(
  manager: EntityManager,
  compiled: Compiled,
): Promise<{ headlines: Headline[]; gaps: ReportGap[] }> {
  const { report, measures } = compiled;
  const found = await run<Row>(manager, latestTotals, [report.id]);
  const latest = new Map<string, HeadlineFigure>(found.map((figure) => [figure.measureCode, figure]));
  const wanted = found.flatMap((figure) => {
    const starts = [previousOf(report, figure), lastYearOf(figure)].flatMap((start) => start ?? []);
    return starts.map((start) => [figure.measureCode, start] as const);
  });
  const beside = await run<Row>(manager, figuresBeside, [
    ...[report.id, wanted.map(([code]) => code), wanted.map(([, start]) => start)],
    ...[found.map(({ measureCode }) => measureCode), found.map(({ periodStart }) => periodStart)],
  ]);
  const totals = new Map<string, HeadlineFigure>(
    beside.filter(isTotal).map((figure) => [`${figure.measureCode} ${figure.periodStart}`, figure]),
  );
  const panels = await panelsOf(manager, compiled, latest);
  const years = await yearsOf(manager, report);
  const ids = measures.map(({ id }) => id);
  const curves = await yearlyStandings(manager, report.coalitionId, ids, compiled.until, compiled.source);
  const headlines = measures.map((measure): Headline => {
    const figure = latest.get(measure.code);
    if (!figure) return withoutNumber(measure.code);
    const at = (start: string | null) => (start ? totals.get(`${measure.code} ${start}`) : undefined);
    const panel = panels.get(measure.id);
    const facts = {
      measure,
      figure,
      previous: at(previousOf(report, figure)),
      lastYear: at(lastYearOf(figure)),
      panel,
    };
    const isOfPeople = compiled.ofPeople.has(measure.id);
    return {
      ...headlineOf(figure),
      ...volumeOf(panel, isOfPeople),
      comparisons: compiled.kinds.flatMap((kind) => comparisonOf(kind, { ...facts, isOfPeople, report }) ?? []),
      ...curveOf(curves.get(measure.id), isOfPeople, (year) => years.get(`${measure.code} ${year}`)),
    };
  });
  return { headlines, gaps: measures.flatMap((measure) => gapsOf(measure, latest.get(measure.code), beside)) };
}

const isTotal = ({ cell }: HeadlineFigure) => Object.keys(cell).length === 0;

function previousOf({ frequency }: Report, { periodStart: start }: HeadlineFigure): string {
  return previousPeriod({ frequency, start }).start;
}

/** Week 53 has none. */
function lastYearOf({ period }: HeadlineFigure): string | null {
  return parsePeriod(`${Number(period.slice(0, 4)) - 1}${period.slice(4)}`)?.start ?? null;
}

/** One statement for all measures whose latest figure is of the same period. */
async function panelsOf(
  manager: EntityManager,
  { report, measures, source, kinds }: Compiled,
  latest: ReadonlyMap<string, HeadlineFigure>,
): Promise<Map<string, TotalChange>> {
  const panels = new Map<string, TotalChange>();
  const { coalitionId, frequency } = report;
  const reported = measures.filter(({ expression }) => expression === undefined);
  if (!kinds.includes('SAME_PANEL')) return panels;
  for (const start of new Set([...latest.values()].map(({ periodStart }) => periodStart))) {
    const ids = reported.flatMap(({ id, code }) => (latest.get(code)?.periodStart === start ? [id] : []));
    if (ids.length === 0) continue;
    for (const change of await totalChanges(manager, coalitionId, ids, { frequency, start }, source)) {
      if (change.period === formatPeriod({ frequency, start })) panels.set(change.measureId, change);
    }
  }
  return panels;
}

interface Facts {
  measure: CompiledMeasure;
  report: Report;
  figure: HeadlineFigure;
  previous: HeadlineFigure | undefined;
  lastYear: HeadlineFigure | undefined;
  panel: TotalChange | undefined;
  isOfPeople: boolean;
}

function comparisonOf(kind: ComparisonKind, facts: Facts): HeadlineComparison | null {
  const { measure, report, figure, previous, lastYear, panel, isOfPeople } = facts;
  const { factor } = measure;
  const since = (start: string) => (measure.breaks ?? []).some((day) => day > start && day <= figure.periodStart);
  switch (kind) {
    case 'TARGET': {
      if (figure.target === null) return null;
      const before = { value: figure.target };
      return compareWith({ kind, period: null, figure: null }, { before, now: figure, factor });
    }
    case 'BASELINE': {
      if (!measure.baseline) return null;
      const { frequency, periodStart: start, value } = measure.baseline;
      const period = frequency ? formatPeriod({ frequency, start }) : start;
      const compared = { before: { value }, now: figure, factor, broken: since(start) };
      return compareWith({ kind, period, figure: null }, compared);
    }
    case 'PREVIOUS_PERIOD':
    case 'SAME_PERIOD_LAST_YEAR': {
      const other = kind === 'PREVIOUS_PERIOD' ? previous : lastYear;
      if (!other) return null;
      const compared = { before: other, now: figure, factor, broken: since(other.periodStart) };
      return compareWith({ kind, period: other.period, figure: other.position }, compared);
    }
    case 'SAME_PANEL': {
      if (!panel || panel.panel === 0) return null;
      const start = previousOf(report, figure);
      const ratio = (value: string | null, parts: readonly (string | null)[] | null) => {
        return { value, numerator: parts?.[0], denominator: parts?.[1] };
      };
      const before = ratio(panel.panelBefore, panel.panelParts.before);
      const now = ratio(panel.panelNow, panel.panelParts.now);
      const isWhole = before.value === panel.before && now.value === panel.now;
      const place = { kind, period: formatPeriod({ frequency: report.frequency, start }) };
      return {
        ...compareWith({ ...place, figure: previous?.position ?? null }, { before, now, factor, broken: since(start) }),
        organizations: panel.panel,
        // Of people, a sum over some of the partners is one more sum over the same people.
        forAudiences: previous !== undefined && (isOfPeople ? isWhole : !panel.isTelling),
      };
    }
  }
}

function headlineOf(figure: HeadlineFigure): Omit<Headline, 'comparisons'> {
  const { measureCode: measure, period, position, value, low, high, target, status } = figure;
  const { organizationsReported, organizationsExpected, cellsReported, cellsExpected } = figure;
  return {
    ...{ measure, period, figure: position, value, ...(low !== null && high !== null ? { low, high } : {}), target },
    ...{ status: status || null, organizationsReported, organizationsExpected, cellsReported, cellsExpected },
  };
}

function withoutNumber(measure: string): Headline {
  const none = { organizationsReported: 0, organizationsExpected: 0, cellsReported: 0, cellsExpected: 0 };
  return {
    ...{ measure, period: null, figure: null, value: null, target: null, status: null },
    ...none,
    comparisons: [],
  };
}

function volumeOf(panel: TotalChange | undefined, isOfPeople: boolean): Pick<Headline, 'volume'> {
  const { volumeReported: reported, volumeExpected: expected } = panel ?? {};
  if (reported == null || expected == null) return {};
  return { volume: { reported, expected, forAudiences: !isOfPeople && !panel!.isTelling } };
}

/** Of people, a standing is shown where every number that it comes from is: in a report of years that holds them all. */
function curveOf(
  curve: StandingCurve | undefined,
  isOfPeople: boolean,
  positionOf: (year: string) => number | undefined,
): Pick<Headline, 'curve'> {
  if (!curve) return {};
  const { period: year, standing } = curve;
  const figures = isOfPeople ? curve.years.map(positionOf) : [];
  const known = figures.flatMap((position) => position ?? []);
  return { curve: { year, standing, forAudiences: known.length === figures.length, figures: known } };
}

/** The positions of the totals of years, by measure and period; of a report by shorter periods there are none. */
async function yearsOf(manager: EntityManager, { id, frequency }: Report): Promise<Map<string, number>> {
  if (frequency !== 'YEAR') return new Map();
  const text = `SELECT measure_code || ' ' || period AS key, position FROM report_figure WHERE report_id = $1::uuid AND cell = '{}'`;
  const rows = await run<{ key: string; position: number }>(manager, text, [id]);
  return new Map(rows.map(({ key, position }) => [key, position]));
}

/** The parts of the latest period by each dimension alone. */
function gapsOf(measure: CompiledMeasure, total: HeadlineFigure | undefined, beside: HeadlineFigure[]): ReportGap[] {
  if (!total || total.value === null) return [];
  const parts = beside.filter(
    (one) => one.measureCode === measure.code && one.period === total.period && !isTotal(one),
  );
  const dimensions = [...new Set(parts.flatMap(({ cell }) => Object.keys(cell)))].sort();
  return dimensions.flatMap((dimension): ReportGap[] => {
    const own = parts.filter(({ cell }) => dimension in cell);
    if (own.filter(({ value }) => value !== null).length < 2) return [];
    const groups = own.map((one) => ({ category: one.cell[dimension]!, rate: exactOf(one, measure.factor) }));
    const compared = compareGroups(groups, exactOf(total, measure.factor), measure.direction);
    return [
      {
        ...{ measure: measure.code, period: total.period, dimension, figure: total.position },
        ...{ best: compared.best, indexOfDisparity: compared.indexOfDisparity },
        groups: compared.groups.map((group, i) => ({ ...group, figure: own[i]!.position, value: own[i]!.value })),
      },
    ];
  });
}
