import { Inject, Injectable } from '@nestjs/common';
import {
  formatPeriod,
  MeasuresService,
  parsePeriod,
  readSpan,
  type Category,
  type Comparability,
  type Frequency,
  type Measure,
  type MeasureVersion,
} from '@keelson/measures';
import { Database, InvalidInput, NotFound, run, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSeeSmallFigures } from './aggregation.policy.js';
import { changesIn, figuresIn, requireFigures, type FigureRequest } from './aggregation.service.js';
import { loadTerms } from './disclose-figures.js';
import { areShown, drawCurve, isTelling, type MeasureCurve, type SeenForecast } from './draw-curve.js';
import { drawGaps, type MeasureGaps } from './draw-gaps.js';
import type { Figure, FigureChange } from './figure.js';
import type { Forecast } from './forecast.entity.js';
import { measureStorySql } from './measure-story.sql.js';
import type { OverlapResolution } from './overlap-resolution.entity.js';
import { readFor } from './read-for.js';

export interface StoryRequest {
  measureId: string;
  firstPeriod: string;
  lastPeriod: string;
}

export interface StoryVersion extends Pick<
  MeasureVersion,
  'id' | 'number' | 'firstPeriodStart' | 'numberKind' | 'factor' | 'unit' | 'comparability' | 'reason'
> {
  dimensions: string[];
}

export interface StoryTarget {
  frequency: Frequency | null;
  periodStart: string | null;
  cell: Record<string, string>;
  value: string;
  tolerance: string | null;
  source: string | null;
}

export interface StoryBaseline {
  frequency: Frequency | null;
  periodStart: string | null;
  value: string | null;
  notApplicableReason: string | null;
}

/** Where figures cannot be compared with those before. */
export interface SeriesBreak {
  period: string;
  version: number;
  comparability: Comparability;
  reason: string | null;
}

export interface MeasureStory {
  measure: Measure;
  lastPeriod: string;
  /** The first day of the span, and the first after it. */
  first: string;
  until: string;
  versions: StoryVersion[];
  series: Figure[];
  breaks: SeriesBreak[];
  changes: FigureChange[];
  targets: StoryTarget[];
  baseline: StoryBaseline | null;
  curve: MeasureCurve;
  /** Of the latest period that has a number, by each dimension of its definition. */
  gaps: MeasureGaps[];
  resolutions: Omit<OverlapResolution, 'id' | 'coalitionId' | 'madeBy'>[];
}

interface Told extends Pick<MeasureStory, 'versions' | 'targets' | 'baseline' | 'resolutions'> {
  forecasts: Forecast[];
  categories: Record<string, Pick<Category, 'code' | 'name' | 'retiredAt'>[]>;
}

