import { MeasureGoalsService, type NewMeasure } from '@keelson/measures';
import { NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { cellsOf, submit, type ShortCell } from '@keelson/submissions/testing';
import { ratioOf100, tellMeasure, tellTowards } from '../testing/index.js';
import { AggregationModule, AggregationService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

const tell = (input: Partial<NewMeasure>, cells: ShortCell[], goals?: Parameters<typeof tellMeasure>[3]) =>
  tellMeasure(room, input, cells, goals);

const ratio = ratioOf100;

describe('the status of a figure', () => {
  it.each([
    ['INCREASE', '95', '95', '94', null, 'NOT_MET'],
    ['DECREASE', '120', '80', '130', '-0.250000', 'WORSE'],
    ['DECREASE', '120', '80', '80', '1.000000', 'MET'],
  ] as const)(
    '%s from %s to %s, now %s: progress %s, %s',
    async (direction, baseline, target, now, progress, status) => {
      const { figures } = await tellTowards(room, { direction, baseline, target, now });
      expect(await figures('YEAR', '2024')).toMatchObject([{ progress, status, target, baseline }]);
    },
  );

  it.each([
    ['INCREASE', '94', 'MET'],
    ['INCREASE', '92.9', 'NOT_MET'],
    ['DECREASE', '96', 'MET'],
    ['DECREASE', '97.1', 'NOT_MET'],
    ['MAINTAIN', '96', 'MET'],
    ['MAINTAIN', '97.1', 'NOT_MET'],
  ] as const)(
    'a target equal to its baseline is to be maintained within its tolerance: %s, now %s: %s',
    async (direction, now, status) => {
      const towards = { direction, baseline: '95', target: '95', now, tolerance: '2' };
      const { figures } = await tellTowards(room, { ...towards, numberKind: 'AMOUNT' });
      expect(await figures('YEAR', '2024')).toMatchObject([{ progress: null, status }]);
    },
  );

  it('is on track when progress is at least the share of time that passed', async () => {
    const { figures } = await tell(
      { direction: 'INCREASE', frequency: 'YEAR' },
      [
        ['a', '2022', '20'],
        ['a', '2023', '20'],
      ],
      async (id, { backbone }) => {
        await room.get(MeasureGoalsService).setBaseline(backbone, id, { period: '2020', value: '10' });
        await room.get(MeasureGoalsService).setTargets(backbone, id, [{ period: '2024', value: '30' }]);
      },
    );
    expect((await figures('YEAR', '2022', '2023')).map(({ status }) => status)).toEqual(['ON_TRACK', 'BEHIND']);
  });
});

describe('figures', () => {
  it('step over a non-value and say of which kind', async () => {
    const { figures } = await tell({}, [
      ['a', '2024-01', '3'],
      ['b', '2024-01', 'DECLINED'],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([
      { value: '3', organizationsReported: 1, organizationsExpected: 3, nonValues: { DECLINED: 1, MISSING: 1 } },
    ]);
  });

  it('never add a reported total to its parts, and derive one only where none was reported', async () => {
    const breakdowns = [{ dimensionCodes: ['sex'], additive: true }];
    const { figures } = await tell({ breakdowns }, [
      ['a', '2024-01', '10'],
      ['a', '2024-01', '4', { sex: 'f' }],
      ['a', '2024-01', '5', { sex: 'm' }],
      ['b', '2024-01', '1', { sex: 'f' }],
      ['b', '2024-01', '2', { sex: 'm' }],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([
      { cell: { sex: 'f' }, value: '5', derived: false },
      { cell: { sex: 'm' }, value: '7', derived: false },
      { cell: {}, value: '13', derived: true, organizationsReported: 2 },
    ]);
  });

  it('let an explicit non-value win over parts that could be added', async () => {
    const breakdowns = [{ dimensionCodes: ['sex'], additive: true }];
    const { figures } = await tell({ breakdowns }, [
      ['a', '2024-01', 'NOT_COLLECTED'],
      ['a', '2024-01', '4', { sex: 'f' }],
    ]);
    const total = (await figures('MONTH', '2024-01')).find(({ cell }) => !cell['sex']);
    expect(total).toMatchObject({ value: null, nonValues: { NOT_COLLECTED: 1, MISSING: 2 } });
  });

  it('do not add parts that do not split the whole', async () => {
    const breakdowns = [{ dimensionCodes: ['band'], additive: false }];
    const { figures } = await tell({ breakdowns }, [['a', '2024-01', '4', { band: 'young' }]]);
    expect((await figures('MONTH', '2024-01')).find(({ cell }) => !cell['band'])).toMatchObject({ value: null });
  });

  it('give the margins of crossed dimensions', async () => {
    const breakdowns = [{ dimensionCodes: ['sex', 'band'], additive: true }];
    const { figures } = await tell({ breakdowns }, [
      ['a', '2024-01', '1', { sex: 'f', band: 'young' }],
      ['a', '2024-01', '2', { sex: 'f', band: 'old' }],
      ['a', '2024-01', '3', { sex: 'm', band: 'young' }],
      ['a', '2024-01', '4', { sex: 'm', band: 'old' }],
    ]);
    const values = Object.fromEntries(
      (await figures('MONTH', '2024-01')).map(({ cell, value }) => [JSON.stringify(cell), value]),
    );
    expect(values).toEqual({
      '{}': '10',
      '{"sex":"f"}': '3',
      '{"sex":"m"}': '7',
      '{"band":"young"}': '4',
      '{"band":"old"}': '6',
      '{"sex":"f","band":"young"}': '1',
      '{"sex":"f","band":"old"}': '2',
      '{"sex":"m","band":"young"}': '3',
      '{"sex":"m","band":"old"}': '4',
    });
  });

  it.each([
    ['MIN', '10'],
    ['MAX', '40'],
    ['MEDIAN', '20.000000'],
    ['AVERAGE', '23.333333'],
    ['SUM', '70'],
  ] as const)('go over partners by %s', async (partnerRule, value) => {
    const { figures } = await tell({ partnerRule }, [
      ['a', '2024-01', '10'],
      ['b', '2024-01', '40'],
      ['c', '2024-01', '20'],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([{ value }]);
  });

  it('take the median of an even number of partners from the middle two', async () => {
    const { figures } = await tell({ partnerRule: 'MEDIAN' }, [
      ['a', '2024-01', '10'],
      ['b', '2024-01', '15'],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([{ value: '12.500000' }]);
  });

  it('give numerator and denominator their own time rules', async () => {
    const { figures } = await tell({ ...ratio, factor: 1000, denominatorTimeRule: 'AVERAGE' }, [
      ['a', '2024-01', '1/100'],
      ['a', '2024-02', '2/200'],
      ['a', '2024-03', '3/300'],
    ]);
    expect(await figures('QUARTER', '2024-Q1')).toMatchObject([
      { numerator: '6', denominator: '200', value: '30.000000' },
    ]);
  });

  it('count only what is approved', async () => {
    const { built, measure, figures } = await tell({}, []);
    await submit(room, built.partner('a'), built.coalition.id, cellsOf(measure.code, [['a', '2024-01', '5']]));
    expect(await figures('MONTH', '2024-01')).toMatchObject([{ value: null, organizationsReported: 0 }]);
  });

  it('are exact beyond what a float can hold', async () => {
    const { figures } = await tell({ numberKind: 'AMOUNT' }, [
      ['a', '2024-01', '9007199254740993.1'],
      ['b', '2024-01', '0.2'],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([{ value: '9007199254740993.3' }]);
  });

  it('are refused where nothing can be reported: an unknown measure, or one that is reported less often', async () => {
    const { built, measure, figures } = await tell({ frequency: 'YEAR' }, []);
    await expect(figures('MONTH', '2024-01')).rejects.toMatchObject({ problems: [{ code: 'INVALID' }] });
    const request = {
      coalitionId: built.coalition.id,
      measureIds: [measure.id, built.coalition.id],
      frequency: 'YEAR' as const,
    };
    const asked = room
      .get(AggregationService)
      .figures(built.backbone, { ...request, firstPeriod: '2024', lastPeriod: '2024' });
    await expect(asked).rejects.toMatchObject({ problems: [{ code: 'UNKNOWN_MEASURE', field: ['measureIds', '1'] }] });
  });

  it('are absent for a stranger', async () => {
    const { built, measure } = await tell({}, [['a', '2024-01', '5']]);
    const request = {
      coalitionId: built.coalition.id,
      measureIds: [measure.id],
      frequency: 'MONTH' as const,
      firstPeriod: '2024-01',
      lastPeriod: '2024-01',
    };
    await expect(room.get(AggregationService).figures(built.stranger, request)).rejects.toThrow(NotFound);
  });
});
