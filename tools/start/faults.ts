import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '@keelson/platform';
import { Client } from 'pg';

const oldestPostgres = 180_000;

/** One sentence when the folder cannot be made or written. */
export function faultsOfFolder(folder: string, setting: string): string[] {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    writeFileSync(probe, '');
    rmSync(probe);
    return [];
  } catch (error) {
    return [`The folder ${folder} (${setting}) cannot be written: ${reasonOf(error)}.`];
  }
}

/** Everything outside of us that stands in the way: ports, the database, the queue. `patience` in milliseconds. */
export async function faultsOfSurroundings(config: Config, patience: number): Promise<string[]> {
  const { KEELSON_PORT: port, KEELSON_WORKER_PORT: workerPort } = config;
  if (port !== 0 && port === workerPort) {
    return [`KEELSON_PORT and KEELSON_WORKER_PORT are both ${port}: choose two.`, ...(await faultsOfStores(config))];
  }
  const faults = await Promise.all([
    faultOfPort('KEELSON_PORT', config.KEELSON_HOST, port, patience),
    faultOfPort('KEELSON_WORKER_PORT', config.KEELSON_HOST, workerPort, patience),
    faultsOfStores(config),
  ]);
  return [...new Set(faults.flat())];
}

async function faultsOfStores(config: Config): Promise<string[]> {
  return (await Promise.all([faultOfDatabase(config.DATABASE_URL), faultOfRedis(config.REDIS_URL)])).flat();
}

/** Waits a moment where an earlier run was killed: its processes may still be on their way out. */
async function faultOfPort(setting: string, host: string, port: number, patience: number): Promise<string[]> {
  for (const deadline = Date.now() + patience; ; await pause(200)) {
    const error = await tryPort(host, port);
    if (!error) return [];
    if (error.code === 'EADDRINUSE' && Date.now() < deadline) continue;
    if (error.code === 'EADDRINUSE') {
      return [`Port ${port} on ${host} is taken: stop what listens there, or set ${setting} to another port.`];
    }
    if (error.code === 'EACCES') return [`Port ${port} on ${host} is not ours to open: set ${setting} above 1023.`];
    return [`KEELSON_HOST ${host} is not an address of this machine.`];
  }
}

function tryPort(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((done) => {
    const server = createServer().on('error', done);
    server.listen(port, host, () => server.close(() => done(null)));
  });
}

async function faultOfDatabase(url: string | undefined): Promise<string[]> {
  if (!url) return [];
  // pg throws at once where the address cannot be read.
  try {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    await client.connect();
    const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
    await client.end();
    if (Number(rows[0]?.version) >= oldestPostgres) return [];
    return ['DATABASE_URL leads to an older PostgreSQL: Keelson needs version 18 or newer.'];
  } catch (error) {
    return [`DATABASE_URL cannot be reached: ${reasonOf(error)}.`];
  }
}

function faultOfRedis(url: string | undefined): Promise<string[]> {
  if (!url) return Promise.resolve([]);
  const { hostname, port } = new URL(url);
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port || 6379), timeout: 5_000 });
    const refuse = (reason: string) => {
      socket.destroy();
      done([`REDIS_URL cannot be reached: ${reason}.`]);
    };
    socket.on('connect', () => socket.end(() => done([])));
    socket.on('timeout', () => refuse('no answer within 5 seconds'));
    socket.on('error', (error) => refuse(reasonOf(error)));
  });
}

/** The system's own words; of several addresses that were tried, the first. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : (error as Error);
  return first.message.replace(/\.$/, '');
}