/** One measure's whole story, in one snapshot: no two parts of it can disagree. */
@Injectable()
export class MeasureStoryService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MeasuresService) private readonly measures: MeasuresService,
  ) {}

  /** Numbers are withheld as `figures`, `changes`, `curve` and `gaps` withhold them, by the same functions. */
  async measureStory(actor: Actor, { measureId, ...span }: StoryRequest): Promise<MeasureStory> {
    const [measure] = await this.measures.loadMeasures(actor, [measureId]);
    if (!measure) throw new NotFound('measure', ['measureId']);
    const asked = parsePeriod(span.firstPeriod);
    if (!asked) throw InvalidInput.at('firstPeriod', 'UNKNOWN_PERIOD', `"${span.firstPeriod}" is no period.`);
    const { frequency } = asked;
    const request = { coalitionId: measure.coalitionId, measureIds: [measureId], frequency, ...span };
    requireFigures(actor, request);
    const { first, until } = readSpan(request);
    const behind = await this.measures.loadVersionsBehind(actor, measure);
    return readFor(this.database, actor, measure.coalitionId, async (manager) => {
      const [row] = await run<{ story: Told }>(manager, measureStorySql, [measureId]);
      const { forecasts, categories, ...told } = withDates(row!.story);
      const figures = await figuresIn(manager, actor, request);
      const changes = await changesIn(manager, actor, { ...request, breakdowns: [] });
      const years = yearsOf(first.start, until, forecasts[0]);
      const yearly = { ...request, frequency: 'YEAR' as const, breakdowns: [], ...years.drawn };
      const totals = await figuresIn(manager, actor, yearly);
      const seesAll = canSeeSmallFigures(actor, measure.coalitionId);
      return {
        ...told,
        ...{ measure, lastPeriod: span.lastPeriod, first: first.start, until, changes },
        series: figures.filter(isTotal),
        breaks: breaksOf(told.versions, figures),
        curve: drawCurve({
          ...{ measure, versions: behind, figures: totals, first: years.first, until: years.until },
          forecasts: await this.seenForecasts(manager, actor, { request, forecasts, behind }),
        }),
        gaps: gapsOf(measure, told.versions, categories, figures),
        // As OverlapService.loadResolutions: the exact number is the figure itself.
        resolutions: told.resolutions.map((one) => (seesAll ? one : { ...one, exact: null })),
      };
    });
  }

  /** As `ForecastsService.curve` shows them. */
  private async seenForecasts(
    manager: EntityManager,
    actor: Actor,
    { request, forecasts, behind }: { request: FigureRequest; forecasts: Forecast[]; behind: MeasureVersion[] },
  ): Promise<SeenForecast[]> {
    if (canSeeSmallFigures(actor, request.coalitionId)) {
      return forecasts.map((forecast) => ({ forecast, withheld: false }));
    }
    const { sharing } = await loadTerms(manager, request.coalitionId);
    const isJudged = !sharing.free || behind.some(({ ofPeople }) => ofPeople);
    const seen: SeenForecast[] = [];
    for (const forecast of forecasts) {
      const [first, last] = [forecast.points[0], forecast.points.at(-1)];
      let withheld = isTelling(forecast) || !first || !last;
      if (!withheld && isJudged) {
        const span = { frequency: 'YEAR' as const, firstPeriod: first!.period, lastPeriod: last!.period };
        const figures = await figuresIn(manager, actor, { ...request, ...span, breakdowns: [] });
        withheld = !areShown(forecast.points, figures);
      }
      seen.push({ forecast, withheld });
    }
    return seen;
  }
}

const isTotal = ({ cell }: Figure) => Object.keys(cell).length === 0;

/** The years of the curve, which start where those of the newest forecast do, and two before them: TURNED looks at these. */
function yearsOf(start: string, until: string, newest: Forecast | undefined) {
  const day = newest?.firstStart.slice(4) ?? '-01-01';
  const from = Number(start.slice(0, 4)) - (start.slice(4) < day ? 1 : 0);
  const last = Number(until.slice(0, 4)) - (until.slice(4) <= day ? 1 : 0);
  const year = (number: number) => ({ frequency: 'YEAR', start: `${number}${day}` }) as const;
  return {
    first: year(from),
    until: year(last + 1).start,
    drawn: { firstPeriod: formatPeriod(year(from - 2)), lastPeriod: formatPeriod(year(last)) },
  };
}

/** JSON knows no moments. */
function withDates(told: Told): Told {
  const dated = <T extends { madeAt: Date }>(one: T): T => ({ ...one, madeAt: new Date(one.madeAt) });
  return { ...told, forecasts: told.forecasts.map(dated), resolutions: told.resolutions.map(dated) };
}

function breaksOf(versions: readonly StoryVersion[], figures: readonly Figure[]): SeriesBreak[] {
  const totals = figures.filter(isTotal);
  return totals.flatMap(({ period, version }, i) => {
    const before = totals[i - 1];
    if (!before || before.version === version) return [];
    // Two versions may have begun since: the series breaks when either of them does.
    const begun = versions.filter(({ number }) => number > before.version && number <= version);
    const worst = begun.find(({ comparability }) => comparability === 'BREAK') ?? begun.at(-1);
    return worst && worst.comparability !== 'COMPARABLE'
      ? [{ period, version, comparability: worst.comparability, reason: worst.reason }]
      : [];
  });
}

function gapsOf(
  measure: Measure,
  versions: readonly StoryVersion[],
  categories: Told['categories'],
  figures: readonly Figure[],
): MeasureGaps[] {
  const latest = figures.findLast((figure) => isTotal(figure) && (figure.value !== null || figure.withheld));
  const version = versions.find(({ number }) => number === latest?.version);
  if (!latest || !version) return [];
  const period = latest.period;
  return version.dimensions.map((dimension) => {
    const alone = figures.filter((one) => {
      return one.period === period && Object.keys(one.cell).every((code) => code === dimension);
    });
    return drawGaps({
      measure,
      period,
      dimension,
      factor: version.factor,
      categories: categories[dimension] ?? [],
      figures: alone,
    });
  });
}
