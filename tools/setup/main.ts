import 'reflect-metadata';
import { InvalidConfig, migrate, parseConfig } from '@keelson/platform';
import { keepAdministrator } from '../start/first-administrator.js';

// For sites that run the processes themselves: brings the database up to date and makes the first administrator.
try {
  const config = parseConfig(undefined, [
    'DATABASE_URL',
    'KEELSON_APP_DATABASE_URL',
    'KEELSON_WORKER_DATABASE_URL',
    'KEELSON_ADMIN_EMAIL',
    'KEELSON_ADMIN_PASSWORD',
  ]);
  const url = config.DATABASE_URL ?? '';
  const { KEELSON_APP_DATABASE_URL: app = '', KEELSON_WORKER_DATABASE_URL: worker = '' } = config;
  await migrate(url, { app, worker });
  const { made } = await keepAdministrator(url, {
    email: config.KEELSON_ADMIN_EMAIL,
    password: config.KEELSON_ADMIN_PASSWORD,
  });
  console.log(made ? `The database is ready; ${made.email} is its administrator.` : 'The database is up to date.');
} catch (error) {
  console.error(error instanceof InvalidConfig ? error.faults.join('\n') : String(error));
  process.exit(1);
}
