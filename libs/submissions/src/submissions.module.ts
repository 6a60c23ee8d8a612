import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { Correction } from './correction.entity.js';
import { CorrectionsService } from './corrections.service.js';
import { ReportingExtension } from './reporting-extension.entity.js';
import { ReportingService } from './reporting.service.js';
import { ReportingWindow } from './reporting-window.entity.js';
import { Submission } from './submission.entity.js';
import { SubmissionsService } from './submissions.service.js';
import { WholePeriodsService } from './whole-periods.service.js';
import { WindowsService } from './windows.service.js';

registerEntities(Correction, ReportingExtension, ReportingWindow, Submission);

const verbs = [CorrectionsService, ReportingService, SubmissionsService, WholePeriodsService, WindowsService];

@Module({ imports: [CoalitionsModule, MeasuresModule, OrganizationsModule], providers: verbs, exports: verbs })
export class SubmissionsModule {}
