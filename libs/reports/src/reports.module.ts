import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { ReportCompiler } from './compile-report.js';
import { PublicationsService } from './publications.service.js';
import { ReportFigure } from './report-figure.entity.js';
import { ReportProgress } from './report-progress.entity.js';
import { ReportPublication } from './report-publication.entity.js';
import { Report } from './report.entity.js';
import { ReportsService } from './reports.service.js';

registerEntities(Report, ReportFigure, ReportProgress, ReportPublication);

@Module({
  providers: [PublicationsService, ReportCompiler, ReportsService],
  exports: [PublicationsService, ReportCompiler, ReportsService],
})
export class ReportsModule {}
