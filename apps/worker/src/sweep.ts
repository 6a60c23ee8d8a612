import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** Looks again and again for what is to be done. The rows say it, so any number of workers may look. */
export abstract class Sweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Sweep');
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  /** `what` as in "… were not looked for"; `interval` in milliseconds, from the end of one look to the next. */
  protected constructor(
    private readonly what: string,
    private readonly interval: number,
    private readonly look: () => Promise<unknown>,
  ) {}

  onApplicationBootstrap(): void {
    void this.sweep();
  }

  onModuleDestroy(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.log.warn(`${this.what} were not looked for: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!this.ended) this.timer = setTimeout(() => void this.sweep(), this.interval);
  }
}

/** How long a row waits whose job was lost: the row is the job, so whatever the queue forgets is found again. */
export const lostJobs = 3_000;
