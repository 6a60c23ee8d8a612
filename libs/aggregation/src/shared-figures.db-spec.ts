import { AgreementsModule, AgreementsService } from '@keelson/agreements';
import { agree, inDays } from '@keelson/agreements/testing';
import { CoalitionsService } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure, NewMeasure } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import {
  AggregationModule,
  AggregationService,
  ForecastsService,
  GapsService,
  MeasureStoryService,
  PeersService,
} from './index.js';

let room: TestRoom;
let service: AggregationService;
beforeAll(async () => {
  room = await openRoom(AggregationModule, AgreementsModule);
  service = room.get(AggregationService);
});
afterAll(() => room.close());

const codes = ['a', 'b', 'c', 'd', 'e', 'f'];

async function build(input: Partial<NewMeasure> = {}, timeZone = 'UTC') {
  const built = await buildCoalition(
    room,
    codes.map((code) => ({ code, name: code })),
    { timeZone },
  );
  await buildDimensions(room, built, { sex: ['f', 'm', 'x'] });
  const measure = await buildMeasure(room, built, {
    ...{ direction: 'INCREASE', breakdowns: [{ dimensionCodes: ['sex'], additive: true }], ...input },
  });
  return { built, measure };
}

const each = (period: string, number: number | string, sex?: string): ShortCell[] =>
  codes.map((code): ShortCell => [code, period, String(number), sex ? { sex } : {}]);

const byAgreement = ({ backbone, coalition }: BuiltCoalition) =>
  room
    .get(CoalitionsService)
    .setSharing(backbone, { coalitionId: coalition.id, sharing: 'BY_AGREEMENT', reason: 'Decided by all' });

async function ask(
  { coalition, partner }: BuiltCoalition,
  measure: Measure,
  span: object,
  actor: Actor = partner('b'),
) {
  const figures = await service.figures(actor, {
    ...{ coalitionId: coalition.id, measureIds: [measure.id], frequency: 'MONTH' as const },
    ...{ firstPeriod: '2024-05', lastPeriod: '2024-06', ...span },
  });
  return Object.fromEntries(
    figures.map(({ cell, period, value, status }) => {
      return [`${period} ${cell['sex'] ?? ''}`.trim(), status === 'WITHHELD' ? status : value];
    }),
  );
}

