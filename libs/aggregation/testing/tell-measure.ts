import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { MeasureGoalsService, type Direction, type Frequency, type NewMeasure } from '@keelson/measures';
import type { TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { AggregationService, type Figure } from '../src/index.js';

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
