import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { InvalidConfig, parseConfig, type Config } from '@keelson/platform';
import { AppModule } from './app.module.js';
import { createAdapter, hardenHttp } from './harden-http.js';
import { HttpErrorFilter } from './http-error.filter.js';

export async function createApi(config: Config): Promise<NestFastifyApplication> {
  const levels = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), createAdapter(), {
    logger: levels.slice(0, levels.indexOf(config.KEELSON_LOG) + 1),
    abortOnError: false,
  });
  await hardenHttp(app, config);
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
