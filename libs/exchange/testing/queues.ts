import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Queues } from '@keelson/platform';
import { databaseUrl } from '@keelson/platform/testing';

/** The queue on the test's own database, as in a process with one store; no worker listens. */
@Global()
@Module({
  providers: [
    { provide: Queues, inject: [databaseUrl], useFactory: (url: string) => new Queues({ databaseUrl: url }) },
  ],
  exports: [Queues],
})
export class QueuesOfTest implements OnApplicationShutdown {
  constructor(@Inject(Queues) private readonly queues: Queues) {}

  onApplicationShutdown(): Promise<void> {
    return this.queues.close();
  }
}
