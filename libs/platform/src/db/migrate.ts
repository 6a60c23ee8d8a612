import { runMigrations as runQueueMigrations } from 'bullmq';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';
import { keepGroups, keepRunTimeRoles, type RunTimeUrls } from './run-time-roles.js';

const advisoryLock = 4_400_001;
const oldestPostgres = 180_000;

/** Given after every migration: a new version of BullMQ brings new tables and functions. */
const queueRights = `
  GRANT USAGE ON SCHEMA bullmq TO keelson_apps, keelson_workers;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO keelson_apps, keelson_workers;
  GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA bullmq TO keelson_apps, keelson_workers;`;

/**
 * Brings the database up to date: BullMQ's tables, ours and the roles of the processes, under one advisory lock, so that
 * any number of processes may start at once. `url` is the owner's, `runTime` are those of the processes.
 */
export async function migrate(url: string, runTime: RunTimeUrls): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
    if (Number(rows[0]?.version) < oldestPostgres) throw new Error('Keelson needs PostgreSQL 18 or newer.');
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    await runQueueMigrations(client);
    await client.query('SET search_path TO DEFAULT');
    await keepGroups(client);
    const dataSource = new DataSource({ type: 'postgres', url, migrations, migrationsTableName: 'migration' });
    await dataSource.initialize();
    try {
      await dataSource.runMigrations({ transaction: 'all' });
    } finally {
      await dataSource.destroy();
    }
    await client.query(queueRights);
    await keepRunTimeRoles(client, runTime);
  } finally {
    await client.end();
  }
}
