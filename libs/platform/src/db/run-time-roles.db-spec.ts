import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from './migrate.js';
import { runTimeUrls } from './run-time-roles.js';

/** Owners as a provider hands them out: no superuser, sometimes without the right to make roles. */
const server = new URL(process.env['KEELSON_TEST_DATABASE'] ?? '');
const name = `managed_${randomBytes(4).toString('hex')}`;
const urlOf = (user: string, database: string) =>
  Object.assign(new URL(server), { username: user, password: 'test', pathname: database }).href;
let admin: Client;
const dropped: string[] = [];

async function createOwner(rights: string): Promise<string> {
  const owner = `${name}_${dropped.length}`;
  await admin.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'test' ${rights}`);
  await admin.query(`CREATE DATABASE ${owner} OWNER ${owner}`);
  dropped.push(owner);
  return urlOf(owner, owner);
}

async function within<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  admin = new Client({ connectionString: server.href });
  await admin.connect();
});
afterAll(async () => {
  for (const owner of dropped) {
    await admin.query(`DROP DATABASE ${owner} WITH (FORCE)`);
    for (const role of [`${owner}_app`, `${owner}_worker`]) {
      await admin.query(`DROP ROLE IF EXISTS ${role}`);
    }
    await admin.query(`DROP OWNED BY ${owner}; DROP ROLE ${owner}`);
  }
  await admin.end();
});

describe('a managed PostgreSQL', () => {
  it('is prepared by an owner who is no superuser, and a second time without a change', async () => {
    const url = await createOwner('CREATEROLE');
    // On a server of its own that owner would have made the groups, and so could give them.
    await admin.query(`GRANT keelson_apps, keelson_workers TO ${new URL(url).username} WITH ADMIN OPTION`);
    const urls = runTimeUrls(url, 'a secret');
    await migrate(url, urls);
    await migrate(url, urls);
    await within(urls.app, async (app) => {
      await expect(app.query('SELECT count(*)::int AS n FROM coalition')).resolves.toMatchObject({ rows: [{ n: 0 }] });
      await expect(app.query('TRUNCATE coalition')).rejects.toThrow('permission denied');
      await expect(app.query('ALTER TABLE coalition DISABLE ROW LEVEL SECURITY')).rejects.toThrow('must be owner');
    });
    await within(url, async (owner) => {
      const insert = `INSERT INTO dimension (id, coalition_id, code, name) VALUES (uuidv7(), uuidv7(), 'd', 'D')`;
      await expect(owner.query(insert)).rejects.toThrow('row-level security');
    });
  });

  it('gets new passwords for its roles when the secret changed', async () => {
    const url = urlOf(dropped[0]!, dropped[0]!);
    const [before, after] = [runTimeUrls(url, 'a secret'), runTimeUrls(url, 'another secret')];
    await expect(within(after.app, async () => 'in')).rejects.toThrow('password authentication failed');
    await migrate(url, after);
    await expect(within(after.worker, async () => 'in')).resolves.toBe('in');
    await expect(within(before.app, async () => 'in')).rejects.toThrow('password authentication failed');
  });

  it('says what to run where the owner may not make roles', async () => {
    const url = await createOwner('NOCREATEROLE');
    const preparing = migrate(url, runTimeUrls(url, 'a secret'));
    await expect(preparing).rejects.toThrow(/cannot make the role .*CREATE ROLE .*set KEELSON_APP_DATABASE_URL/s);
  });

  it('uses the roles that an administrator made', async () => {
    const owner = dropped[1]!;
    const url = urlOf(owner, owner);
    for (const role of ['app', 'worker']) {
      await admin.query(
        `CREATE ROLE ${owner}_${role} LOGIN PASSWORD 'theirs'; GRANT keelson_${role}s TO ${owner}_${role}`,
      );
    }
    const theirs = (role: string) =>
      Object.assign(new URL(urlOf(`${owner}_${role}`, owner)), { password: 'theirs' }).href;
    const urls = { app: theirs('app'), worker: theirs('worker') };
    await migrate(url, urls);
    await expect(within(urls.app, async () => 'in')).resolves.toBe('in');
  });
});
