import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { BurdenService } from './burden.service.js';
import { ReportCompiler } from './compile-report.js';
import { DriftService } from './drift.service.js';
import { ProofsService } from './proofs.service.js';
import { PublicationsService } from './publications.service.js';
import { ReportFigure } from './report-figure.entity.js';
import { ReportLogo } from './report-logo.entity.js';
import { ReportProgress } from './report-progress.entity.js';
import { ReportPublication } from './report-publication.entity.js';
import { Report } from './report.entity.js';
import { ReportReproducer } from './reproduce-report.js';
import { Reproduction } from './reproduction.entity.js';
import { ReproductionsService } from './reproductions.service.js';
import { RequestsService } from './requests.service.js';
import { ReportsService } from './reports.service.js';

registerEntities(Report, ReportFigure, ReportLogo, ReportProgress, ReportPublication);
registerEntities(Report, ReportFigure, ReportProgress, ReportPublication, Reproduction);

const verbs = [
  BurdenService,
  DriftService,
  ProofsService,
  PublicationsService,
  ReportCompiler,
  ReportReproducer,
  ReportsService,
  ReproductionsService,
  RequestsService,
];

@Module({ providers: verbs, exports: verbs })
export class ReportsModule {}
