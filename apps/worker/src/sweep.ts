import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** How long a row waits whose job was lost. */
const interval = 3_000;

/** The row is the job, so whatever the queue forgets is found again. Any number of workers may sweep. */
export abstract class Sweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Sweep');
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  protected constructor(
    private readonly what: string,
    private readonly rooms: { enqueueUnfinished(): Promise<boolean> },
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
      await this.rooms.enqueueUnfinished();
    } catch (error) {
      this.log.warn(`${this.what} were not looked for: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!this.ended) this.timer = setTimeout(() => void this.sweep(), interval);
  }
}
