import { Module } from '@nestjs/common';
import { SubmissionsModule } from '@keelson/submissions';
import { CellRevisionResolver } from './cell-revision.resolver.js';
import { CorrectionsResolver } from './corrections.resolver.js';
import {
  OutstandingResolver,
  OwedSubmissionResolver,
  RemindersResolver,
  ReportingRatesResolver,
  SubmissionWindowResolver,
} from './reporting.resolver.js';
import { SubmissionsResolver, SubmitMeasurementsPayloadResolver } from './submissions.resolver.js';
import { WholePeriodsResolver } from './whole-periods.resolver.js';
import { ReportingExtensionResolver, WindowsResolver } from './windows.resolver.js';

@Module({
  imports: [SubmissionsModule],
  providers: [
    CellRevisionResolver,
    CorrectionsResolver,
    OutstandingResolver,
    OwedSubmissionResolver,
    RemindersResolver,
    ReportingExtensionResolver,
    ReportingRatesResolver,
    SubmissionsResolver,
    SubmissionWindowResolver,
    SubmitMeasurementsPayloadResolver,
    WholePeriodsResolver,
    WindowsResolver,
  ],
})
export class SubmissionsDoor {}
