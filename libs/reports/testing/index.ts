import { Global, Inject, Module, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { AgreementsModule } from '@keelson/agreements';
import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure } from '@keelson/measures';
import { Queues } from '@keelson/platform';
import { databaseUrl, openRooms, type TestRoom } from '@keelson/platform/testing';
import {
  buildDimensions,
  buildMeasure,
  cellsOf,
  report as submitAndApprove,
  type ShortCell,
} from '@keelson/submissions/testing';
import { PublicationsService, ReportCompiler, ReportsModule, ReportsService, type NewReport } from '../src/index.js';

export { buildPartnersReport } from './build-partners-report.js';

/** The queue on the test's own database, as in a process with one store; no worker listens. */
@Global()
@Module({
  providers: [
    {
      provide: Queues,
      inject: [databaseUrl],
      useFactory: (url: string) => new Queues({ databaseUrl: url }),
    },
  ],
  exports: [Queues],
})
export class QueuesOfTest implements OnApplicationShutdown {
  constructor(@Inject(Queues) private readonly queues: Queues) {}

  onApplicationShutdown(): Promise<void> {
    return this.queues.close();
  }
}

const reportsRoom = [QueuesOfTest, AggregationModule, AgreementsModule, ReportsModule];

/** With the rooms above that a test needs too. */
export function openReportsRoom(...above: Type[]): Promise<TestRoom> {
  const rooms = [...new Set([...reportsRoom, ...above])];
  return openRooms(rooms, rooms);
}

export interface ReportedCoalition extends BuiltCoalition {
  measures: { deaths: Measure; rate: Measure };
  /** A request over the years that the partners told of. */
  request: NewReport;
}

/**
 * A coalition whose partners a and b told of two years: deaths (broken down by band, and by band × sex) and a rate. In
 * the second year only a did; partner c never told anything.
 */
export async function buildReportedCoalition(room: TestRoom): Promise<ReportedCoalition> {
  const built = await buildCoalition(room);
  await buildDimensions(room, built, { sex: ['f', 'm'], band: ['young', 'old'] });
  const breakdowns = [
    { dimensionCodes: ['band'], additive: true },
    { dimensionCodes: ['band', 'sex'], additive: true },
  ];
  const yearly = { frequency: 'YEAR', direction: 'DECREASE' } as const;
  const deaths = await buildMeasure(room, built, {
    ...yearly,
    code: 'deaths',
    name: 'Deaths',
    unit: 'deaths',
    breakdowns,
  });
  const rate = await buildMeasure(room, built, {
    ...yearly,
    code: 'rate',
    name: 'Death rate',
    unit: 'deaths per 10,000 people',
    numberKind: 'RATIO',
    factor: 10_000,
  });
  await submitAndApprove(room, built, [
    ...cellsOf('deaths', [
      ['a', '2023', '10'],
      ['a', '2023', '4', { band: 'young' }],
      ['a', '2023', '6', { band: 'old' }],
      ['a', '2023', '1', { band: 'young', sex: 'f' }],
      ['b', '2023', '0'],
      ['a', '2024', '7'],
      ['b', '2024', 'DECLINED'],
    ]),
    ...cellsOf('rate', [
      ['a', '2023', '1/20000'],
      ['b', '2023', '2/10000'],
      ['a', '2024', '1/30000'],
    ]),
  ]);
  const request: NewReport = {
    coalitionId: built.coalition.id,
    title: 'Road safety',
    frequency: 'YEAR',
    firstPeriod: '2023',
    lastPeriod: '2024',
  };
  // The worker looks up what whoever asked for a report may do: a funder in the tables, not only in the test.
  const funder = await joinCoalition(room, built, { role: 'FUNDER' });
  return { ...built, funder, measures: { deaths, rate }, request };
}

export interface SuppressedReport {
  built: BuiltCoalition;
  id: string;
}

/**
 * A report of one year, published to everybody: people by group, where 3 + 2 + 2 are few; a rate of people by group, where
 * few in one did not succeed; and a rate whose total is hidden, because few did not at all. Numbers of five and more
 * digits stand for one figure each, so that they can be found wherever they are.
 */
export async function buildSuppressedReport(room: TestRoom): Promise<SuppressedReport> {
  const built = await buildCoalition(room);
  await buildDimensions(room, built, { group: ['f', 'm', 'x'] });
  const breakdowns = [{ dimensionCodes: ['group'], additive: true }];
  const yearly = { frequency: 'YEAR', direction: 'INCREASE', ofPeople: true, breakdowns } as const;
  await buildMeasure(room, built, { ...yearly, code: 'students', name: 'Students' });
  const rate = { ...yearly, unit: 'per 100,000 people', numberKind: 'RATIO', factor: 100_000 } as const;
  await buildMeasure(room, built, { ...rate, code: 'rate', name: 'Success' });
  await buildMeasure(room, built, { ...rate, code: 'nearly_all', name: 'Nearly all' });
  const students = { f: ['3', '2', '2'], m: ['41017', '41018', '41019'], x: ['52021', '52022', '52023'] };
  const rates = {
    f: ['31001/31004', '31002/31003', '31003/31005'],
    m: ['61011/71017', '61012/71018', '61013/71019'],
    x: ['82021/93031', '82022/93032', '82023/93033'],
  };
  const sum = (numbers: string[], part = 0) =>
    numbers.reduce((total, number) => total + Number(number.split('/')[part]), 0);
  const organizations = ['a', 'b', 'c'];
  await submitAndApprove(room, built, [
    ...organizations.flatMap((code, i) => {
      const of = (numbers: Record<string, string[]>) => Object.values(numbers).map((group) => group[i]!);
      const total = `${sum(of(rates), 0)}/${sum(of(rates), 1)}`;
      const parts = (numbers: Record<string, string[]>) =>
        Object.entries(numbers).map(([group, own]): ShortCell => [code, '2024', own[i]!, { group }]);
      return [
        ...cellsOf('students', [[code, '2024', `${sum(of(students))}`], ...parts(students)]),
        ...cellsOf('rate', [[code, '2024', total], ...parts(rates)]),
        ...cellsOf('nearly_all', [[code, '2024', `2133${i}/2133${i + 2}`]]),
      ];
    }),
  ]);
  const coalitionId = built.coalition.id;
  const span = { frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024' } as const;
  const { id } = await room
    .get(ReportsService)
    .requestReport(built.backbone, { coalitionId, title: 'Students', ...span });
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  await room.get(PublicationsService).publishReport(built.backbone, id, ['COALITION', 'FUNDERS']);
  const funder = await joinCoalition(room, built, { role: 'FUNDER' });
  return { built: { ...built, funder }, id };
}
