import 'reflect-metadata';
import cookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, faultOf, InvalidConfig, JsonLogger, logFaults, parseConfig, type Config } from '@keelson/platform';
import { takeUploads } from './exchange/take-uploads.js';
import { AppModule } from './app.module.js';
import { createAdapter, hardenHttp } from './harden-http.js';
import { HttpErrorFilter } from './http-error.filter.js';
import { logRequests } from './log-requests.js';

export async function createApi(
  config: Config,
  logger = new JsonLogger('api', config.KEELSON_LOG),
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), createAdapter(config), {
    logger,
    abortOnError: false,
  });
  logRequests(app.getHttpAdapter().getInstance());
  takeUploads(app.getHttpAdapter().getInstance());
  await app.register(cookie);
  await hardenHttp(app, config);
  app.useGlobalFilters(new HttpErrorFilter(app.get(Database)));
  app.enableShutdownHooks();
  return app;
}

async function main(): Promise<void> {
  const config = parseConfig(undefined, ['DATABASE_URL', 'KEELSON_SECRET']);
  const logger = new JsonLogger('api', config.KEELSON_LOG);
  logFaults(logger);
  const app = await createApi(config, logger);
  await app.listen(config.KEELSON_PORT, config.KEELSON_HOST);
  // The parent (npm start) waits for this message, and its end is ours.
  process.send?.({ ready: await app.getUrl() });
  process.on('disconnect', () => void app.close().then(() => process.exit(0)));
}

if (import.meta.filename === process.argv[1]) {
  main().catch((error: unknown) => {
    new JsonLogger('api').fatal(error instanceof InvalidConfig ? error.faults.join('\n') : faultOf(error));
    process.exit(1);
  });
}
