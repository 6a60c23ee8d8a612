import { createHmac } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** The processes that use the database, each with a role that neither owns tables nor passes by row-level security. */
export const runTimeRoles = ['app', 'worker'] as const;
export type RunTimeRole = (typeof runTimeRoles)[number];
export type RunTimeUrls = Record<RunTimeRole, string>;

/**
 * Where the processes reach the database of `ownerUrl`: as `<database>_app` and `<database>_worker`, whose passwords
 * follow from the installation's secret, so that every machine of it finds the same ones.
 */
export function runTimeUrls(ownerUrl: string, secret: string): RunTimeUrls {
  const as = (role: RunTimeRole) => {
    const url = new URL(ownerUrl);
    const name = `${decodeURIComponent(url.pathname.slice(1))}_${role}`;
    url.username = encodeURIComponent(name);
    url.password = createHmac('sha256', secret).update(`database role ${name}`).digest('base64url');
    return url.href;
  };
  return { app: as('app'), worker: as('worker') };
}

/** The groups that the login roles are in, made before the tables whose rights they hold; one set for a whole server. */
export async function keepGroups(owner: Client): Promise<void> {
  for (const group of ['keelson_apps', 'keelson_workers']) {
    const { rowCount } = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [group]);
    if (rowCount) continue;
    try {
      await owner.query(`CREATE ROLE ${group} NOLOGIN`);
    } catch (error) {
      throw new Error(
        `The user of DATABASE_URL cannot make roles (${(error as Error).message}). Let an administrator of the server run ` +
          '`CREATE ROLE keelson_apps NOLOGIN; CREATE ROLE keelson_workers NOLOGIN;` and what follows (README, "A managed PostgreSQL").',
      );
    }
  }
}

/** Makes the login roles that are missing, and gives those that we made their password. `owner` is the owner's connection. */
export async function keepRunTimeRoles(owner: Client, urls: RunTimeUrls): Promise<void> {
  for (const role of runTimeRoles) await keepRole(owner, role, new URL(urls[role]));
}

async function keepRole(owner: Client, role: RunTimeRole, url: URL): Promise<void> {
  const name = decodeURIComponent(url.username);
  const login = escapeIdentifier(name);
  const password = escapeLiteral(decodeURIComponent(url.password));
  const { rows } = await owner.query<{ member: boolean }>(
    `SELECT pg_has_role(oid, $2, 'MEMBER') AS member FROM pg_roles WHERE rolname = $1`,
    [name, `keelson_${role}s`],
  );
  // A role that is there already and in its group is somebody's care: its password may not be ours to set.
  if (rows[0]?.member && (await canSignIn(url))) return;
  try {
    if (!rows[0]) await owner.query(`CREATE ROLE ${login} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD ${password}`);
    else await owner.query(`ALTER ROLE ${login} PASSWORD ${password}`);
    await owner.query(`GRANT keelson_${role}s TO ${login}`);
    await owner.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(owner.database ?? '')} TO ${login}`);
  } catch (error) {
    throw new Error(
      `The user of DATABASE_URL cannot make the role ${name} (${(error as Error).message}). ` +
        `Let an administrator of the server run \`CREATE ROLE ${login} LOGIN PASSWORD '…'; GRANT keelson_${role}s TO ${login};\` ` +
        `and set KEELSON_${role.toUpperCase()}_DATABASE_URL.`,
    );
  }
}

async function canSignIn(url: URL): Promise<boolean> {
  const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
