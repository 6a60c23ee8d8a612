import { Module } from '@nestjs/common';
import { SubmissionsModule } from '@keelson/submissions';
import { CellRevisionResolver } from './cell-revision.resolver.js';
import { CorrectionsResolver } from './corrections.resolver.js';
import { SubmissionsResolver, SubmitMeasurementsPayloadResolver } from './submissions.resolver.js';

@Module({
  imports: [SubmissionsModule],
  providers: [CellRevisionResolver, CorrectionsResolver, SubmissionsResolver, SubmitMeasurementsPayloadResolver],
})
export class SubmissionsDoor {}
