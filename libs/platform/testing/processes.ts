import { spawn, type ChildProcess } from 'node:child_process';
import { testSecret, type TestDatabase } from './database.js';

/** Starts one of our processes from dist/ and waits until it says that it is ready. */
export async function startProcess(
  main: 'api' | 'worker',
  env: Record<string, string>,
): Promise<{ child: ChildProcess; address: string; output: () => string }> {
  let output = '';
  const child = spawn(process.execPath, [`dist/apps/${main}/src/main.js`], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const address = await new Promise<string>((done, fail) => {
    child.on('message', (message: { ready: string }) => done(message.ready));
    child.on('exit', (code) => fail(new Error(`${main} ended with ${code}: ${output}`)));
  });
  return { child, address, output: () => output };
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

/** What `main` is told of its database; `through` may lead it there another way. */
export function environmentOf(
  main: 'api' | 'worker',
  { urls }: TestDatabase,
  through = (url: string) => url,
): Record<string, string> {
  return {
    DATABASE_URL: through(main === 'api' ? urls.app : urls.worker),
    KEELSON_SECRET: testSecret,
    KEELSON_PORT: '0',
    KEELSON_WORKER_PORT: '0',
    KEELSON_LOG: 'warn',
    KEELSON_POOL: '5',
    // Tests ask faster than people do; those of the limits set their own.
    KEELSON_RATE_POINTS: '1000000',
    KEELSON_RATE_RESTORE: '1000000',
  };
}
