import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database of one's own, cloned from the migrated template; `drop` removes it. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['KEELSON_TEST_DATABASE'];
  if (!server) throw new Error('Run the tests with `npm test`, which starts their PostgreSQL.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE keelson_template`));
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
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
