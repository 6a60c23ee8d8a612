import { MeasuresService } from '@keelson/measures';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { ReportingService } from '@keelson/submissions';
import { cellsOf, submit, type ShortCell } from '@keelson/submissions/testing';
import { calculated, reported, tellMeasures, type TellArguments } from '../testing/index.js';
import { AggregationModule, AggregationService, ForecastsService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

const tell = (...measures: TellArguments) => tellMeasures(room, ...measures);

it('a calculated figure is withheld from partners with any operand, be it one of few organizations or a single one’s own number', async () => {
  const three: ShortCell[] = [
    ['a', '2024', '1'],
    ['b', '2024', '1'],
    ['c', '2024', '1'],
  ];
  const { built, request } = await tell(
    [
      ...[reported('many'), reported('few'), reported('own', { partnerRule: 'MAX' })],
      ...[
        calculated('many * 2'),
        calculated('many + 0 * few', { code: 'withFew' }),
        calculated('many + 0 * own', { code: 'withOwn' }),
      ],
    ],
    { many: three, few: three.slice(1), own: three },
  );
  const codes = ['figure', 'withFew', 'withOwn'];
  const seen = await room.get(AggregationService).figures(built.partner('a'), request('2024', '2024', 'YEAR', codes));
  expect(seen.map(({ value, withheld }) => [value, withheld])).toEqual([
    ['6', false],
    [null, true],
    [null, true],
  ]);
  const all = await room.get(AggregationService).figures(built.backbone, request('2024', '2024', 'YEAR', codes));
  expect(all.map(({ value }) => value)).toEqual(['6', '3', '3']);
  const changes = await room
    .get(AggregationService)
    .changes(built.partner('a'), request('2024', '2024', 'YEAR', codes));
  expect(changes.map(({ now, withheld }) => [now, withheld])).toEqual([
    [null, true],
    [null, true],
    [null, true],
  ]);
});

it('a calculated measure is due from nobody, and takes no values', async () => {
  const { built } = await tell([reported('x'), calculated('x * 2')], { x: [['a', '2024', '1']] });
  const { backbone, coalition } = built;
  const span = { frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024' } as const;
  const rates = room
    .get(ReportingService)
    .reportingRates(backbone, { coalitionId: coalition.id, ...span, by: 'COALITION' });
  expect(await rates).toMatchObject([{ cellsExpected: 4, cellsAnswered: 1, valueCompleteness: '0.25' }]);
  const owed = await room.get(ReportingService).outstanding(backbone, coalition.id, span, { first: 100 });
  expect(owed.nodes).toHaveLength(3);
  const { problems } = await submit(room, backbone, coalition.id, cellsOf('figure', [['a', '2024', '1']]));
  expect(problems).toMatchObject([{ code: 'WRONG_KIND', field: ['values', '0', 'measure'] }]);
});

describe('over time', () => {
  const years: ShortCell[] = ['2019', '2020', '2021', '2022', '2023'].flatMap((year, i): ShortCell[] =>
    ['a', 'b', 'c'].map((code) => [code, year, String(10 * (i + 1))]),
  );

  it('it changes plainly, without a panel', async () => {
    const { built, request, changes } = await tell([reported('x'), calculated('x / 10')], { x: years });
    expect(await changes('2022', '2023', 'YEAR', ['x', 'figure'])).toMatchObject([
      { before: '90', now: '120', panel: 3, panelNow: '120' },
      { before: '120', now: '150', panel: 3 },
      { before: '9', now: '12', panel: 0, panelBefore: null, panelNow: null, volumeExpected: null },
      { before: '12', now: '15', withheld: false },
    ]);
    const seen = await room.get(AggregationService).changes(built.partner('a'), request('2022', '2023'));
    expect(seen).toMatchObject([{ before: '9', now: '12', withheld: false }, { now: '15' }]);
  });

  it('it has a forecast, which stops at a BREAK in an operand', async () => {
    const { built, id, figures } = await tell([reported('x'), calculated('x / 30', { direction: 'DECREASE' })], {
      x: years,
    });
    const forecasts = room.get(ForecastsService);
    const freeze = () => forecasts.freezeForecast(built.backbone, { measureId: id('figure'), lastPeriod: '2023' });
    expect(await freeze()).toMatchObject({ slope: '1', intercept: '1', lowest: null, points: { length: 5 } });
    await room.get(MeasuresService).reviseMeasure(built.backbone, id('x'), {
      ...{ unit: 'people', numberKind: 'COUNT', firstPeriod: '2022', comparability: 'BREAK', reason: 'Counted anew' },
    });
    expect((await figures('2021', '2022')).map(({ version, comparability }) => [version, comparability])).toEqual([
      ...[
        [1, 'COMPARABLE'],
        [1, 'BREAK'],
      ],
    ]);
    await expect(freeze()).rejects.toMatchObject({ rule: 'forecast.history' });
  });

  it('each period is calculated by the definitions of its time, its own and those between', async () => {
    const { built, id, figures } = await tell(
      [reported('x'), calculated('x + 1', { code: 'between' }), calculated('between * 10')],
      { x: years },
    );
    const revise = (code: string, expression: string, firstPeriod: string) =>
      room.get(MeasuresService).reviseMeasure(built.backbone, id(code), {
        ...{
          unit: 'percent',
          numberKind: 'CALCULATED',
          expression,
          firstPeriod,
          comparability: 'COMPARABLE',
          reason: 'Better',
        },
      });
    await revise('between', 'x + 2', '2021');
    await revise('figure', 'between * 100 + x * 0', '2022');
    await revise('between', 'x + 3', '2023');
    expect((await figures('2020', '2023')).map(({ value, version }) => [value, version])).toEqual([
      ...[
        ['610', 1],
        ['920', 1],
        ['12200', 2],
        ['15300', 2],
      ],
    ]);
  });
});
