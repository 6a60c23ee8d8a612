import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Channel, Config } from '@keelson/platform';

/** Hears that a report moved, by the triggers of migration 1763800001200. */
@Injectable()
export class ReportChanges extends Channel implements OnApplicationShutdown {
  constructor(@Inject(Config) config: Config) {
    super(config.DATABASE_URL ?? '', 'report_changed');
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
