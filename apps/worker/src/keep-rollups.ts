import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RollupsService } from '@keelson/aggregation';

/** How long a touched figure waits; until then it is computed whenever it is asked for. */
const interval = 1_000;
/** While figures are written all the time, the worker spends at most a fifth of it on those that nobody may ask for. */
const restPerWork = 4;
const longestRest = 60_000;

/** The queue's rows are the work, so there is nothing that a killed worker could lose. */
@Injectable()
export class Rollups implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Rollups');
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(@Inject(RollupsService) private readonly rollups: RollupsService) {}

  onApplicationBootstrap(): void {
    void this.sweep();
  }

  onModuleDestroy(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async sweep(): Promise<void> {
    const started = Date.now();
    try {
      for (const coalitionId of await this.rollups.findQueued()) {
        if (this.ended) return;
        await this.keep(coalitionId);
      }
    } catch (error) {
      this.warn('Touched figures were not looked for', error);
    }
    const rest = Math.min(Math.max(interval, restPerWork * (Date.now() - started)), longestRest);
    if (!this.ended) this.timer = setTimeout(() => void this.sweep(), rest);
  }

  /** One coalition's fault is not the others'. */
  private async keep(coalitionId: string): Promise<void> {
    try {
      while (!this.ended && (await this.rollups.rollUp(coalitionId)));
    } catch (error) {
      this.warn(`The figures of coalition ${coalitionId} were not recomputed`, error);
    }
  }

  private warn(what: string, error: unknown): void {
    this.log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
