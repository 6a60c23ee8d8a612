import { Inject, Injectable } from '@nestjs/common';
import {
  canDefineMeasures,
  endOf,
  formatPeriod,
  isDecimal,
  isNegative,
  MeasuresService,
  parsePeriod,
  readSpan,
  type Measure,
  type MeasureVersion,
  type Period,
} from '@keelson/measures';
import {
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  record,
  run,
  type Actor,
} from '@keelson/platform';
import { canSeeSmallFigures } from './aggregation.policy.js';
import { AggregationService } from './aggregation.service.js';
import { areShown, drawCurve, isTelling, type MeasureCurve, type SeenForecast } from './draw-curve.js';
import { loadTerms } from './disclose-figures.js';
import { findCompleteYears, lastBreakBefore, mostYearsBack, subPeriodsOf } from './find-complete-years.js';
import { fitLine, rangeOf } from './fit-line.js';
import { Forecast, type ForecastPoint } from './forecast.entity.js';

export interface NewForecast {
  measureId: string;
  /** The last year that it may stand on; the last calendar year that ended unless told. */
  lastPeriod?: string | null;
  reason?: string | null;
  tolerance?: string | null;
}

export interface CurveRequest {
  measureId: string;
  firstPeriod: string;
  lastPeriod: string;
}

const mostPoints = 5;
const fewestPoints = 3;
/** A forecast further off than this says nothing; it bounds what one request costs. */
const mostYearsOfCurve = 60;

/** What would have come by the trend of earlier years, frozen, and how what came stands against it. */
@Injectable()
export class ForecastsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AggregationService) private readonly aggregation: AggregationService,
    @Inject(MeasuresService) private readonly measures: MeasuresService,
  ) {}

  /** Adds a forecast from the last 5, at least 3, complete years; never across a BREAK. */
  async freezeForecast(actor: Actor, input: NewForecast): Promise<Forecast> {
    const measure = await this.findMeasure(actor, input.measureId);
    if (!canDefineMeasures(actor, measure.coalitionId)) throw new Forbidden();
    requireTolerance(input.tolerance);
    const last = lastYearOf(input.lastPeriod);
    const versions = await this.measures.loadVersions(actor, [measure.id]);
    const behind = await this.measures.loadVersionsBehind(actor, measure);
    const points = (await this.loadPoints(actor, measure, last, behind)).slice(-mostPoints);
    const [first, newest] = [points[0], points.at(-1)];
    if (points.length < fewestPoints || !first || !newest) {
      const message = `Building history: ${points.length} of at least ${fewestPoints} complete years are there.`;
      throw new InvalidState('forecast.history', message, 'INVALID_STATE', ['measureId']);
    }
    const [firstStart, lastStart] = [parsePeriod(first.period)!.start, parsePeriod(newest.period)!.start];
    const line = fitLine(points.map(({ period, value }) => ({ year: yearsAfter(firstStart, period), value })));
    const { numberKind, factor } = governing(versions, lastStart);
    return this.database.work(actor, async (manager) => {
      // Two at once would take the same number.
      await run(manager, 'SELECT id FROM measure WHERE id = $1 FOR UPDATE', [measure.id]);
      const { coalitionId, id: measureId } = measure;
      const forecast = manager.create(Forecast, {
        ...{ id: newId(), coalitionId, measureId, number: (await manager.countBy(Forecast, { measureId })) + 1 },
        ...{ method: 'LEAST_SQUARES', frequency: 'YEAR', firstStart, lastStart, points, ...line },
        ...rangeOf(numberKind, factor),
        ...{ tolerance: input.tolerance ?? null, reason: input.reason ?? null },
        ...{ madeBy: actor.personId, madeAt: new Date() },
      });
      await manager.insert(Forecast, forecast);
      const { number, slope, intercept } = forecast;
      const subject = { subjectType: 'Measure', subjectId: measureId } as const;
      await record(manager, actor, {
        ...{ coalitionId, verb: 'freezeForecast', ...subject },
        ...{ after: { number, points, slope, intercept }, reason: input.reason ?? null },
      });
      return forecast;
    });
  }

  /** What came against the newest forecast, year by year; partners see no forecast that stands on a withheld figure. */
  async curve(actor: Actor, { measureId, ...span }: CurveRequest): Promise<MeasureCurve> {
    const measure = await this.findMeasure(actor, measureId);
    const { first, until } = readSpan({ frequency: 'YEAR', ...span });
    if (yearsAfter(first.start, span.lastPeriod) >= mostYearsOfCurve) {
      throw InvalidInput.at('lastPeriod', 'OUT_OF_RANGE', `Ask for at most ${mostYearsOfCurve} years.`);
    }
    const figures = await this.aggregation.figures(actor, {
      ...{ coalitionId: measure.coalitionId, measureIds: [measureId], frequency: 'YEAR', breakdowns: [] },
      // TURNED looks at the two years before.
      ...{ firstPeriod: formatPeriod(shift(first, -2)), lastPeriod: span.lastPeriod },
    });
    const versions = await this.measures.loadVersionsBehind(actor, measure);
    const forecasts = await this.database.read(actor, (manager) =>
      manager.find(Forecast, { where: { measureId }, order: { number: 'DESC' } }),
    );
    const seesAll = canSeeSmallFigures(actor, measure.coalitionId);
    const { sharing } = await this.database.read(actor, (manager) => loadTerms(manager, measure.coalitionId));
    const isJudged = !sharing.free || versions.some((version) => version.ofPeople);
    const seen: SeenForecast[] = [];
    for (const forecast of forecasts) {
      const isTold = seesAll || (!isTelling(forecast) && (!isJudged || (await this.isShown(actor, measure, forecast))));
      seen.push({ forecast, withheld: !isTold });
    }
    return drawCurve({ ...{ measure, versions, figures, first, until }, forecasts: seen });
  }

  /** Of people, or by agreements: every number that the line stands on is shown, and is still what it was then. */
  private async isShown(actor: Actor, { coalitionId, id }: Measure, { points }: Forecast): Promise<boolean> {
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return false;
    const figures = await this.aggregation.figures(actor, {
      ...{ coalitionId, measureIds: [id], frequency: 'YEAR', breakdowns: [] },
      ...{ firstPeriod: first.period, lastPeriod: last.period },
    });
    return areShown(points, figures);
  }

  private async findMeasure(actor: Actor, id: string): Promise<Measure> {
    const [measure] = await this.measures.loadMeasures(actor, [id]);
    if (!measure) throw new NotFound('measure', ['measureId']);
    return measure;
  }

  private async loadPoints(
    actor: Actor,
    measure: Measure,
    last: Period,
    versions: readonly MeasureVersion[],
  ): Promise<ForecastPoint[]> {
    const { coalitionId, id, frequency } = measure;
    const first = shift(last, 1 - mostYearsBack);
    const request = { coalitionId, measureIds: [id], breakdowns: [] };
    const span = { firstPeriod: formatPeriod(first), lastPeriod: formatPeriod(last) };
    const years = await this.aggregation.figures(actor, { ...request, frequency: 'YEAR', ...span });
    const parts = await this.aggregation.figures(actor, {
      ...request,
      frequency,
      ...subPeriodsOf(first, last, frequency),
    });
    const since = lastBreakBefore(versions, endOf(last));
    return findCompleteYears(years, parts)
      .filter(({ start }) => since === null || start >= since)
      .map(({ figure: { period, value, organizationsReported, picked } }) => {
        return { period, value: value!, organizations: organizationsReported, picked };
      });
  }
}

