import { Inject, Injectable } from '@nestjs/common';
import { ReportsService, ReproductionsService } from '@keelson/reports';
import { lostJobs, Sweep } from '../sweep.js';

@Injectable()
export class UnfinishedReports extends Sweep {
  constructor(@Inject(ReportsService) reports: ReportsService) {
    super('Unfinished reports', lostJobs, () => reports.enqueueUnfinished());
  }
}

@Injectable()
export class UnfinishedReproductions extends Sweep {
  constructor(@Inject(ReproductionsService) reproductions: ReproductionsService) {
    super('Unfinished reproductions', lostJobs, () => reproductions.enqueueUnfinished());
  }
}
