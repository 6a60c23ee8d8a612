import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import {
  faultOf,
  InvalidConfig,
  isDatabaseAway,
  JsonLogger,
  logFaults,
  parseConfig,
  type LogFields,
} from '@keelson/platform';
import { serveHealth } from './health.js';
import { WorkerModule } from './worker.module.js';

async function main(): Promise<void> {
  const config = parseConfig(undefined, ['DATABASE_URL', 'KEELSON_SECRET']);
  const logger = new JsonLogger('worker', config.KEELSON_LOG);
  logFaults(logger);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config), {
    logger,
    abortOnError: false,
  });
  const { server, address } = await serveHealth(app);
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    server.close();
    server.closeAllConnections();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
  // The parent (npm start) waits for this message, and its end is ours.
  process.send?.({ ready: address });
  process.on('disconnect', () => void end());
}

main().catch((error: unknown) => {
  new JsonLogger('worker').fatal(sentenceOf(error));
  process.exit(1);
});

function sentenceOf(error: unknown): string | LogFields {
  if (error instanceof InvalidConfig) return error.faults.join('\n');
  const { code, message, port } = error as Error & { code?: string; port?: number };
  if (isDatabaseAway(error)) return `The database of DATABASE_URL cannot be reached: ${message || code}.`;
  return code === 'EADDRINUSE' ? `The port ${port} is taken; set KEELSON_WORKER_PORT to another one.` : faultOf(error);
}
