import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { Correction } from './correction.entity.js';
import { CorrectionsService } from './corrections.service.js';
import { Submission } from './submission.entity.js';
import { SubmissionsService } from './submissions.service.js';

registerEntities(Correction, Submission);

@Module({
  imports: [CoalitionsModule, MeasuresModule, OrganizationsModule],
  providers: [CorrectionsService, SubmissionsService],
  exports: [CorrectionsService, SubmissionsService],
})
export class SubmissionsModule {}
