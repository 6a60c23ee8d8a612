import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { registerEntities } from '@keelson/platform';
import { ReportsModule } from '@keelson/reports';
import { DefinitionsService } from './definitions.service.js';
import { DueEditions } from './due-editions.js';
import { LogosService } from './logos.service.js';
import { ReportDefinitionVersion } from './report-definition-version.entity.js';
import { ReportDefinition } from './report-definition.entity.js';
import { ReportEdition } from './report-edition.entity.js';
import { ReportSchedule } from './report-schedule.entity.js';
import { SchedulesService } from './schedules.service.js';

registerEntities(ReportDefinition, ReportDefinitionVersion, ReportEdition, ReportSchedule);

@Module({
  imports: [CoalitionsModule, MeasuresModule, ReportsModule],
  providers: [DefinitionsService, DueEditions, LogosService, SchedulesService],
  exports: [DefinitionsService, DueEditions, LogosService, SchedulesService],
})
export class EditionsModule {}
