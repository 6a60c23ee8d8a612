import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ExpiringAgreements } from '@keelson/agreements';

/** A last day is a day: an hour late is early enough. */
const interval = 60 * 60_000;

/** Looks for agreements that end soon. Any number of workers may. */
@Injectable()
export class AgreementExpiry implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Agreements');
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(@Inject(ExpiringAgreements) private readonly agreements: ExpiringAgreements) {}

  onApplicationBootstrap(): void {
    void this.sweep();
  }

  onModuleDestroy(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      await this.agreements.announceExpiring();
    } catch (error) {
      this.log.warn(
        `Ends of agreements were not looked for: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (!this.ended) this.timer = setTimeout(() => void this.sweep(), interval);
  }
}
