import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { Config, DatabaseModule } from '@keelson/platform';
import { ActivitiesDoor } from './activities/activities.module.js';
import { AgreementsDoor } from './agreements/agreements.module.js';
import { AgendaDoor } from './agenda/agenda.module.js';
import { AggregationDoor } from './aggregation/aggregation.module.js';
import { BackboneDoor } from './backbone/backbone.module.js';
import { DeskDoor } from './desk/desk.module.js';
import { BriefingsDoor } from './briefings/briefings.module.js';
import { CalendarsDoor } from './calendars/calendars.module.js';
import { DigestsDoor } from './digests/digests.module.js';
import { EditionsDoor } from './editions/editions.module.js';
import { ExchangeDoor } from './exchange/exchange.module.js';
import { MeasuresDoor } from './measures/measures.module.js';
import { NoticesDoor } from './notices/notices.module.js';
import { SearchDoor } from './search/search.module.js';
import { QualityDoor } from './quality/quality.module.js';
import { ReportsDoor } from './reports/reports.module.js';
import { ScorecardDoor } from './scorecard/scorecard.module.js';
import { SharingDoor } from './sharing/sharing.module.js';
import { SubmissionsDoor } from './submissions/submissions.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CoalitionsDoor } from './coalitions/coalitions.module.js';
import { CommitmentsDoor } from './commitments/commitments.module.js';
import { CommunicationsDoor } from './communications/communications.module.js';
import { GraphqlModule } from './graphql/graphql.module.js';
import { MutationInterceptor } from './graphql/mutation.interceptor.js';
import { validationPipe } from './graphql/validation.pipe.js';
import { HealthController } from './health/health.controller.js';
import { HistoryDoor } from './history/history.module.js';
import { OrganizationsDoor } from './organizations/organizations.module.js';
import { PagesDoor } from './pages/pages.module.js';
import { PeopleDoor } from './people/people.module.js';
import { PlatformModule } from './platform.module.js';

@Module({
  imports: [
    AuthModule,
    GraphqlModule,
    TerminusModule,
    // The doors, one per room.
    ActivitiesDoor,
    AgendaDoor,
    AggregationDoor,
    BackboneDoor,
    BriefingsDoor,
    CalendarsDoor,
    AgreementsDoor,
    CoalitionsDoor,
    CommitmentsDoor,
    CommunicationsDoor,
    DeskDoor,
    DigestsDoor,
    EditionsDoor,
    ExchangeDoor,
    HistoryDoor,
    MeasuresDoor,
    NoticesDoor,
    OrganizationsDoor,
    PagesDoor,
    PeopleDoor,
    QualityDoor,
    ReportsDoor,
    ScorecardDoor,
    SearchDoor,
    SharingDoor,
    SubmissionsDoor,
  ],
  controllers: [HealthController],
  providers: [
    { provide: APP_PIPE, useFactory: validationPipe },
    { provide: APP_INTERCEPTOR, useClass: MutationInterceptor },
  ],
})
export class AppModule {
  static with(config: Config): DynamicModule {
    const database = DatabaseModule.connect({
      url: config.DATABASE_URL ?? '',
      poolSize: config.KEELSON_POOL,
      statementTimeout: 5_000,
      applicationName: 'keelson-api',
    });
    return { module: AppModule, imports: [PlatformModule.with(config), database] };
  }
}
