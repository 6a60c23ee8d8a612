import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InvalidConfig, newId, parseConfig, type Config } from '@keelson/platform';
import { AppModule } from './app.module.js';
import { HttpErrorFilter } from './http-error.filter.js';

const megabyte = 1024 * 1024;

export async function createApi(config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: megabyte, genReqId: () => newId() });
  const levels = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    logger: levels.slice(0, levels.indexOf(config.KEELSON_LOG) + 1),
    abortOnError: false,
  });
  adapter.getInstance().addHook('onSend', async (request, reply) => {
    reply
      .header('x-request-id', request.id)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff');
  });
  app.useGlobalFilters(new HttpErrorFilter());
  app.enableShutdownHooks();
  return app;
}

async function main(): Promise<void> {
  const config = parseConfig(undefined, ['DATABASE_URL', 'KEELSON_SECRET']);
  const app = await createApi(config);
  await app.listen(config.KEELSON_PORT, config.KEELSON_HOST);
  // The parent (npm start) waits for this message, and its end is ours.
  process.send?.({ ready: await app.getUrl() });
  process.on('disconnect', () => void app.close().then(() => process.exit(0)));
}

if (import.meta.filename === process.argv[1]) {
  main().catch((error: unknown) => {
    console.error(error instanceof InvalidConfig ? error.faults.join('\n') : error);
    process.exit(1);
  });
}
