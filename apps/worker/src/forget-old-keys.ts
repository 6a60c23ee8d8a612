import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, forgetOldKeys } from '@keelson/platform';

const hour = 3_600_000;

/** Idempotency keys are promised for seven days, not for ever. Any number of workers may forget them. */
@Injectable()
export class OldKeys implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('OldKeys');
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(Database) private readonly database: Database) {}

  onApplicationBootstrap(): void {
    void this.forget();
    this.timer = setInterval(() => void this.forget(), hour);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async forget(): Promise<void> {
    await forgetOldKeys(this.database.dataSource).catch((error: Error) => {
      this.log.warn(`Old idempotency keys were not forgotten: ${error.message}`);
    });
  }
}
