import { Module } from '@nestjs/common';
import { ReportsModule } from '@keelson/reports';
import { DownloadsController } from './downloads.controller.js';
import { ReportsResolver } from './reports.resolver.js';

@Module({ imports: [ReportsModule], controllers: [DownloadsController], providers: [ReportsResolver] })
export class ReportsDoor {}
