import type { FigureSource } from '@keelson/coalitions';
import { Measure, MeasureVersion, operandsOf, type Period } from '@keelson/measures';
import { run } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { drawCurve, type CurvePoint } from './draw-curve.js';
import { figureOf, type FigureRow } from './figure-rows.js';
import { Forecast } from './forecast.entity.js';
import { chooseFiguresSql } from './read-figures.js';

export interface StandingCurve extends Pick<CurvePoint, 'period' | 'standing'> {
  /** The years that it comes from: its own, the two before, and those that the forecast stands on. */
  years: string[];
}

/**
 * How the last year that had ended by a day stands against the newest forecast, of every measure that has one, in the
 * open snapshot. Nothing is withheld: whoever asks decides what leaves it.
 */
export async function yearlyStandings(
  manager: EntityManager,
  coalitionId: string,
  measureIds: readonly string[],
  until: string,
  source: FigureSource,
): Promise<Map<string, StandingCurve>> {
  const where = { coalitionId, measureId: In([...measureIds]) };
  const forecasts = await manager.find(Forecast, { where, order: { number: 'DESC' } });
  const newest = new Map(forecasts.map((one) => [one.measureId, one]).reverse() as [string, Forecast][]);
  const measures = await manager.findBy(Measure, { coalitionId, id: In([...newest.keys()]) });
  const operands = await operandsOf(manager, coalitionId, [...newest.keys()]);
  const behind = [...new Set([...operands].flatMap(([id, ids]) => [id, ...ids]))];
  const versions = await manager.findBy(MeasureVersion, { coalitionId, measureId: In(behind) });
  const points = new Map<string, StandingCurve>();
  for (const day of new Set([...newest.values()].map(({ firstStart }) => firstStart.slice(4)))) {
    const own = measures.filter(({ id }) => newest.get(id)?.firstStart.slice(4) === day);
    const last = yearEndedBy(until, day);
    // TURNED looks at the two years before.
    const from = `${Number(last.start.slice(0, 4)) - 2}${day}`;
    const end = `${Number(last.start.slice(0, 4)) + 1}${day}`;
    const ids = own.map(({ id }) => id);
    const asked = [coalitionId, ids, 'YEAR', from, end, source, []] as const;
    const text = `SELECT f.*, f.period_start::text AS start FROM (${await chooseFiguresSql(manager, asked)}) f ORDER BY f.period_start`;
    const rows = await run<FigureRow>(manager, text, asked);
    for (const measure of own) {
      const figures = rows.filter((row) => row.measure_id === measure.id).map((row) => figureOf(row, 'YEAR'));
      const mine = new Set([measure.id, ...(operands.get(measure.id) ?? [])]);
      const curve = drawCurve({
        ...{ measure, figures, first: last, until: end },
        versions: versions.filter(({ measureId }) => mine.has(measureId)),
        forecasts: [{ forecast: newest.get(measure.id)!, withheld: false }],
      });
      const [point] = curve.points;
      const years = [...newest.get(measure.id)!.points, ...figures].map(({ period }) => period);
      const { period = '', standing = null } = point ?? {};
      if (point) points.set(measure.id, { period, standing, years: [...new Set(years)].sort() });
    }
  }
  return points;
}

/** The last year from that day of the calendar on that had ended by `until`. */
function yearEndedBy(until: string, day: string): Period {
  const end = Number(until.slice(0, 4)) - (until.slice(4) < day ? 1 : 0);
  return { frequency: 'YEAR', start: `${end - 1}${day}` };
}
