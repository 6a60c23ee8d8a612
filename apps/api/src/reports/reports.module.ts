import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { ExchangeModule } from '@keelson/exchange';
import { ReportsModule } from '@keelson/reports';
import { AuthModule } from '../auth/auth.module.js';
import { BurdenResolver } from './burden.resolver.js';
import { DownloadLinks } from './download-links.js';
import { DownloadsController } from './downloads.controller.js';
import { ReportChanges } from './report-changes.js';
import { ReportProgressResolver } from './report-progress.resolver.js';
import { ProofsResolver } from './proofs.resolver.js';
import { PublicationsResolver, ReportPublicationResolver } from './publications.resolver.js';
import { ReportsResolver } from './reports.resolver.js';
import { ReproductionsResolver } from './reproductions.resolver.js';
import { RequestsResolver } from './requests.resolver.js';
import { SignDownloadResolver } from './sign-download.resolver.js';

@Module({
  imports: [AuthModule, CoalitionsModule, ExchangeModule, ReportsModule],
  controllers: [DownloadsController],
  providers: [
    BurdenResolver,
    DownloadLinks,
    ProofsResolver,
    PublicationsResolver,
    ReportChanges,
    ReportProgressResolver,
    ReportPublicationResolver,
    ReportsResolver,
    ReproductionsResolver,
    RequestsResolver,
    SignDownloadResolver,
  ],
  exports: [DownloadLinks],
})
export class ReportsDoor {}
