import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../libs/platform/src/db/migrate.js';
import { runTimeUrls } from '../../libs/platform/src/db/run-time-roles.js';
import { testSecret } from '../../libs/platform/testing/database.js';
import { EmbeddedPostgres } from '../postgres.js';

/** Runs Jest (all of it, or what the arguments select) on a PostgreSQL of its own, and removes that afterwards. */
const postgres = new EmbeddedPostgres({
  folder: mkdtempSync(join(tmpdir(), 'keelson-test-')),
  password: 'test',
  throwaway: true,
});
let code = 1;
try {
  await postgres.start();
  const admin = new Client({ connectionString: postgres.urlOf('postgres') });
  await admin.connect();
  await admin.query('CREATE DATABASE keelson_template');
  const template = postgres.urlOf('keelson_template');
  await migrate(template, runTimeUrls(template, testSecret));
  await admin.end();
  code = await new Promise<number>((done) => {
    const jest = spawn(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
        ...process.argv.slice(2),
      ],
      {
        stdio: 'inherit',
        env: { ...process.env, KEELSON_TEST_DATABASE: postgres.urlOf('postgres') },
      },
    );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => jest.kill(signal));
    jest.on('exit', (status) => done(status ?? 1));
  });
} finally {
  await postgres.discard();
}
process.exit(code);
