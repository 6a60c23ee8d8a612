import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { ratioOf100, tellMeasure, tellTowards } from '../testing/index.js';
import { AggregationModule, OverlapService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

// Each title is the case as measurement.md names it.
describe('golden vectors of measurement.md, section 9', () => {
  it('1/2 and 99/100, factor 100', async () => {
    const { figures } = await tellMeasure(room, ratioOf100, [
      ['a', '2024-01', '1/2'],
      ['b', '2024-01', '99/100'],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([
      { value: '98.039216', numerator: '100', denominator: '102' },
    ]);
  });

  it('90 staff in January only, AVERAGE, Q1', async () => {
    const { figures } = await tellMeasure(room, { timeRule: 'AVERAGE' }, [['a', '2024-01', '90']]);
    // Of the three months of three partners; a's own are 1 of 3.
    const told = { value: '90.000000', cellsReported: 1, cellsExpected: 9, organizationsReported: 1 };
    expect(await figures('QUARTER', '2024-Q1')).toMatchObject([told]);
  });

  it('stock 40 in Jan, nothing after, LAST, Q1', async () => {
    const { figures } = await tellMeasure(room, { timeRule: 'LAST' }, [['a', '2024-01', '40']]);
    expect(await figures('QUARTER', '2024-Q1')).toMatchObject([{ value: '40', cellsReported: 1 }]);
  });

  it('the same, Q2', async () => {
    const { figures } = await tellMeasure(room, { timeRule: 'LAST' }, [['a', '2024-01', '40']]);
    expect(await figures('QUARTER', '2024-Q2')).toMatchObject([
      { value: null, nonValues: { MISSING: 9 }, status: 'NO_DATA' },
    ]);
  });

  it('months 5, 0, missing, SUM', async () => {
    const { figures } = await tellMeasure(room, {}, [
      ['a', '2024-01', '5'],
      ['a', '2024-02', '0'],
    ]);
    const told = { value: '5', cellsReported: 2, nonValues: { MISSING: 7 } };
    expect(await figures('QUARTER', '2024-Q1')).toMatchObject([told]);
  });

  it('partners 10, 20, 30 then 10, 20 (30 is late)', async () => {
    const { changes } = await tellMeasure(room, {}, [
      ['a', '2024-01', '10'],
      ['b', '2024-01', '20'],
      ['c', '2024-01', '30'],
      ['a', '2024-02', '10'],
      ['b', '2024-02', '20'],
    ]);
    const plain = { before: '60', now: '30' };
    const samePanel = { panelBefore: '30', panelNow: '30', panel: 2 };
    const volume = { volumeReported: '30', volumeExpected: '60' };
    expect(await changes('MONTH', '2024-02')).toMatchObject([{ ...plain, ...samePanel, ...volume }]);
  });

  it('50 and 75, overlap POSSIBLE', async () => {
    const { built, measure, figures } = await tellMeasure(room, { overlap: 'POSSIBLE' }, [
      ['a', '2024-01', '50'],
      ['b', '2024-01', '75'],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([{ value: null, low: '75', high: '125' }]);
    await room.get(OverlapService).resolveOverlap(built.backbone, {
      ...{ measureId: measure.id, frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-01' },
      ...{ method: 'RATE', rate: '0.5', signedBy: 'Ada Obi', signedOn: '2024-03-01', source: 'Lists were matched.' },
    });
    expect(await figures('MONTH', '2024-01')).toMatchObject([{ value: '100', low: null, high: null }]);
  });

  it.each([
    ['B 10, T 30, A 25', { direction: 'INCREASE', baseline: '10', target: '30', now: '25' }, '0.750000', 'BEHIND'],
    [
      'DECREASE, B 120, T 80, A 100',
      { direction: 'DECREASE', baseline: '120', target: '80', now: '100' },
      '0.500000',
      'BEHIND',
    ],
    ['B 95, T 95, A 96, INCREASE', { direction: 'INCREASE', baseline: '95', target: '95', now: '96' }, null, 'MET'],
  ] as const)('%s', async (_case, towards, progress, status) => {
    const { figures } = await tellTowards(room, towards);
    expect(await figures('YEAR', '2024')).toMatchObject([{ progress, status }]);
  });

  it('ISO week 2024-W01 (Thursday 4 January)', async () => {
    const { figures } = await tellMeasure(room, { frequency: 'WEEK' }, [['a', '2024-W01', '1']]);
    expect(await figures('MONTH', '2023-12', '2024-01')).toMatchObject([{ value: null }, { value: '1' }]);
  });

  it('ISO week 2020-W53 (Thursday 31 December)', async () => {
    const { figures } = await tellMeasure(room, { frequency: 'WEEK' }, [['a', '2020-W53', '7']]);
    expect(await figures('YEAR', '2020', '2021')).toMatchObject([{ value: '7' }, { value: null }]);
    expect(await figures('MONTH', '2020-12', '2021-01')).toMatchObject([{ value: '7' }, { value: null }]);
  });
});
