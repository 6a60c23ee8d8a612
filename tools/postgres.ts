import { execFileSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import {
  execute,
  findPrograms,
  serverUserOf,
  StartError,
  type PostgresPrograms,
  type ServerUser,
} from './postgres-programs.js';

export interface EmbeddedPostgresOptions {
  /** The folder of the cluster; its log lies beside it. */
  folder: string;
  password: string;
  /** For tests: nothing survives a crash, and writing is faster. */
  throwaway?: boolean;
  /** A program to start in the place of `postgres`, which it has to become: for tests that change its surroundings. */
  program?: string;
}

const database = 'keelson';

/**
 * Real PostgreSQL from npm, run by its own `pg_ctl`: a server in a process group of its own, so that Ctrl-C reaches
 * our processes first and the database last.
 */
export class EmbeddedPostgres {
  private readonly folder: string;
  private readonly data: string;
  private readonly log: string;
  private programs: PostgresPrograms;
  private user: ServerUser | null = null;
  private port = 0;

  constructor(private readonly options: EmbeddedPostgresOptions) {
    this.folder = resolve(options.folder);
    this.data = join(this.folder, 'data');
    this.log = join(this.folder, 'postgres.log');
  }

  get url(): string {
    return this.urlOf(database);
  }

  urlOf(name: string): string {
    return `postgres://keelson:${encodeURIComponent(this.options.password)}@127.0.0.1:${this.port}/${name}`;
  }

  /** Starts the server; what an earlier run left behind (a dead or an orphaned server) is cleared first. */
  async start(): Promise<void> {
    this.programs = await findPrograms();
    this.user = serverUserOf(this.data);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.lend(this.folder);
    await this.stopOrphan();
    if (!existsSync(this.data)) await this.initialise();
    if (!existsSync(this.log)) closeSync(openSync(this.log, 'a', 0o600));
    this.lend(this.log);
    this.port = await freePort();
    await this.launch();
    await this.createDatabase();
  }

  async stop(): Promise<void> {
    await this.control(['stop', '-m', 'fast', '-w', '-t', '30']);
  }

  /** Ends the server at once; it recovers when it is started again. */
  kill(): void {
    const pid = this.recordedPid();
    if (pid !== null && this.isRunning()) process.kill(pid, 'SIGQUIT');
  }

  async restart(): Promise<void> {
    if (this.isRunning()) await this.stop();
    await this.launch();
  }

  /** Stops the server and removes its folder. */
  async discard(): Promise<void> {
    await this.control(['stop', '-m', 'immediate', '-w']).catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }

  isRunning(): boolean {
    const pid = this.recordedPid();
    return pid !== null && isServerOf(pid, this.data);
  }

  private async stopOrphan(): Promise<void> {
    if (this.recordedPid() === null) return;
    if (this.isRunning()) await this.control(['stop', '-m', 'immediate', '-w', '-t', '30']);
    // After a reboot another program may have the recorded number: PostgreSQL would wait for it, and pg_ctl would end it.
    else rmSync(join(this.data, 'postmaster.pid'), { force: true });
  }

  private recordedPid(): number | null {
    const file = join(this.data, 'postmaster.pid');
    const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
    return pid > 0 ? pid : null;
  }

  /** Tried again for a moment: the backends of a killed server hold its shared memory until they notice. */
  private async launch(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const program = this.options.program ? ['-p', this.options.program] : [];
        return await this.control(['start', ...program, '-w', '-t', '60', '-l', this.log, '-o', this.settings()]);
      } catch (error) {
        const reason = this.lastComplaint();
        if (attempt === 10) throw reason ? new StartError(`PostgreSQL did not start: ${reason}`) : error;
        if (!/shared memory|lock file|in use/.test(reason)) attempt = 9;
        await pause(500);
      }
    }
  }

  private lastComplaint(): string {
    const lines = readFileSync(this.log, 'utf8').split('\n').slice(-50);
    return (lines.findLast((line) => line.includes('FATAL:')) ?? '').replace(/^.*FATAL:\s*/, '');
  }

  private settings(): string {
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      port: this.port,
      max_connections: 200,
      shared_buffers: '256MB',
      work_mem: '32MB',
      jit: 'off',
      ...(this.options.throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    };
    return Object.entries(settings)
      .map(([name, value]) => `-c ${name}='${value}'`)
      .join(' ');
  }

  /** Made under another name first: a cluster whose making was killed halfway would look like a whole one. */
  private async initialise(): Promise<void> {
    readdirSync(this.folder)
      .filter((name) => name.startsWith('new-'))
      .forEach((name) => rmSync(join(this.folder, name), { recursive: true, force: true }));
    const fresh = join(this.folder, `new-${process.pid}`);
    const passwordFile = join(this.folder, '.password');
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(passwordFile, this.options.password, { mode: 0o600 });
    [fresh, passwordFile].forEach((path) => this.lend(path));
    const encoding = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin'];
    const access = ['--username=keelson', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    try {
      await execute(this.programs.initdb, [`--pgdata=${fresh}`, ...access, ...encoding, '--no-sync'], this.user);
      renameSync(fresh, this.data);
    } finally {
      rmSync(passwordFile, { force: true });
      rmSync(fresh, { recursive: true, force: true });
    }
  }

  private lend(path: string): void {
    if (this.user) chownSync(path, this.user.uid, this.user.gid);
  }

  private async control(args: string[]): Promise<void> {
    await execute(this.programs.pg_ctl, ['-D', this.data, ...args], this.user);
  }

  private async createDatabase(): Promise<void> {
    const client = new Client({ connectionString: this.urlOf('postgres') });
    try {
      await client.connect();
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (!rowCount) await client.query(`CREATE DATABASE ${database}`);
    } catch (error) {
      await this.stop();
      throw new StartError(`The database in ${this.folder} cannot be opened: ${(error as Error).message}.`);
    } finally {
      await client.end();
    }
  }
}

function isServerOf(pid: number, data: string): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes(data);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
    server.on('error', fail);
  });
}
