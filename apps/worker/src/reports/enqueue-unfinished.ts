import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ReportsService } from '@keelson/reports';

/** How long a report waits whose job was lost. */
const interval = 3_000;

/** The sweep: the row is the job, so whatever the queue forgets is found again. Any number of workers may sweep. */
@Injectable()
export class UnfinishedReports implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Sweep');
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(@Inject(ReportsService) private readonly reports: ReportsService) {}

  onApplicationBootstrap(): void {
    void this.sweep();
  }

  onModuleDestroy(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      await this.reports.enqueueUnfinished();
    } catch (error) {
      this.log.warn(
        `Unfinished reports were not looked for: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (!this.ended) this.timer = setTimeout(() => void this.sweep(), interval);
  }
}
