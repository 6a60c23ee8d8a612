import { join, resolve } from 'node:path';
import type { Config, RunTimeUrls } from '@keelson/platform';
// The file and not the room: the room's index would load the whole database layer first.
import { runTimeUrls } from '../../libs/platform/src/db/run-time-roles.js';
import { StartError } from '../postgres-programs.js';
import { EmbeddedPostgres } from '../postgres.js';
import type { FirstAdministrator } from './first-administrator.js';
import { DatabasePreparation } from './preparation.js';
import { removeRunRecord, writeRunRecord } from './run-record.js';
import { keepSecrets } from './secrets.js';
import { Service } from './service.js';

export interface PlatformOptions {
  config: Config;
  env: NodeJS.ProcessEnv;
  /** The data need not survive a power cut (see EmbeddedPostgres). */
  throwaway?: boolean;
  say(line: string): void;
  /** Called once when the platform cannot go on; it is still to be stopped. */
  giveUp(reason: string): void;
}

/** How often the database server is looked after, in milliseconds. */
const watchEvery = 2_000;

/** The whole platform on one machine: PostgreSQL, the API and the worker, started and stopped in order. */
export class Platform {
  readonly home: string;
  private postgres: EmbeddedPostgres | null = null;
  private postgresStart: Promise<void> = Promise.resolve();
  private watch: NodeJS.Timeout | null = null;
  private preparation: DatabasePreparation | null = null;
  private services: Service[] = [];
  private stopped: Promise<void> | null = null;

  constructor(private readonly options: PlatformOptions) {
    this.home = resolve(options.config.KEELSON_HOME);
  }

  /** Resolves with the address when everything is ready. */
  async start(announce: (administrator: FirstAdministrator) => void): Promise<string> {
    const { config } = this.options;
    const { KEELSON_ADMIN_EMAIL: email, KEELSON_ADMIN_PASSWORD: password } = config;
    const secrets = keepSecrets(this.home);
    this.preparation = new DatabasePreparation();
    const url = config.DATABASE_URL ?? (await this.startPostgres(secrets.databasePassword));
    this.requireNotStopped();
    const secret = config.KEELSON_SECRET ?? secrets.secret;
    const made = runTimeUrls(url, secret);
    const runTime: RunTimeUrls = {
      app: config.KEELSON_APP_DATABASE_URL ?? made.app,
      worker: config.KEELSON_WORKER_DATABASE_URL ?? made.worker,
    };
    const administrator = await this.preparation.run({ url, runTime, email, password });
    announce(administrator);
    this.requireNotStopped();
    const env = environmentOf(this.options.env, config, secret);
    const api = this.service('api', 'KEELSON_PORT', { ...env, DATABASE_URL: runTime.app });
    const worker = this.service('worker', 'KEELSON_WORKER_PORT', { ...env, DATABASE_URL: runTime.worker });
    this.services = [api, worker];
    const [address] = await Promise.all([api.start(), worker.start()]);
    writeRunRecord(this.home, { pid: process.pid, address, administratorId: administrator.id });
    return address;
  }

  /** The API first, so that nothing is asked of the rest any more; the database last. */
  stop(): Promise<void> {
    this.stopped ??= this.stopInOrder();
    return this.stopped;
  }

  /** Without waiting for anybody; what was committed stays. */
  kill(): void {
    this.preparation?.cancel();
    this.services.forEach((service) => service.kill());
    this.postgres?.kill();
  }

  private async stopInOrder(): Promise<void> {
    if (this.watch) clearInterval(this.watch);
    this.preparation?.cancel();
    for (const service of this.services) await service.stop();
    await this.postgresStart.catch(() => undefined);
    if (this.postgres?.isRunning()) await this.postgres.stop();
    removeRunRecord(this.home);
  }

  private async startPostgres(password: string): Promise<string> {
    const folder = join(this.home, 'postgres');
    const postgres = new EmbeddedPostgres({ folder, password, throwaway: this.options.throwaway });
    this.postgres = postgres;
    this.postgresStart = postgres.start();
    await this.postgresStart;
    this.watch = setInterval(() => this.reviveDatabase(postgres), watchEvery);
    return postgres.url;
  }

  private reviveDatabase(postgres: EmbeddedPostgres): void {
    if (this.stopped || postgres.isRunning()) return;
    if (this.watch) clearInterval(this.watch);
    this.options.say('PostgreSQL ended unexpectedly and starts again.');
    this.postgresStart = postgres.restart();
    this.postgresStart.then(
      () => (this.watch = setInterval(() => this.reviveDatabase(postgres), watchEvery)),
      (error: Error) => this.options.giveUp(error.message),
    );
  }

  private service(name: 'api' | 'worker', portSetting: string, env: NodeJS.ProcessEnv): Service {
    const { say, giveUp } = this.options;
    return new Service({ name, portSetting, env: { ...env }, log: join(this.home, `${name}.log`), say, giveUp });
  }

  private requireNotStopped(): void {
    if (this.stopped) throw new StartError('Stopped while starting.');
  }
}

const notForProcesses: (keyof Config)[] = [
  'DATABASE_URL',
  'KEELSON_ADMIN_EMAIL',
  'KEELSON_ADMIN_PASSWORD',
  'KEELSON_APP_DATABASE_URL',
  'KEELSON_URL',
  'KEELSON_WORKER_DATABASE_URL',
];

/** What the processes are told; the owner's and the administrator's passwords are not for them. */
function environmentOf(env: NodeJS.ProcessEnv, config: Config, secret: string): NodeJS.ProcessEnv {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(KEELSON_|DATABASE_URL$|REDIS_URL$)/.test(name)),
  );
  const told = Object.entries({ ...config, KEELSON_SECRET: secret });
  return {
    // Otherwise graphql checks every value for developers: a bulk write takes a tenth longer.
    NODE_ENV: 'production',
    ...given,
    // Their output goes to files.
    NO_COLOR: '1',
    ...Object.fromEntries(
      told
        .filter(([name, value]) => value !== undefined && !notForProcesses.includes(name as keyof Config))
        .map(([k, v]) => [k, String(v)]),
    ),
  };
}
