import { Global, Inject, Module, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure } from '@keelson/measures';
import { Queues } from '@keelson/platform';
import { databaseUrl, openRooms, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report as submitAndApprove } from '@keelson/submissions/testing';
import { ReportsModule, type NewReport } from '../src/index.js';

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

const reportsRoom = [QueuesOfTest, AggregationModule, ReportsModule];

/** With the rooms above that a test needs too. */
export function openReportsRoom(...above: Type[]): Promise<TestRoom> {
  const rooms = [...reportsRoom, ...above];
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
