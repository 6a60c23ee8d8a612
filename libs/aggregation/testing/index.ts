import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import {
  MeasureGoalsService,
  MeasuresService,
  type Direction,
  type Frequency,
  type NewMeasure,
} from '@keelson/measures';
import type { TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { AggregationService, type Figure, type FigureRequest } from '../src/index.js';

export const reported = (code: string, rest: Partial<NewMeasure> = {}): NewMeasure => ({
  ...{ code, name: code, unit: 'people', numberKind: 'COUNT', direction: 'INCREASE', frequency: 'YEAR' },
  ...rest,
});
export const calculated = (expression: string, rest: Partial<NewMeasure> = {}): NewMeasure => ({
  ...{ code: 'figure', name: 'Figure', unit: 'percent', numberKind: 'CALCULATED', direction: 'INCREASE' },
  ...{ frequency: 'YEAR', expression, ...rest },
});

/** Measures in a coalition of its own with partners a, b, c and d, and what they reported, by measure. */
export async function tellMeasures(room: TestRoom, measures: NewMeasure[], cells: Record<string, ShortCell[]> = {}) {
  const partners = ['a', 'b', 'c', 'd'].map((code) => ({ code, name: code }));
  const built = await buildCoalition(room, partners);
  await buildDimensions(room, built, { sex: ['f', 'm'] });
  const service = room.get(MeasuresService);
  const made = await service.createMeasures(built.backbone, built.coalition.id, measures);
  const idOf = new Map(made.map(({ code, id }) => [code, id]));
  const id = (code: string) => idOf.get(code)!;
  const values = Object.entries(cells).flatMap(([code, rows]) => cellsOf(code, rows));
  if (values.length > 0) await report(room, built, values);
  const request = (
    period = '2024',
    last = period,
    frequency: Frequency = 'YEAR',
    codes = ['figure'],
  ): FigureRequest => ({
    ...{ coalitionId: built.coalition.id, measureIds: codes.map(id), frequency },
    ...{ firstPeriod: period, lastPeriod: last },
  });
  const aggregation = room.get(AggregationService);
  return {
    ...{ built, id, request },
    figures: (...asked: Parameters<typeof request>) => aggregation.figures(built.backbone, request(...asked)),
    changes: (...asked: Parameters<typeof request>) => aggregation.changes(built.backbone, request(...asked)),
  };
}

export type TellArguments = [measures: NewMeasure[], cells?: Record<string, ShortCell[]>];

/** One measure in a coalition of its own with partners a, b, c, reported and approved. */
export async function tellMeasure(
  room: TestRoom,
  input: Partial<NewMeasure>,
  cells: ShortCell[],
  goals?: (measureId: string, built: BuiltCoalition) => Promise<unknown>,
) {
  const built = await buildCoalition(room);
  await buildDimensions(room, built, { sex: ['f', 'm'], band: ['young', 'old'] });
  const measure = await buildMeasure(room, built, input);
  await goals?.(measure.id, built);
  if (cells.length > 0) await report(room, built, cellsOf(measure.code, cells));
  const request = (frequency: Frequency, firstPeriod: string, lastPeriod = firstPeriod) => {
    return { coalitionId: built.coalition.id, measureIds: [measure.id], frequency, firstPeriod, lastPeriod };
  };
  return {
    built,
    measure,
    figures: (frequency: Frequency, first: string, last?: string): Promise<Figure[]> =>
      room.get(AggregationService).figures(built.backbone, request(frequency, first, last)),
    changes: (frequency: Frequency, first: string, last?: string) =>
      room.get(AggregationService).changes(built.backbone, request(frequency, first, last)),
  };
}

interface Towards extends Partial<NewMeasure> {
  direction: Direction;
  baseline: string;
  target: string;
  now: string;
  tolerance?: string;
}

/** A yearly measure with a baseline in 2020, a target for 2024, and the number of 2024. */
export function tellTowards(room: TestRoom, { baseline, target, now, tolerance, ...input }: Towards) {
  return tellMeasure(room, { frequency: 'YEAR', ...input }, [['a', '2024', now]], async (id, { backbone }) => {
    await room.get(MeasureGoalsService).setBaseline(backbone, id, { period: '2020', value: baseline });
    await room.get(MeasureGoalsService).setTargets(backbone, id, [{ period: '2024', value: target, tolerance }]);
  });
}

export const ratioOf100 = { numberKind: 'RATIO', factor: 100, unit: 'percent' } as const;
