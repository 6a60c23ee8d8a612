import { runMigrations as runQueueMigrations } from 'bullmq';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';

const advisoryLock = 4_400_001;
const oldestPostgres = 180_000;

/**
 * Brings the database up to date: BullMQ's tables and ours, under one advisory lock, so that any number of processes
 * may start at once.
 */
export async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
    if (Number(rows[0]?.version) < oldestPostgres) throw new Error('Keelson needs PostgreSQL 18 or newer.');
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    await runQueueMigrations(client);
    await client.query('SET search_path TO DEFAULT');
    const dataSource = new DataSource({ type: 'postgres', url, migrations, migrationsTableName: 'migration' });
    await dataSource.initialize();
    try {
      await dataSource.runMigrations({ transaction: 'all' });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await client.end();
  }
}
