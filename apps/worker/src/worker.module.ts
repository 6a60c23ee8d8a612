import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { EditionsModule } from '@keelson/editions';
import { Config, DatabaseModule, Queues, type Processor } from '@keelson/platform';
import { ReportsModule } from '@keelson/reports';
import { OldRows } from './forget-old-rows.js';
import { Rollups } from './keep-rollups.js';
import { concurrency, Jobs, processors } from './jobs.js';
import { DueReports } from './editions/make-due-editions.js';
import { CompileReportProcessor } from './reports/compile-report.processor.js';
import { UnfinishedReports } from './reports/enqueue-unfinished.js';

const handlers = [CompileReportProcessor];

/** The API's rooms without its doors. */
@Global()
@Module({
  imports: [AggregationModule, EditionsModule, ReportsModule],
  providers: [
    ...handlers,
    DueReports,
    Jobs,
    OldRows,
    Rollups,
    UnfinishedReports,
    { provide: processors, inject: handlers, useFactory: (...all: Processor<never>[]) => all },
  ],
})
export class WorkerModule {
  static with(config: Config): DynamicModule {
    const database = DatabaseModule.connect({
      url: config.DATABASE_URL ?? '',
      // Two per job, one for each of two sweeps and one for the health check, so that nothing waits for itself.
      poolSize: Math.max(config.KEELSON_POOL, 2 * concurrency + 3),
      statementTimeout: 60_000,
      applicationName: 'keelson-worker',
    });
    const queues = {
      provide: Queues,
      useFactory: () => new Queues({ databaseUrl: config.DATABASE_URL ?? '', redisUrl: config.REDIS_URL }),
    };
    return {
      module: WorkerModule,
      imports: [database],
      providers: [{ provide: Config, useValue: config }, queues],
      exports: [Queues],
    };
  }
}
