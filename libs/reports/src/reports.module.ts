import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { ReportCompiler } from './compile-report.js';
import { ReportFigure } from './report-figure.entity.js';
import { ReportProgress } from './report-progress.entity.js';
import { Report } from './report.entity.js';
import { ReportsService } from './reports.service.js';

registerEntities(Report, ReportFigure, ReportProgress);

@Module({
  providers: [ReportCompiler, ReportsService],
  exports: [ReportCompiler, ReportsService],
})
export class ReportsModule {}
