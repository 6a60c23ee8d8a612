import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { NewMeasure } from '@keelson/measures';
import { Forbidden, NotFound, type Actor } from '@keelson/platform';
import { buildActor, openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { AggregationModule, AggregationService, type FigureRequest } from './index.js';

let room: TestRoom;
let service: AggregationService;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
  service = room.get(AggregationService);
});
afterAll(() => room.close());

/** One yearly measure; `numbers` are those of a, b, c and d, year by year. */
async function tell(input: Partial<NewMeasure>, numbers: Record<string, (string | null)[]>) {
  const built = await buildCoalition(
    room,
    ['a', 'b', 'c', 'd'].map((code) => ({ code, name: code })),
  );
  const measure = await buildMeasure(room, built, { frequency: 'YEAR', ...input });
  const cells = Object.entries(numbers).flatMap(([year, row]) =>
    row.flatMap((number, i): ShortCell[] => (number === null ? [] : [['abcd'[i]!, year, number]])),
  );
  await report(room, built, cellsOf(measure.code, cells));
  const years = Object.keys(numbers);
  const request: FigureRequest = {
    ...{ coalitionId: built.coalition.id, measureIds: [measure.id], frequency: 'YEAR' },
    ...{ firstPeriod: years[0]!, lastPeriod: years.at(-1)! },
  };
  return { built, request };
}

const holding = ({ coalition }: BuiltCoalition, role: 'FUNDER' | 'OBSERVER'): Actor =>
  buildActor([{ coalitionId: coalition.id, role, organizationId: null }]);

describe('live figures', () => {
  it('of fewer than three organizations are withheld from partners, with their counts told', async () => {
    const { built, request } = await tell(
      {},
      { '2022': ['5', '7', '9', null], '2023': ['5', '7', null, 'DECLINED'], '2024': [null, null, null, null] },
    );
    expect(await service.figures(built.partner('a'), request)).toMatchObject([
      { period: '2022', value: '21', organizationsReported: 3, withheld: false },
      { period: '2023', value: null, organizationsReported: 2, nonValues: {}, status: null, withheld: true },
      { period: '2024', value: null, organizationsReported: 0, nonValues: {}, status: null, withheld: true },
    ]);
    expect(await service.figures(built.backbone, request)).toMatchObject([
      { value: '21', withheld: false },
      { value: '12', nonValues: { DECLINED: 1, MISSING: 1 }, withheld: false },
      { value: null, nonValues: { MISSING: 4 }, status: 'NO_DATA', withheld: false },
    ]);
  });

  it.each(['MIN', 'MAX', 'MEDIAN'] as const)(
    "by %s are one partner's own number, and withheld",
    async (partnerRule) => {
      const { built, request } = await tell({ partnerRule }, { '2024': ['5', '7', '9', '11'] });
      expect(await service.figures(built.partner('a'), request)).toMatchObject([{ value: null, withheld: true }]);
      expect((await service.figures(built.backbone, request))[0]?.value).not.toBeNull();
    },
  );

  it('of a ratio lose numerator and denominator too', async () => {
    const ratio = { numberKind: 'RATIO', factor: 100, unit: 'percent' } as const;
    const { built, request } = await tell(ratio, { '2024': ['1/2', '3/4', null, null] });
    const withheld = { value: null, numerator: null, denominator: null, withheld: true };
    expect(await service.figures(built.partner('a'), request)).toMatchObject([withheld]);
  });
});

describe('changes', () => {
  it('over a panel of fewer than three, or that leave fewer than three over, are withheld from partners', async () => {
    const { built, request } = await tell(
      {},
      {
        '2021': ['1', '2', '3', '4'],
        '2022': ['1', '2', '3', '5'],
        '2023': ['1', '2', '3', null], // what d had is the difference of two totals
        '2024': ['1', '2', null, null],
      },
    );
    expect(await service.changes(built.partner('a'), request)).toMatchObject([
      { period: '2021', panel: 0, now: null, withheld: true },
      { period: '2022', panel: 4, before: '10', now: '11', panelNow: '11', volumeExpected: '10', withheld: false },
      { period: '2023', panel: 3, before: null, panelBefore: null, volumeReported: null, withheld: true },
      { period: '2024', panel: 2, before: null, now: null, panelNow: null, volumeExpected: null, withheld: true },
    ]);
    expect(await service.changes(built.backbone, request)).toMatchObject([
      { now: '10', withheld: false },
      { now: '11' },
      { before: '11', panelBefore: '6', panel: 3 },
      { before: '6', now: '3', panel: 2 },
    ]);
  });
});

it('are not for funders and observers, and absent for a stranger', async () => {
  const { built, request } = await tell({}, { '2024': ['1', '2', '3', '4'] });
  for (const verb of ['figures', 'changes'] as const) {
    await expect(service[verb](holding(built, 'FUNDER'), request)).rejects.toThrow(Forbidden);
    await expect(service[verb](holding(built, 'OBSERVER'), request)).rejects.toThrow(Forbidden);
    await expect(service[verb](built.stranger, request)).rejects.toThrow(NotFound);
  }
});
