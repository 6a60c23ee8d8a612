import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Config, Queues } from '@keelson/platform';

/** The settings and the queue, for every module of this process. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(@Inject(Queues) private readonly queues: Queues) {}

  static with(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: Config, useValue: config },
        {
          provide: Queues,
          useFactory: () => new Queues({ databaseUrl: config.DATABASE_URL ?? '', redisUrl: config.REDIS_URL }),
        },
      ],
      exports: [Config, Queues],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.queues.close();
  }
}
