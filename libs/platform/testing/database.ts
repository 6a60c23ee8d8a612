import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { runTimeUrls, type RunTimeUrls } from '../src/index.js';

/** The secret of every installation that a test starts. */
export const testSecret = 'a secret of the tests, long enough to sign';

/** A database of one's own, cloned from the migrated template; `drop` removes it. */
export interface TestDatabase {
  /** As its owner, who sees everything: to arrange what no verb does, and to look at what is there. */
  url: string;
  /** As the processes reach it. */
  urls: RunTimeUrls;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['KEELSON_TEST_DATABASE'];
  if (!server) throw new Error('Run the tests with `npm test`, which starts their PostgreSQL.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE keelson_template`));
  const on = (base: string, database: string) => Object.assign(new URL(base), { pathname: database }).href;
  // Roles belong to the server: those of the template serve all of its clones.
  const { app, worker } = runTimeUrls(on(server, 'keelson_template'), testSecret);
  return {
    url: on(server, name),
    urls: { app: on(app, name), worker: on(worker, name) },
    drop: async () =>
      void (await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
