import { CoalitionsService, MembersService } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure, NewMeasure } from '@keelson/measures';
import { Forbidden, InvalidInput } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { AggregationModule, AggregationService, ForecastsService, GapsService, type Figure } from './index.js';

let room: TestRoom;
let service: AggregationService;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
  service = room.get(AggregationService);
});
afterAll(() => room.close());

const codes = ['a', 'b', 'c', 'd', 'e'];

async function build(input: Partial<NewMeasure> = {}) {
  const built = await buildCoalition(
    room,
    codes.map((code) => ({ code, name: code })),
  );
  await buildDimensions(room, built, { sex: ['f', 'm', 'x'] });
  const measure = await buildMeasure(room, built, {
    ofPeople: true,
    direction: 'INCREASE',
    breakdowns: [{ dimensionCodes: ['sex'], additive: true }],
    ...input,
  });
  return { built, measure };
}

/** One number of the coalition, spread over its five partners as evenly as whole numbers go. */
const spread = (period: string, number: number, sex?: string): ShortCell[] =>
  codes.map((code, i) => {
    const part = Math.floor(number / codes.length) + (i < number % codes.length ? 1 : 0);
    const categories: Record<string, string> = sex ? { sex } : {};
    return [code, period, String(part), categories];
  });

const ask = (
  { coalition, partner }: BuiltCoalition,
  measure: Measure,
  span: { frequency: 'MONTH' | 'QUARTER' | 'HALF_YEAR' | 'YEAR'; firstPeriod: string; lastPeriod?: string },
  breakdowns?: string[][],
) =>
  service.figures(partner('a'), {
    ...{ coalitionId: coalition.id, measureIds: [measure.id], lastPeriod: span.firstPeriod, ...span, breakdowns },
  });

const shown = (figures: Figure[]) =>
  Object.fromEntries(figures.map(({ cell, period, value }) => [`${period} ${cell['sex'] ?? ''}`.trim(), value]));

const june = { frequency: 'MONTH', firstPeriod: '2024-06' } as const;

