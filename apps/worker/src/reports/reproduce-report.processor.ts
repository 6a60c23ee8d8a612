import { Inject, Injectable } from '@nestjs/common';
import type { Attempt, Processor } from '@keelson/platform';
import { reproduceReportJob, ReproductionsService, type ReproduceReport } from '@keelson/reports';

@Injectable()
export class ReproduceReportProcessor implements Processor<ReproduceReport> {
  readonly contract = reproduceReportJob;

  constructor(@Inject(ReproductionsService) private readonly reproductions: ReproductionsService) {}

  process(job: ReproduceReport, attempt: Attempt): Promise<void> {
    return this.reproductions.runReproduction(job, attempt);
  }
}
