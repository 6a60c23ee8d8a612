import { Module } from '@nestjs/common';
import { ReportsModule } from '@keelson/reports';
import { DownloadsController } from './downloads.controller.js';
import { ReportChanges } from './report-changes.js';
import { ReportProgressResolver } from './report-progress.resolver.js';
import { ReportsResolver } from './reports.resolver.js';

@Module({
  imports: [ReportsModule],
  controllers: [DownloadsController],
  providers: [ReportChanges, ReportProgressResolver, ReportsResolver],
})
export class ReportsDoor {}
