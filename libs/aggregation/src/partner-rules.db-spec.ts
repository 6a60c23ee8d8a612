import { buildCoalition } from '@keelson/coalitions/testing';
import type { NewMeasure } from '@keelson/measures';
import { InvalidInput } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report } from '@keelson/submissions/testing';
import { AggregationModule, AggregationService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

describe('partner rules', () => {
  it.each([
    ['SUM', '35'],
    ['MIN', '15'],
    ['MAX', '20'],
    ['MEDIAN', '17.5'],
    ['AVERAGE', '17.5'],
  ] as const)('%s over what each partner averages over the months: %s', async (partnerRule, value) => {
    const built = await buildCoalition(room);
    const measure = await buildMeasure(room, built, { frequency: 'MONTH', timeRule: 'AVERAGE', partnerRule });
    const months = [
      ['a', '2024-01', '10'],
      ['a', '2024-02', '20'],
      ['b', '2024-01', '20'],
    ] as const;
    await report(
      room,
      built,
      cellsOf(
        measure.code,
        [...months].map((month) => [...month]),
      ),
    );
    const [figure] = await room.get(AggregationService).figures(built.backbone, {
      ...{ coalitionId: built.coalition.id, measureIds: [measure.id], breakdowns: [] },
      ...{ frequency: 'QUARTER', firstPeriod: '2024-Q1', lastPeriod: '2024-Q1' },
    });
    expect(Number(figure?.value)).toBe(Number(value));
  });

  it.each<[string, Partial<NewMeasure>]>([
    ['another partner rule than SUM', { partnerRule: 'MAX' }],
    ['an amount', { numberKind: 'AMOUNT' }],
  ])('leave no overlap possible for %s', async (_, definition) => {
    const built = await buildCoalition(room);
    const defining = buildMeasure(room, built, { ...definition, overlap: 'POSSIBLE' });
    await expect(defining).rejects.toThrow(InvalidInput);
    await expect(defining).rejects.toMatchObject({ problems: [{ field: expect.arrayContaining(['overlap']) }] });
  });
});