describe('live figures of a coalition that shares by agreement', () => {
  it('are withheld until one is in force, and again when it is revoked; backbone staff see all', async () => {
    const { built, measure } = await build();
    await report(room, built, cellsOf(measure.code, [...each('2024-05', 50), ...each('2024-06', 60)]));
    const all = { '2024-05': '300', '2024-06': '360' };
    expect(await ask(built, measure, {})).toEqual(all);
    await byAgreement(built);
    const none = { '2024-05': 'WITHHELD', '2024-06': 'WITHHELD' };
    expect(await ask(built, measure, {})).toEqual(none);
    expect(await ask(built, measure, {}, built.backbone)).toEqual(all);
    await agree(room, built, [measure], { audiences: ['FUNDERS'] });
    expect(await ask(built, measure, {})).toEqual(none);
    await agree(room, built, [measure], { audiences: ['COALITION'], from: inDays(1) });
    expect(await ask(built, measure, {})).toEqual(none);
    const { id } = await agree(room, built, [measure], { audiences: ['COALITION'], to: inDays(0) });
    expect(await ask(built, measure, {})).toEqual(all);
    await room.get(AgreementsService).revokeAgreement(built.backbone, id, null, 'Ends');
    expect(await ask(built, measure, {})).toEqual(none);
  });

  it('are withheld from the day after its last one on, by the day of the coalition', async () => {
    // It is always a day later on Kiritimati than in Pago Pago.
    const { built, measure } = await build({}, 'Pacific/Pago_Pago');
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Pago_Pago' }).format();
    await report(room, built, cellsOf(measure.code, each('2024-06', 60)));
    await byAgreement(built);
    await agree(room, built, [measure], { audiences: ['COALITION'], from: today, to: today });
    expect(await ask(built, measure, {})).toMatchObject({ '2024-06': '360' });
    const { backbone, coalition } = built;
    await room.get(CoalitionsService).updateCoalition(backbone, coalition.id, { timeZone: 'Pacific/Kiritimati' });
    expect(await ask(built, measure, {})).toMatchObject({ '2024-06': 'WITHHELD' });
  });

  it('say nothing of a figure that is withheld, not even that nobody reported it', async () => {
    const { built, measure } = await build();
    await report(room, built, cellsOf(measure.code, [['a', '2024-06', 'DECLINED']]));
    await byAgreement(built);
    const [, june] = await service.figures(built.partner('b'), {
      ...{ coalitionId: built.coalition.id, measureIds: [measure.id], frequency: 'MONTH' },
      ...{ firstPeriod: '2024-05', lastPeriod: '2024-06' },
    });
    expect(june).toMatchObject({
      ...{ value: null, low: null, high: null, numerator: null, denominator: null, progress: null },
      ...{ status: 'WITHHELD', withheld: true, nonValues: {}, organizationsExpected: 6 },
    });
  });

  it('are shared by breakdown, period and frequency as the agreement says', async () => {
    const { built, measure } = await build();
    const cells = ['2024-04', '2024-05', '2024-06'].flatMap((month) => [
      ...each(month, 20, 'f'),
      ...each(month, 10, 'm'),
    ]);
    await report(room, built, cellsOf(measure.code, cells));
    await byAgreement(built);
    const span = { audiences: ['COALITION' as const], breakdowns: [], firstPeriod: '2024-06', lastPeriod: '2024-06' };
    await agree(room, built, [measure], span);
    expect(await ask(built, measure, {})).toEqual({
      ...{ '2024-05': 'WITHHELD', '2024-05 f': 'WITHHELD', '2024-05 m': 'WITHHELD' },
      ...{ '2024-06': '180', '2024-06 f': 'WITHHELD', '2024-06 m': 'WITHHELD' },
    });
    const quarter = { frequency: 'QUARTER', firstPeriod: '2024-Q2', lastPeriod: '2024-Q2' };
    expect(await ask(built, measure, quarter)).toMatchObject({ '2024-Q2': 'WITHHELD' });
    await agree(room, built, [measure], {
      audiences: ['COALITION'],
      finestFrequency: 'QUARTER',
      breakdowns: [['sex']],
    });
    expect(await ask(built, measure, quarter)).toEqual({ '2024-Q2': '540', '2024-Q2 f': '360', '2024-Q2 m': '180' });
    expect(await ask(built, measure, {})).toMatchObject({ '2024-05': 'WITHHELD', '2024-06': '180' });
  });

  it('of a calculated measure are shared with all that it is calculated from', async () => {
    const { built, measure: one } = await build({ code: 'one' });
    const two = await buildMeasure(room, built, { code: 'two' });
    const both = await buildMeasure(room, built, { code: 'both', numberKind: 'CALCULATED', expression: 'one + two' });
    await report(room, built, [...cellsOf('one', each('2024-06', 5)), ...cellsOf('two', each('2024-06', 7))]);
    await byAgreement(built);
    await agree(room, built, [one], { audiences: ['COALITION'] });
    expect(await ask(built, both, {})).toMatchObject({ '2024-06': 'WITHHELD' });
    await agree(room, built, [two], { audiences: ['COALITION'] });
    expect(await ask(built, both, {})).toMatchObject({ '2024-06': '72' });
  });

  it('withhold changes, gaps, forecasts, bands and the story with them, but nobody its own number', async () => {
    const { built, measure } = await build({ frequency: 'YEAR' });
    const years = [2020, 2021, 2022, 2023, 2024];
    const cells = years.flatMap((year, i) =>
      codes.flatMap((code, place): ShortCell[] => [
        [code, String(year), String(100 * (place + 1) + i), { sex: 'f' }],
        [code, String(year), String(90 * (place + 1) + i), { sex: 'm' }],
      ]),
    );
    await report(room, built, cellsOf(measure.code, cells));
    await room.get(ForecastsService).freezeForecast(built.backbone, { measureId: measure.id, lastPeriod: '2023' });
    const b = built.partner('b');
    const span = { firstPeriod: '2023', lastPeriod: '2024' };
    const look = async () => {
      const request = { coalitionId: built.coalition.id, measureIds: [measure.id], frequency: 'YEAR' as const };
      const story = await room.get(MeasureStoryService).measureStory(b, { measureId: measure.id, ...span });
      const curve = await room.get(ForecastsService).curve(b, { measureId: measure.id, ...span });
      const gaps = await room.get(GapsService).gaps(b, { measureId: measure.id, period: '2024', dimension: 'sex' });
      const organizationId = built.organizations[1]!.id;
      const bands = await room
        .get(PeersService)
        .peerBands(b, { measureId: measure.id, organizationId, frequency: 'YEAR', ...span });
      return {
        changes: (await service.changes(b, { ...request, ...span })).map(({ now, withheld }) => [now, withheld]),
        series: story.series.map(({ value }) => value),
        curve: [story.curve, curve].map(({ forecasts, points }) => [forecasts[0]!.withheld, points[0]!.actual]),
        gaps: gaps.groups.map(({ value, missing }) => value ?? missing),
        bands: bands.map(({ own, missing }) => [own, missing]),
      };
    };
    const shown = await look();
    await byAgreement(built);
    expect(await look()).toEqual({
      changes: [
        [null, true],
        [null, true],
      ],
      series: [null, null],
      curve: [
        [true, null],
        [true, null],
      ],
      gaps: ['WITHHELD', 'WITHHELD', 'NO_DATA'],
      bands: [
        ['386', 'WITHHELD'],
        ['388', 'WITHHELD'],
      ],
    });
    await agree(room, built, [measure], { audiences: ['COALITION'], firstPeriod: '2023' });
    const some = await look();
    expect(some).toMatchObject({ series: shown.series, gaps: shown.gaps, bands: shown.bands });
    // The line stands on years before 2023 too.
    expect(some.curve[1]![0]).toBe(true);
    await agree(room, built, [measure], { audiences: ['COALITION'] });
    expect(await look()).toEqual(shown);
  }, 60_000);

  it('apply before small numbers: what is not shared hides what is small, and nothing else has to', async () => {
    const { built, measure } = await build({ ofPeople: true });
    const spread = (sex: string, number: number) =>
      codes.map((code, i): ShortCell => [
        code,
        '2024-06',
        String(Math.floor(number / 6) + (i < number % 6 ? 1 : 0)),
        { sex },
      ]);
    await report(room, built, cellsOf(measure.code, [...spread('f', 5), ...spread('m', 130), ...spread('x', 200)]));
    expect(await ask(built, measure, { firstPeriod: '2024-06' })).toEqual({
      ...{ '2024-06': '335', '2024-06 f': null, '2024-06 m': null, '2024-06 x': '200' },
    });
    const other = await build({ ofPeople: true });
    await report(
      room,
      other.built,
      cellsOf(other.measure.code, [...spread('f', 5), ...spread('m', 130), ...spread('x', 200)]),
    );
    await byAgreement(other.built);
    await agree(room, other.built, [other.measure], { audiences: ['COALITION'], breakdowns: [] });
    expect(await ask(other.built, other.measure, { firstPeriod: '2024-06' })).toEqual({
      ...{ '2024-06': '335', '2024-06 f': 'WITHHELD', '2024-06 m': 'WITHHELD', '2024-06 x': 'WITHHELD' },
    });
  });
});
