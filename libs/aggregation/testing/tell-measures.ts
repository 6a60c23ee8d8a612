import { buildCoalition } from '@keelson/coalitions/testing';
import { MeasuresService, type Frequency, type NewMeasure } from '@keelson/measures';
import type { TestRoom } from '@keelson/platform/testing';
import { buildDimensions, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { AggregationService, type FigureRequest } from '../src/index.js';

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
