import { Inject, Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { definedJobs, faultsOfHandlers, Queues, type Processor } from '@keelson/platform';

export const processors = Symbol('processors');

/** Jobs of one kind at once in one worker. Each holds a connection for its work and borrows others beside it. */
export const concurrency = 2;

/** Binds every contract of the rooms to its processor; a worker that would leave a job lying does not start. */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(Queues) private readonly queues: Queues,
    @Inject(processors) private readonly handlers: Processor<never>[],
  ) {}

  onApplicationBootstrap(): void {
    const faults = faultsOfHandlers(
      definedJobs(),
      this.handlers.map(({ contract }) => contract),
    );
    if (faults.length > 0) throw new Error(faults.join('\n'));
    for (const handler of this.handlers) {
      this.queues.handle(handler.contract, (job, attempt) => handler.process(job, attempt), concurrency);
    }
  }

  /** The state of each queue; null when it does not answer. */
  async count(): Promise<Record<string, Record<string, number> | null>> {
    const counts = this.handlers.map(
      async ({ contract }) => [contract.name, await this.queues.count(contract)] as const,
    );
    return Object.fromEntries(await Promise.all(counts));
  }

  /** Before the database is left, which running jobs still need. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.queues.close();
  }
}
