import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DueEditions } from '@keelson/editions';

/** A schedule says the minute; nobody waits for the second. */
const interval = 10_000;

/** Asks the schedules for what is due. Any number of workers may ask. */
@Injectable()
export class DueReports implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Schedules');
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(@Inject(DueEditions) private readonly editions: DueEditions) {}

  onApplicationBootstrap(): void {
    void this.sweep();
  }

  onModuleDestroy(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      await this.editions.makeDueEditions();
    } catch (error) {
      this.log.warn(`Due editions were not made: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!this.ended) this.timer = setTimeout(() => void this.sweep(), interval);
  }
}