/** The version that governs the year that starts on a day; the first one governs from ever. */
function governing(versions: readonly MeasureVersion[], start: string): MeasureVersion {
  return versions.findLast(({ firstPeriodStart }) => firstPeriodStart === null || firstPeriodStart <= start)!;
}

function shift({ frequency, start }: Period, years: number): Period {
  return { frequency, start: `${String(Number(start.slice(0, 4)) + years).padStart(4, '0')}${start.slice(4)}` };
}

function yearsAfter(firstStart: string, period: string): number {
  return Number(period.slice(0, 4)) - Number(firstStart.slice(0, 4));
}

function lastYearOf(code?: string | null): Period {
  const today = new Date().toISOString().slice(0, 10);
  const period = parsePeriod(code ?? String(Number(today.slice(0, 4)) - 1));
  if (period?.frequency !== 'YEAR') throw InvalidInput.at('lastPeriod', 'UNKNOWN_PERIOD', `"${code}" is not a YEAR.`);
  if (endOf(period) > today) {
    throw InvalidInput.at('lastPeriod', 'OUT_OF_RANGE', 'A forecast stands on years that ended.');
  }
  return period;
}

function requireTolerance(tolerance?: string | null): void {
  if (tolerance == null) return;
  if (!isDecimal(tolerance)) throw InvalidInput.at('tolerance', 'NOT_A_NUMBER', 'The tolerance is a decimal number.');
  if (isNegative(tolerance)) throw InvalidInput.at('tolerance', 'NEGATIVE', 'The tolerance is not negative.');
}
