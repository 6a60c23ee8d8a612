import { endOf, parsePeriod, type Measure, type MeasureVersion, type Period } from '@keelson/measures';
import { fewestOrganizations } from './aggregation.policy.js';
import type { Figure } from './figure.js';
import { lastBreakBefore } from './find-complete-years.js';
import { valueInYear } from './fit-line.js';
import type { Forecast } from './forecast.entity.js';
import { judgeCurve, type CurveStanding } from './judge-curve.js';

export interface SeenForecast {
  forecast: Forecast;
  /** True when its numbers are not the reader's to see. */
  withheld: boolean;
}

export interface CurvePoint {
  period: string;
  actual: string | null;
  forecast: string | null;
  gap: string | null;
  standing: CurveStanding | null;
  /** True for a year that the forecast's line was drawn through. */
  fitted: boolean;
  withheld: boolean;
}

export interface MeasureCurve {
  measureId: string;
  /** The newest first; the first one is drawn. */
  forecasts: SeenForecast[];
  points: CurvePoint[];
}

interface Drawing {
  measure: Measure;
  versions: readonly Pick<MeasureVersion, 'comparability' | 'firstPeriodStart'>[];
  /** Totals of consecutive years from two before `first` to the one before `until`. */
  figures: readonly Figure[];
  forecasts: SeenForecast[];
  first: Period;
  until: string;
}

/**
 * A line gives away the one number behind it that is withheld, by all the others: so a forecast that stands on a
 * figure of few organizations is withheld as a whole.
 */
export function isTelling({ points }: Forecast): boolean {
  return points.some(({ organizations, picked }) => picked || organizations < fewestOrganizations);
}

/** Every number that a line stands on is among the figures that its reader sees, as it was then. */
export function areShown(points: Forecast['points'], figures: readonly Figure[]): boolean {
  return points.every(({ period, value }) => figures.some((one) => one.period === period && one.value === value));
}

export function drawCurve({ measure, versions, figures, forecasts, first, until }: Drawing): MeasureCurve {
  const newest = forecasts[0];
  const years = figures
    .filter(({ cell }) => Object.keys(cell).length === 0)
    .map((figure) => {
      const { start } = parsePeriod(figure.period)!;
      const drawn = newest && !newest.withheld && holdsFor(newest.forecast, start, versions) ? newest.forecast : null;
      return {
        ...{ start, figure, actual: figure.value },
        forecast: drawn && valueInYear(drawn, Number(start.slice(0, 4)) - Number(drawn.firstStart.slice(0, 4))),
        fitted: drawn !== null && start <= drawn.lastStart,
      };
    });
  const verdicts = judgeCurve(years, measure.direction, newest?.forecast.tolerance ?? null);
  const points = years.map(({ figure, actual, forecast, fitted, start }, i) => {
    const withheld = figure.withheld || figure.status === 'SUPPRESSED' || newest?.withheld === true;
    const { gap, standing } = verdicts[i]!;
    const isSeen = start >= first.start && start < until;
    const point = { period: figure.period, actual, forecast, gap, fitted, withheld };
    return { isSeen, point: { ...point, standing: withheld ? null : standing } };
  });
  return {
    ...{ measureId: measure.id, forecasts },
    points: points.filter(({ isSeen }) => isSeen).map(({ point }) => point),
  };
}

/** A forecast holds for years that start in the month of its own and have no BREAK between them and its line. */
function holdsFor(
  { firstStart, lastStart }: Forecast,
  start: string,
  versions: readonly Pick<MeasureVersion, 'comparability' | 'firstPeriodStart'>[],
): boolean {
  if (start.slice(4) !== firstStart.slice(4)) return false;
  if (start < firstStart) {
    const since = lastBreakBefore(versions, endOf({ frequency: 'YEAR', start: lastStart }));
    return since === null || start >= since;
  }
  const since = lastBreakBefore(versions, endOf({ frequency: 'YEAR', start }));
  return since === null || since <= firstStart;
}
