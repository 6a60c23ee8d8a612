import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { MeasureGoalsService, type Frequency, type NewMeasure } from '@keelson/measures';
import { NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, submit, type ShortCell } from '@keelson/submissions/testing';
import { AggregationModule, AggregationService, type Figure } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

/** One measure in a coalition of its own with partners a, b, c, reported and approved. */
async function tell(
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

const ratio = { numberKind: 'RATIO', factor: 100, unit: 'percent' } as const;

describe('golden vectors of measurement.md, section 9', () => {
  it('1/2 and 99/100 give 98.0392…, the ratio of sums, not the mean of rates 74.5', async () => {
    const { figures } = await tell(ratio, [
      ['a', '2024-01', '1/2'],
      ['b', '2024-01', '99/100'],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([
      { value: '98.039216', numerator: '100', denominator: '102' },
    ]);
  });

  it('90 staff in January only average to 90 over the quarter, cells 1/3', async () => {
    const { figures } = await tell({ timeRule: 'AVERAGE' }, [['a', '2024-01', '90']]);
    const [figure] = await figures('QUARTER', '2024-Q1');
    expect(figure).toMatchObject({ value: '90.000000', cellsReported: 1, cellsExpected: 9, organizationsReported: 1 });
  });

  it('a stock of 40 in January is 40 for its quarter and no number for the next', async () => {
    const { figures } = await tell({ timeRule: 'LAST' }, [['a', '2024-01', '40']]);
    expect(await figures('QUARTER', '2024-Q1', '2024-Q2')).toMatchObject([
      { period: '2024-Q1', value: '40' },
      { period: '2024-Q2', value: null, nonValues: { MISSING: 9 }, status: 'NO_DATA' },
    ]);
  });

  it('months 5, 0 and missing sum to 5 with cells 2/3: a zero is a number', async () => {
    const { figures } = await tell({}, [
      ['a', '2024-01', '5'],
      ['a', '2024-02', '0'],
    ]);
    expect(await figures('QUARTER', '2024-Q1')).toMatchObject([
      { value: '5', cellsReported: 2, nonValues: { MISSING: 7 } },
    ]);
  });

  it('10, 20, 30 and then 10, 20: plainly −50 %, for the same two partners 0 %', async () => {
    const { changes } = await tell({}, [
      ['a', '2024-01', '10'],
      ['b', '2024-01', '20'],
      ['c', '2024-01', '30'],
      ['a', '2024-02', '10'],
      ['b', '2024-02', '20'],
    ]);
    expect(await changes('MONTH', '2024-02')).toEqual([
      expect.objectContaining({
        before: '60',
        now: '30',
        panelBefore: '30',
        panelNow: '30',
        panel: 2,
        volumeReported: '30',
        volumeExpected: '60',
      }),
    ]);
  });

  it.each([
    ['INCREASE', '10', '30', '25', '0.750000', 'BEHIND'],
    ['DECREASE', '120', '80', '100', '0.500000', 'BEHIND'],
    ['INCREASE', '95', '95', '96', null, 'MET'],
    ['INCREASE', '95', '95', '94', null, 'NOT_MET'],
    ['DECREASE', '120', '80', '130', '-0.250000', 'WORSE'],
    ['DECREASE', '120', '80', '80', '1.000000', 'MET'],
  ] as const)(
    '%s from %s to %s, now %s: progress %s, %s',
    async (direction, baseline, target, now, progress, status) => {
      const { figures } = await tell(
        { direction, frequency: 'YEAR' },
        [['a', '2024', now]],
        async (id, { backbone }) => {
          await room.get(MeasureGoalsService).setBaseline(backbone, id, { period: '2020', value: baseline });
          await room.get(MeasureGoalsService).setTargets(backbone, id, [{ period: '2024', value: target }]);
        },
      );
      expect(await figures('YEAR', '2024')).toMatchObject([{ progress, status, target, baseline }]);
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

  it('gives an ISO week to the month and the year of its Thursday', async () => {
    const { figures } = await tell({ frequency: 'WEEK' }, [
      ['a', '2024-W01', '1'],
      ['a', '2020-W53', '7'],
    ]);
    expect(await figures('MONTH', '2024-01')).toMatchObject([{ value: '1' }]);
    expect(await figures('YEAR', '2020', '2021')).toMatchObject([{ value: '7' }, { value: null }]);
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
