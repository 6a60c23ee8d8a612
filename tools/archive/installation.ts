import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import type { Config, RunTimeUrls } from '@keelson/platform';
import { runTimeUrls } from '../../libs/platform/src/db/run-time-roles.js';
import { StartError } from '../postgres-programs.js';
import { EmbeddedPostgres } from '../postgres.js';
import { claimFolder } from '../start/claim.js';
import { keepSecrets, readSecrets, type Secrets } from '../start/secrets.js';

/** The database of an installation, as its owner. */
export interface Installation {
  url: string;
  runTime: RunTimeUrls;
  /** Where it is, for whoever reads the terminal. */
  place: string;
  close(): Promise<void>;
}

/** DATABASE_URL's, else that of KEELSON_HOME, whether it runs or not. `make` founds one where there is none. */
export async function openInstallation(config: Config, { make }: { make: boolean }): Promise<Installation> {
  const home = resolve(config.KEELSON_HOME);
  if (config.DATABASE_URL) {
    const secret = config.KEELSON_SECRET ?? readIfThere(home)?.secret;
    return installationAt(config, config.DATABASE_URL, secret, 'the database of DATABASE_URL', () => Promise.resolve());
  }
  const data = join(home, 'postgres/data');
  if (!make && !existsSync(data)) {
    throw new StartError(`There is no installation in ${home}: set KEELSON_HOME or DATABASE_URL.`);
  }
  const claim = await claimFolder(home);
  const secrets = claim ? keepSecrets(home) : readSecrets(home);
  if (!secrets) throw new StartError(`Keelson is just being started from ${home}: try again.`);
  if (!claim) {
    const url = urlOfRunning(data, secrets.databasePassword);
    return installationAt(config, url, secrets.secret, `the running installation in ${home}`, () => Promise.resolve());
  }
  const postgres = new EmbeddedPostgres({ folder: join(home, 'postgres'), password: secrets.databasePassword });
  await postgres.start();
  return installationAt(config, postgres.url, secrets.secret, `the installation in ${home}`, async () => {
    await postgres.stop();
    claim.close();
  });
}

function installationAt(
  config: Config,
  url: string,
  secret: string | undefined,
  place: string,
  close: () => Promise<void>,
): Installation {
  const made = secret ? runTimeUrls(url, secret) : null;
  const app = config.KEELSON_APP_DATABASE_URL ?? made?.app ?? '';
  const worker = config.KEELSON_WORKER_DATABASE_URL ?? made?.worker ?? '';
  return { url, runTime: { app, worker }, place, close };
}

function readIfThere(home: string): Secrets | null {
  return existsSync(home) ? readSecrets(home) : null;
}

/** PostgreSQL writes its port in the fourth line of its pid file. */
function urlOfRunning(data: string, password: string): string {
  const file = join(data, 'postmaster.pid');
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[3]) : Number.NaN;
  if (!(port > 0)) throw new StartError(`The database in ${data} is just being started: try again.`);
  return `postgres://keelson:${encodeURIComponent(password)}@127.0.0.1:${port}/keelson`;
}

/** A connection as the owner: only that one reads and writes every table. */
export async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'keelson-archive',
  });
  try {
    await client.connect();
  } catch (error) {
    throw new StartError(`The database cannot be reached: ${(error as Error).message}.`);
  }
  return client;
}

const ownsTables = `SELECT pg_has_role(relowner, 'MEMBER') AS owns FROM pg_class WHERE oid = to_regclass('public.coalition')`;

/** Whether Keelson was ever set up here. Refuses a connection that would see or write only a part. */
export async function hasTables(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ owns: boolean }>(ownsTables);
  if (rows[0]?.owns === false) {
    throw new StartError('DATABASE_URL must be that of the owner of the tables, as for `setup`.');
  }
  return rows.length > 0;
}