describe('figures of people for partners', () => {
  it('hide 3 and 9 of 25 = 3 + 9 + 13, and show the total and 13 as far as a partner cannot subtract itself', async () => {
    const { built, measure } = await build();
    const months = [spread('2024-06', 250), spread('2024-06', 30, 'f'), spread('2024-06', 90, 'm')].flat();
    await report(room, built, cellsOf(measure.code, [...months, ...spread('2024-06', 130, 'x')]));
    expect(shown(await ask(built, measure, june))).toEqual({
      '2024-06': '250',
      ...{ '2024-06 f': '30', '2024-06 m': '90', '2024-06 x': '130' },
    });
    const small = await build();
    const cells = [spread('2024-06', 25), spread('2024-06', 3, 'f'), spread('2024-06', 9, 'm')].flat();
    await report(room, small.built, cellsOf(small.measure.code, [...cells, ...spread('2024-06', 13, 'x')]));
    const figures = await ask(small.built, small.measure, june);
    expect(shown(figures)).toMatchObject({ '2024-06 f': null, '2024-06 m': null });
    expect(figures.find(({ cell }) => cell['sex'] === 'f')).toMatchObject({
      ...{ value: null, low: null, high: null, numerator: null, denominator: null, progress: null },
      ...{ status: 'SUPPRESSED', withheld: false, nonValues: {}, organizationsReported: 5 },
    });
    const all = await service.figures(small.built.backbone, {
      ...{ coalitionId: small.built.coalition.id, measureIds: [small.measure.id] },
      ...{ ...june, lastPeriod: '2024-06' },
    });
    expect(shown(all)).toEqual({ '2024-06': '25', '2024-06 f': '3', '2024-06 m': '9', '2024-06 x': '13' });
  });

  it('hide what is left without the largest partner, who knows its own', async () => {
    const { built, measure } = await build({ breakdowns: [] });
    const cells = codes.map((code, i): ShortCell => [code, '2024-06', i === 0 ? '500' : '2']);
    await report(room, built, cellsOf(measure.code, cells));
    expect(shown(await ask(built, measure, june))).toEqual({ '2024-06': null });
  });

  it('hide the same whatever breakdowns and periods are asked for, and show no sum that a hidden month follows from', async () => {
    const { built, measure } = await build({ breakdowns: [] });
    const months = Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}`);
    const cells = months.flatMap((month, i) => spread(month, i === 4 ? 6 : 100 + i));
    await report(room, built, cellsOf(measure.code, cells));
    const year = await ask(built, measure, { frequency: 'YEAR', firstPeriod: '2024' });
    const quarters = await ask(built, measure, { frequency: 'QUARTER', firstPeriod: '2024-Q1', lastPeriod: '2024-Q4' });
    const each = { ...shown(quarters), ...shown(year) };
    const monthly = shown(
      await ask(built, measure, { frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-12' }),
    );
    expect(monthly['2024-05']).toBeNull();
    const hidden = ['2024-04', '2024-06'].filter((month) => monthly[month] === null);
    expect(each['2024-Q2'] === null || hidden.length > 0).toBe(true);
    for (const month of months) {
      expect(shown(await ask(built, measure, { frequency: 'MONTH', firstPeriod: month }))).toEqual({
        [month]: monthly[month],
      });
    }
    // A year that starts in another month holds the hidden one too.
    expect(shown(await ask(built, measure, { frequency: 'YEAR', firstPeriod: '2023-Y07' }))).toEqual({
      '2023-Y07': null,
    });
  }, 60_000);

  it('show no correction by fewer than the threshold, and show it again once it is larger', async () => {
    const { built, measure } = await build({ breakdowns: [] });
    await report(room, built, cellsOf(measure.code, spread('2024-06', 100)));
    expect(shown(await ask(built, measure, june))).toEqual({ '2024-06': '100' });
    const reportMore = async (number: number) => {
      const code = `late-${number}`;
      await room.get(MembersService).addOrganizations(built.backbone, built.coalition.id, [{ code, name: code }]);
      await report(room, built, cellsOf(measure.code, [[code, '2024-06', String(number)]]));
      return shown(await ask(built, measure, june));
    };
    expect(await reportMore(4)).toEqual({ '2024-06': null });
    expect(await reportMore(6)).toEqual({ '2024-06': null });
    expect(await reportMore(20)).toEqual({ '2024-06': '130' });
  });

  it('stay hidden when the threshold is lowered, until they change by as much', async () => {
    const { built, measure } = await build({ breakdowns: [] });
    await report(
      room,
      built,
      cellsOf(measure.code, [
        ['a', '2024-06', '4'],
        ...codes.slice(1).map((code): ShortCell => [code, '2024-06', '1']),
      ]),
    );
    expect(shown(await ask(built, measure, june))).toEqual({ '2024-06': null });
    const { coalition, backbone } = built;
    const coalitions = room.get(CoalitionsService);
    const set = (threshold: number, reason: string) =>
      coalitions.setSmallNumberThreshold(backbone, { coalitionId: coalition.id, threshold, reason });
    await expect(set(2, 'More to see')).rejects.toThrow(InvalidInput);
    await expect(set(3, ' ')).rejects.toThrow(InvalidInput);
    await expect(
      coalitions.setSmallNumberThreshold(built.partner('a'), {
        coalitionId: coalition.id,
        threshold: 3,
        reason: 'I want to see',
      }),
    ).rejects.toThrow(Forbidden);
    await set(3, 'Agreed by the partners');
    expect(shown(await ask(built, measure, june))).toEqual({ '2024-06': null });
    const [event] = await room.query(
      `SELECT reason, before, after FROM audit_event WHERE verb = 'setSmallNumberThreshold' AND coalition_id = $1`,
      [coalition.id],
    );
    expect(event).toEqual({
      reason: 'Agreed by the partners',
      before: { smallNumberThreshold: 11 },
      after: { smallNumberThreshold: 3 },
    });
  });

  it('of a ratio hide numerator, denominator and value together, also where nearly all have it', async () => {
    const { built, measure } = await build({ breakdowns: [], numberKind: 'RATIO', factor: 100, unit: 'percent' });
    const cells = (period: string, n: number, d: number) => codes.map((code): ShortCell => [code, period, `${n}/${d}`]);
    const rows = [...cells('2024-05', 20, 40), ...cells('2024-06', 39, 40), ...cells('2024-07', 1, 2)];
    await report(room, built, cellsOf(measure.code, rows));
    const figures = await ask(built, measure, { frequency: 'MONTH', firstPeriod: '2024-05', lastPeriod: '2024-07' });
    const hidden = { value: null, numerator: null, denominator: null, status: 'SUPPRESSED' };
    expect(figures[1]).toMatchObject(hidden);
    expect(figures[2]).toMatchObject(hidden);
  });

  it('hide the groups, gaps, changes and forecasts that would tell them', async () => {
    const { built, measure } = await build({ frequency: 'YEAR' });
    const cells = [2020, 2021, 2022, 2023, 2024].flatMap((year) => [
      ...spread(String(year), 200 + year),
      ...[spread(String(year), 3, 'f'), spread(String(year), 100, 'm'), spread(String(year), 97 + year, 'x')].flat(),
    ]);
    await report(room, built, cellsOf(measure.code, cells));
    await room.get(ForecastsService).freezeForecast(built.backbone, { measureId: measure.id, lastPeriod: '2023' });
    const gaps = await room
      .get(GapsService)
      .gaps(built.partner('a'), { measureId: measure.id, period: '2024', dimension: 'sex' });
    expect(gaps.indexOfDisparity).toBeNull();
    expect(gaps.groups.filter(({ missing }) => missing === 'SUPPRESSED').map(({ category }) => category)).toContain(
      'f',
    );
    expect(gaps.groups.find(({ category }) => category === 'f')).toMatchObject({
      rateDifference: null,
      rateRatio: null,
    });
    const request = {
      ...{ coalitionId: built.coalition.id, measureIds: [measure.id], frequency: 'YEAR' as const },
      ...{ firstPeriod: '2024', lastPeriod: '2024' },
    };
    const [change] = await service.changes(built.partner('a'), request);
    expect(change).toMatchObject({ before: '2223', now: '2224', volumeExpected: null, suppressed: true });
    const curve = await room
      .get(ForecastsService)
      .curve(built.partner('a'), { measureId: measure.id, firstPeriod: '2024', lastPeriod: '2024' });
    expect(curve.points).toMatchObject([{ actual: '2224', withheld: false }]);
  }, 60_000);

  it('hide a forecast that stands on a hidden year, and the changes from and to one', async () => {
    const years = await build({ frequency: 'YEAR', breakdowns: [] });
    const totals = [500, 510, 4, 530, 540].flatMap((number, i) => spread(String(2020 + i), number));
    await report(room, years.built, cellsOf(years.measure.code, totals));
    await room
      .get(ForecastsService)
      .freezeForecast(years.built.backbone, { measureId: years.measure.id, lastPeriod: '2023' });
    const other = await room
      .get(ForecastsService)
      .curve(years.built.partner('a'), { measureId: years.measure.id, firstPeriod: '2022', lastPeriod: '2024' });
    expect(other.forecasts).toMatchObject([{ withheld: true }]);
    expect(other.points[0]).toMatchObject({ actual: null, forecast: null, withheld: true });
    const changes = await service.changes(years.built.partner('a'), {
      ...{ coalitionId: years.built.coalition.id, measureIds: [years.measure.id], frequency: 'YEAR' as const },
      ...{ firstPeriod: '2022', lastPeriod: '2024' },
    });
    expect(changes[0]).toMatchObject({ now: null, before: null, suppressed: true });
  }, 60_000);
});

it('figures that few organizations stand behind cannot be worked out by subtraction either', async () => {
  const { built, measure } = await build({ ofPeople: false });
  const cells: ShortCell[] = [
    ...spread('2024-06', 600),
    ...spread('2024-06', 300, 'm'),
    ...spread('2024-06', 200, 'x'),
    ['a', '2024-06', '60', { sex: 'f' }],
    ['b', '2024-06', '40', { sex: 'f' }],
  ];
  await report(room, built, cellsOf(measure.code, cells));
  const figures = await ask(built, measure, june);
  expect(shown(figures)).toEqual({ '2024-06': '600', '2024-06 f': null, '2024-06 m': '300', '2024-06 x': null });
  expect(figures.filter(({ withheld }) => withheld)).toHaveLength(2);
});
