import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { AgreementsModule } from '@keelson/agreements';
import { CommitmentsModule } from '@keelson/commitments';
import { DigestCompilingModule } from '@keelson/digests';
import { EditionsModule } from '@keelson/editions';
import { Config, DatabaseModule, Queues, type Processor } from '@keelson/platform';
import { ExchangeModule } from '@keelson/exchange';
import { NoticesModule } from '@keelson/notices';
import { ReportsModule } from '@keelson/reports';
import { ScorecardModule } from '@keelson/scorecard';
import { AgreementExpiry } from './agreements/announce-expiring.js';
import { CommitmentsDue } from './commitments/announce-overdue.js';
import { OldRows } from './forget-old-rows.js';
import { Rollups } from './keep-rollups.js';
import { concurrency, Jobs, processors } from './jobs.js';
import { DueDigests } from './digests/compile-due.js';
import { DueReports } from './editions/make-due-editions.js';
import { UnfinishedImports } from './exchange/enqueue-unfinished.js';
import { ImportMeasurementsProcessor } from './exchange/import-measurements.processor.js';
import { NoticeDelivery } from './notices/deliver-notices.js';
import { CompileReportProcessor } from './reports/compile-report.processor.js';
import { UnfinishedReports, UnfinishedReproductions } from './reports/enqueue-unfinished.js';
import { ReproduceReportProcessor } from './reports/reproduce-report.processor.js';
import { Scorecards } from './scorecard/evaluate-scorecards.js';

const handlers = [CompileReportProcessor, ImportMeasurementsProcessor, ReproduceReportProcessor];

/** The API's rooms without its doors. */
@Global()
@Module({
  imports: [
    AggregationModule,
    AgreementsModule,
    CommitmentsModule,
    DigestCompilingModule,
    EditionsModule,
    ExchangeModule,
    NoticesModule,
    ReportsModule,
    ScorecardModule,
  ],
  providers: [
    ...handlers,
    AgreementExpiry,
    CommitmentsDue,
    DueDigests,
    DueReports,
    Jobs,
    NoticeDelivery,
    OldRows,
    Rollups,
    Scorecards,
    UnfinishedImports,
    UnfinishedReports,
    UnfinishedReproductions,
    { provide: processors, inject: handlers, useFactory: (...all: Processor<never>[]) => all },
  ],
})
export class WorkerModule {
  static with(config: Config): DynamicModule {
    const database = DatabaseModule.connect({
      url: config.DATABASE_URL ?? '',
      // Three per job (its work, its file, its progress), one for each sweep and one for the health check, so that
      // nothing waits for itself.
      poolSize: Math.max(config.KEELSON_POOL, 3 * concurrency * handlers.length + 11),
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
      exports: [Config, Queues],
    };
  }
}
