import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from '../../libs/identity/src/index.js';
import { migrate, runTimeUrls } from '../../libs/platform/src/index.js';
import { startProcess, stopProcess, testSecret } from '../../libs/platform/testing/index.js';
import { Client } from 'pg';
import { findPrograms } from '../postgres-programs.js';
import { EmbeddedPostgres } from '../postgres.js';
import { administrator, askAt, environmentOf, signInAt, type Ask } from '../../apps/api/e2e/scenario.js';

/** Debian's package `faketime`: tells processes another time, from a file that is read at every look at the clock. */
const library = existsSync('/usr/lib')
  ? readdirSync('/usr/lib')
      .map((folder) => `/usr/lib/${folder}/faketime/libfaketime.so.1`)
      .find((path) => existsSync(path))
  : undefined;

/** Null where the package is not installed; its tests skip then, and say so. */
export const canSetClock = library !== undefined;

/** The real API and worker on a real PostgreSQL of their own, all of which believe what `moveTo` says of the time. */
export interface Clocked {
  address: string;
  database: Client;
  as(credential?: string): Ask;
  signIn(email: string, password: string): Promise<string>;
  /** From now on it is this moment, and time passes from there as it always does. */
  moveTo(moment: string): Promise<void>;
  /** A worker looks for what is due as soon as it starts, and then once a minute. */
  startWorker(): Promise<void>;
  /** Without one, nothing is found to be due. */
  stopWorker(): Promise<void>;
  /** Its sweeps look at once, also those that look once an hour. */
  restartWorker(): Promise<void>;
  output(): string;
  stop(): Promise<void>;
}

/** `moment` and where it is moved to lie ahead: pg_ctl takes a server that says it started in the past for an old one. */
export async function startClocked(moment: string, env: Record<string, string> = {}): Promise<Clocked> {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-clock-'));
  // The server runs as another user than the tests.
  chmodSync(folder, 0o755);
  const clock = join(folder, 'clock');
  const set = (to: string) =>
    writeFileSync(clock, `${Math.round((Date.parse(to) - Date.now()) / 1000)}\n`.replace(/^(?!-)/, '+'));
  set(moment);
  const believing = {
    LD_PRELOAD: library ?? '',
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    // Timers and time-outs go by this one.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    ...env,
  };
  const program = join(folder, 'postgres');
  const exported = Object.entries(believing).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(program, `#!/bin/sh\n${exported.join('')}exec '${(await findPrograms()).postgres}' "$@"\n`, {
    mode: 0o755,
  });
  const postgres = new EmbeddedPostgres({ folder: join(folder, 'server'), password: 'test', throwaway: true, program });
  await postgres.start();
  const urls = runTimeUrls(postgres.url, testSecret);
  await migrate(postgres.url, urls);
  const database = new Client({ connectionString: postgres.url });
  await database.connect();
  await database.query(
    `INSERT INTO person (id, email, name, password_hash, administrator) VALUES (uuidv7(), $1, 'Admin', $2, true)`,
    [administrator.email, await hashPassword(administrator.password)],
  );
  const of = { url: postgres.url, urls, drop: async () => undefined };
  const start = (main: 'api' | 'worker') => startProcess(main, { ...environmentOf(main, of), ...believing });
  const [api, first] = await Promise.all([start('api'), start('worker')]);
  const workers = [first];
  const stopWorker = async () => {
    await stopProcess(workers.at(-1)!.child);
  };
  return {
    address: api.address,
    database,
    as: (credential) => askAt(api.address, credential),
    signIn: (email, password) => signInAt(api.address, email, password),
    moveTo: async (to) => set(to),
    startWorker: async () => {
      workers.push(await start('worker'));
    },
    stopWorker,
    restartWorker: async () => {
      await stopWorker();
      workers.push(await start('worker'));
    },
    output: () => [api, ...workers].map(({ output }) => output()).join(''),
    stop: async () => {
      await Promise.all([stopProcess(api.child), stopWorker()]);
      await database.end();
      await postgres.discard();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
