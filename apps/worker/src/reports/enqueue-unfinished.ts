import { Inject, Injectable } from '@nestjs/common';
import { ReportsService } from '@keelson/reports';
import { lostJobs, Sweep } from '../sweep.js';

@Injectable()
export class UnfinishedReports extends Sweep {
  constructor(@Inject(ReportsService) reports: ReportsService) {
    super('Unfinished reports', lostJobs, () => reports.enqueueUnfinished());
  }
}
