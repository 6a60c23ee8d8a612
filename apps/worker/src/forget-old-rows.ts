import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { forgetOldFiles } from '@keelson/exchange';
import { forgetOldSessions } from '@keelson/identity';
import { forgetOldNotices } from '@keelson/notices';
import { Database, forgetEmptyBuckets, forgetOldKeys } from '@keelson/platform';

const hour = 3_600_000;

/** What is kept for a while only; any number of workers may forget it. */
const forgetful = [
  // Promised for seven days, not for ever.
  { what: 'Old idempotency keys', forget: forgetOldKeys },
  { what: 'Empty rate buckets', forget: forgetEmptyBuckets },
  // Shown for a month after their end.
  { what: 'Ended sessions', forget: forgetOldSessions },
  // A file for a week, what was refused of it for a month.
  { what: 'Old files', forget: forgetOldFiles },
  // Replayed for a month at most.
  { what: 'Settled notices', forget: forgetOldNotices },
];

@Injectable()
export class OldRows implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('OldRows');
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
    for (const { what, forget } of forgetful) {
      await forget(this.database).catch((error: Error) =>
        this.log.warn(`${what} were not forgotten: ${error.message}`),
      );
    }
  }
}
