import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const patience = 60_000;

/** `npm start` in a folder of its own: api and worker must both say that they are well, and Ctrl-C must end all. */
export async function askForHealth(): Promise<boolean> {
  const home = mkdtempSync(join(tmpdir(), 'keelson-health-'));
  const [port, workerPort] = [await freePort(), await freePort()];
  const { KEELSON_TEST_REDIS: _, ...env } = process.env; // of the tests alone; start refuses settings it does not know
  const started = Date.now();
  const child = spawn('node', ['tools/run.mjs', 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...env,
      KEELSON_HOME: home,
      KEELSON_PORT: String(port),
      KEELSON_WORKER_PORT: String(workerPort),
      KEELSON_LOG: 'error',
    },
  });
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  try {
    await new Promise<void>((done, fail) => {
      const timer = setTimeout(() => fail(new Error('npm start did not get ready.')), patience);
      child.stdout.on('data', (chunk: Buffer) => {
        if (!chunk.toString().includes('Keelson runs at')) return;
        clearTimeout(timer);
        done();
      });
      void ended.then((code) => fail(new Error(`npm start ended with ${code}.`)));
    });
    console.log(`ready after ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const answers = await Promise.all([port, workerPort].map((one) => fetch(`http://127.0.0.1:${one}/health`)));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    bodies.forEach((body) => console.log(body));
    child.kill('SIGINT');
    const code = await ended;
    if (code !== 0) console.error(`npm start ended with ${code} after Ctrl-C.`);
    return code === 0 && answers.every((answer) => answer.status === 200);
  } catch (error) {
    console.error(String(error));
    child.kill('SIGINT');
    await ended;
    return false;
  } finally {
    rmSync(home, { recursive: true, force: true });
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
