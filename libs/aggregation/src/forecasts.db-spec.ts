import { buildCoalition } from '@keelson/coalitions/testing';
import { MeasuresService, type NewMeasure } from '@keelson/measures';
import { Forbidden, InvalidInput, InvalidState, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { AggregationModule, ForecastsService, GapsService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

async function tell(input: Partial<NewMeasure>, cells: ShortCell[], lastPeriod: string | null = '2022') {
  const built = await buildCoalition(room);
  await buildDimensions(room, built, { sex: ['f', 'm', 'x'] });
  const measure = await buildMeasure(room, built, { frequency: 'YEAR', direction: 'INCREASE', ...input });
  await report(room, built, cellsOf(measure.code, cells));
  const forecasts = room.get(ForecastsService);
  const goal = { measureId: measure.id, lastPeriod };
  return {
    ...{ built, measure, forecasts },
    freeze: (more: object = {}, actor = built.backbone) => forecasts.freezeForecast(actor, { ...goal, ...more }),
    curve: (firstPeriod: string, last = firstPeriod, actor = built.backbone) =>
      forecasts.curve(actor, { measureId: measure.id, firstPeriod, lastPeriod: last }),
  };
}
/** Every partner reports the number, year by year. */
const yearly = (numbers: Record<string, string>, partners = 'abc'): ShortCell[] =>
  Object.entries(numbers).flatMap(([year, number]) => [...partners].map((code): ShortCell => [code, year, number]));
const rising = { '2020': '1', '2021': '2', '2022': '3' };

describe('a forecast', () => {
  it('is the line of the last five years, counted on, never changed', async () => {
    const early = { '2016': '999', '2018': '2', '2019': '4', '2020': '5', '2021': '4', '2022': '5' };
    const { freeze, curve } = await tell({}, yearly({ ...early, '2023': '9', '2024': '10' }, 'a'));
    const first = await freeze({ reason: 'Before the new programme', tolerance: '0.5' });
    expect(first).toMatchObject({ number: 1, slope: '0.6', intercept: '2.8', lowest: '0', highest: null });
    expect(first.points.map(({ period }) => period)).toEqual(['2018', '2019', '2020', '2021', '2022']);
    expect((await curve('2022', '2024')).points).toMatchObject([
      { period: '2022', actual: '5', forecast: '5.2', fitted: true, standing: null },
      { period: '2023', actual: '9', forecast: '5.8', gap: '3.2', standing: 'SLOWED' },
      { period: '2024', actual: '10', forecast: '6.4', gap: '3.6', standing: 'TURNED' },
    ]);
    expect(await freeze({ lastPeriod: '2024' })).toMatchObject({ number: 2 });
    expect((await curve('2024')).forecasts.map(({ forecast }) => forecast.number)).toEqual([2, 1]);
    for (const statement of ['UPDATE measure_forecast SET slope = 9', 'DELETE FROM measure_forecast']) {
      await expect(room.query(statement)).rejects.toThrow('append-only');
    }
  });

  it('needs three years, and says how many are there', async () => {
    const { freeze, curve } = await tell({}, yearly({ '2021': '2', '2022': '3' }));
    await expect(freeze()).rejects.toThrow(InvalidState);
    await expect(freeze()).rejects.toThrow('Building history: 2 of at least 3 complete years are there.');
    expect((await curve('2022')).points).toMatchObject([{ standing: 'BUILDING_HISTORY', forecast: null }]);
  });

  it('never runs across a BREAK', async () => {
    const { freeze, curve, built, measure } = await tell({}, yearly({ ...rising, '2023': '40', '2024': '50' }));
    await freeze();
    const revision = { firstPeriod: '2023', comparability: 'BREAK' as const, reason: 'Counted anew', unit: 'people' };
    await room.get(MeasuresService).reviseMeasure(built.backbone, measure.id, { ...revision, numberKind: 'COUNT' });
    await expect(freeze({ lastPeriod: '2024' })).rejects.toThrow('2 of at least 3');
    expect((await curve('2022', '2023')).points).toMatchObject([
      { period: '2022', forecast: '9' },
      { period: '2023', forecast: null, standing: 'BUILDING_HISTORY' },
    ]);
  });

  it('leaves out a year with a month that nobody reported', async () => {
    const months = (year: string, count: number) =>
      Array.from({ length: count }, (_, i): ShortCell => ['a', `${year}-${String(i + 1).padStart(2, '0')}`, '1']);
    const cells = [...months('2019', 12), ...months('2020', 12), ...months('2021', 11), ...months('2022', 12)];
    const { freeze } = await tell({ frequency: 'MONTH' }, cells);
    const { points, slope } = await freeze();
    expect(points.map(({ period, value }) => [period, value])).toEqual([
      ['2019', '12'],
      ['2020', '12'],
      ['2022', '12'],
    ]);
    expect(slope).toBe('0');
  });

  it('stands on years that ended, and takes a tolerance that is a number', async () => {
    const { freeze } = await tell({}, yearly(rising));
    const next = String(new Date().getUTCFullYear());
    await expect(freeze({ lastPeriod: next })).rejects.toThrow('years that ended');
    await expect(freeze({ lastPeriod: '2022-01' })).rejects.toThrow(InvalidInput);
    await expect(freeze({ tolerance: '-1' })).rejects.toThrow('not negative');
    await expect(freeze({ tolerance: 'some' })).rejects.toThrow(InvalidInput);
  });

  it('is made by backbone staff, and its coalition is a wall', async () => {
    const [ours, theirs] = [await tell({}, yearly(rising)), await tell({}, yearly(rising))];
    await theirs.freeze();
    await expect(ours.freeze({}, ours.built.partner('a'))).rejects.toThrow(Forbidden);
    await expect(ours.freeze({}, ours.built.funder)).rejects.toThrow(Forbidden);
    await expect(ours.freeze({}, theirs.built.backbone)).rejects.toThrow(NotFound);
    await expect(ours.curve('2022', '2022', theirs.built.backbone)).rejects.toThrow(NotFound);
    await expect(ours.curve('2022', '2022', ours.built.funder)).rejects.toThrow(Forbidden);
    expect((await ours.curve('2022')).forecasts).toEqual([]);
    expect(await ours.freeze()).toMatchObject({ number: 1 });
  });

  it('that stands on a withheld figure is withheld from partners as a whole', async () => {
    const { freeze, curve, built } = await tell({}, [...yearly(rising), ...yearly({ '2019': '1' }, 'ab')]);
    await freeze();
    const seen = await curve('2020', '2022', built.partner('a'));
    expect(seen.forecasts).toMatchObject([{ withheld: true }]);
    expect(seen.points[0]).toMatchObject({ actual: '3', forecast: null, gap: null, standing: null, withheld: true });
    await freeze({ lastPeriod: '2022', reason: 'again' });
    const open = await tell({}, yearly(rising));
    await open.freeze();
    const shown = await open.curve('2022', '2022', open.built.partner('a'));
    expect(shown).toMatchObject({ forecasts: [{ withheld: false }], points: [{ forecast: '9', withheld: false }] });
  });
});

describe('gaps', () => {
  const ratio = { numberKind: 'RATIO', factor: 100, unit: 'percent' } as const;
  const bySex = { ...ratio, breakdowns: [{ dimensionCodes: ['sex'], additive: true }] };
  const cells = (partners: string): ShortCell[] =>
    [...partners].flatMap((code): ShortCell[] => [
      [code, '2022', '1/3', { sex: 'f' }],
      [code, '2022', '2/3', { sex: 'm' }],
    ]);

  it('are rounded once, and a category without a number is told', async () => {
    const { measure, built } = await tell(bySex, cells('abc'));
    const request = { measureId: measure.id, period: '2022', dimension: 'sex' };
    expect(await room.get(GapsService).gaps(built.backbone, request)).toMatchObject({
      ...{ total: '50.000000', best: 'm', indexOfDisparity: '33.333333', missing: 1 },
      groups: [
        { category: 'f', value: '33.333333', rateDifference: '-33.333333', rateRatio: '0.5', missing: null },
        { category: 'm', rateDifference: '0', rateRatio: '1' },
        { category: 'x', value: null, rateDifference: null, rateRatio: null, missing: 'NO_DATA' },
      ],
    });
  });

  it('of withheld figures are withheld', async () => {
    const { measure, built } = await tell(bySex, cells('ab'));
    const request = { measureId: measure.id, period: '2022', dimension: 'sex' };
    expect(await room.get(GapsService).gaps(built.partner('a'), request)).toMatchObject({
      ...{ total: null, best: null, indexOfDisparity: null, missing: 3 },
      groups: [{ missing: 'WITHHELD' }, { missing: 'WITHHELD' }, { missing: 'NO_DATA' }],
    });
  });

  it('are asked for by a declared dimension', async () => {
    const { measure, built } = await tell(bySex, cells('abc'));
    const request = { measureId: measure.id, period: '2022', dimension: 'shoe' };
    await expect(room.get(GapsService).gaps(built.backbone, request)).rejects.toThrow('not broken down by "shoe"');
  });
});
