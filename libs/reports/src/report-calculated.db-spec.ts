import { AggregationService } from '@keelson/aggregation';
import { calculated, reported, tellMeasures } from '@keelson/aggregation/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { openReportsRoom } from '../testing/index.js';
import { ReportCompiler, ReportsService, type ReportFigure } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openReportsRoom();
});
afterAll(() => room.close());

const bySex = (additive: boolean) => ({ breakdowns: [{ dimensionCodes: ['sex'], additive }] });

it('a report has the same calculated figures as the live ones, also without their operands, and prints the definition', async () => {
  const { built, id, request } = await tellMeasures(
    room,
    [
      reported('passed', { frequency: 'MONTH', ...bySex(true) }),
      reported('enrolled', { frequency: 'QUARTER', timeRule: 'AVERAGE', ...bySex(false) }),
      reported('grants', { numberKind: 'AMOUNT', partnerRule: 'AVERAGE' }),
      calculated('100 * passed / enrolled', { code: 'rate', ...bySex(false) }),
      calculated('if(rate > 50, rate - grants / 7, rate)', {
        operands: [{ measure: 'grants', treatMissingAs: 'ZERO' }],
      }),
    ],
    {
      passed: [
        ['a', '2023-01', '10'],
        ['a', '2023-05', '7', { sex: 'f' }],
        ['b', '2023-12', '3', { sex: 'm' }],
        ['a', '2024-02', '1', { sex: 'f' }],
        ['c', '2024-02', '1', { sex: 'm' }],
      ],
      enrolled: [
        ['a', '2023-Q1', '30'],
        ['a', '2023-Q2', '20'],
        ['a', '2023-Q2', '9', { sex: 'f' }],
        ['b', '2023-Q4', '7'],
        ['a', '2024-Q1', '3'],
        ['a', '2024-Q1', '1', { sex: 'f' }],
      ],
      grants: [
        ['a', '2023', '10.5'],
        ['b', '2023', '0'],
        ['c', '2023', '0.1'],
      ],
    },
  );
  const measureIds = [id('rate'), id('figure')];
  const live = await room.get(AggregationService).figures(built.backbone, { ...request('2023', '2025'), measureIds });
  const reports = room.get(ReportsService);
  const { id: reportId, coalitionId } = await reports.requestReport(built.backbone, {
    ...{ coalitionId: built.coalition.id, title: 'Rates', frequency: 'YEAR', measureIds },
    ...{ firstPeriod: '2023', lastPeriod: '2025' },
  });
  await room.getOfWorker(ReportCompiler).compileReport({ reportId, coalitionId }, { last: false });
  const opened = await reports.openReport(built.backbone, reportId);
  const figures: ReportFigure[] = [];
  for await (const portion of reports.figuresOf(built.backbone, opened)) figures.push(...portion);
  const short = (
    code: string,
    { period, cell, value, status, cellsReported, cellsExpected }: ReportFigure | (typeof live)[number],
  ) => [code, period, cell['sex'] ?? '', value, status ?? '', `${cellsReported}/${cellsExpected}`].join(' ');
  const codeOf = new Map([
    [id('rate'), 'rate'],
    [id('figure'), 'figure'],
  ]);
  const compiled = figures.map((one) => short(one.measureCode, one)).sort();
  expect(compiled).toEqual(live.map((one) => short(codeOf.get(one.measureId)!, one)).sort());
  expect(compiled).toEqual([
    ...['figure 2023  61.995238  3/48', 'figure 2024  66.666667  0/4', 'figure 2025   NO_DATA 0/48'],
    ...['rate 2023  62.5  3/48', 'rate 2023 f 77.777778  1/48', 'rate 2024  66.666667  2/48'],
    ...['rate 2024 f 100  1/48', 'rate 2025   NO_DATA 0/48'],
  ]);
  expect(opened.header?.measures).toMatchObject([
    {
      code: 'figure',
      numberKind: 'CALCULATED',
      expression: 'if(rate > 50, rate - grants / 7, rate)',
      zeros: ['grants'],
    },
    { code: 'rate', unit: 'percent', expression: '100 * passed / enrolled', zeros: [] },
  ]);
});
