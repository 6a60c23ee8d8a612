import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../demo/api-client.js';
import { signIn } from '../demo/sign-in.js';
import { allGone, isAlive, StartedPlatform } from './start.scenario.js';

// With a blank, and closed to others as mktemp makes it: both have broken PostgreSQL's own programs.
const folder = mkdtempSync(join(tmpdir(), 'keelson start '));
const home = join(folder, 'home');
const email = 'admin@localhost.localdomain';
let password = '';
const running: StartedPlatform[] = [];

function start(settings: Record<string, string> = {}, where = home): StartedPlatform {
  const platform = new StartedPlatform(where, settings);
  running.push(platform);
  return platform;
}

async function coalitions(address: string): Promise<string[]> {
  const api = new ApiClient(address, signIn(address, email, password));
  const answer = await api.ask<{ nodes: { code: string }[] }>(`{ coalitions { nodes { code } } }`, {});
  return answer.nodes.map(({ code }) => code);
}

afterAll(async () => {
  await Promise.all(running.map((platform) => platform.stop()));
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('makes everything on the first start, and a password that is shown once and stored nowhere', async () => {
    const platform = start();
    const address = await platform.ready();
    password = (await platform.says(/with the password (\S+) \(shown this once\)/))[1] ?? '';
    const api = new ApiClient(address, signIn(address, email, password));
    await api.ask(
      `mutation($input: CreateCoalitionInput!) { createCoalition(input: $input) { coalition { id } userErrors { message } } }`,
      {
        input: { code: 'kept', name: 'Kept' },
      },
    );
    for (const file of ['secrets.json', 'run.json']) expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
    expect(await coalitions(address)).toEqual(['kept']);

    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output).toBe(`Keelson already runs from ${home} at ${address} (process ${platform.pid}).\n`);

    const pids = [...platform.services().map(({ pid }) => pid), platform.database()];
    expect(pids).toHaveLength(3);
    expect(await platform.stop('SIGINT')).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(join(home, 'run.json'))).toBe(false);
  }, 60_000);

  it('finds its data on the second start, and starts a process again that was killed', async () => {
    const platform = start();
    const address = await platform.ready();
    expect(platform.output).not.toContain('password');
    expect(await coalitions(address)).toEqual(['kept']);
    const [worker] = platform.services().filter(({ name }) => name === 'worker');
    process.kill(worker!.pid, 'SIGKILL');
    await platform.says(/The worker ended \(SIGKILL\) and starts again/);
    process.kill(platform.database(), 'SIGKILL');
    await platform.says(/PostgreSQL ended unexpectedly and starts again/);
    await expectSoon(() => coalitions(address), ['kept']);
    await expectSoon(
      () =>
        Promise.resolve(
          platform
            .services()
            .map(({ name }) => name)
            .sort(),
        ),
      ['api', 'worker'],
    );

    const services = platform.services().map(({ pid }) => pid);
    const orphan = platform.database();
    await platform.stop('SIGKILL');
    // Without their parent the processes end by themselves; the database is for the next start to clear.
    await allGone(services);
    expect(isAlive(orphan)).toBe(true);
  }, 60_000);

  it('works after its own kill -9, and after a kill -9 of everything', async () => {
    const platform = start();
    expect(await coalitions(await platform.ready())).toEqual(['kept']);
    const pids = [...platform.services().map(({ pid }) => pid), platform.database(), platform.pid];
    pids.reverse().forEach((pid) => process.kill(pid, 'SIGKILL'));
    await platform.ended;

    const next = start();
    expect(await coalitions(await next.ready())).toEqual(['kept']);
    expect(next.output).not.toContain('password');
    expect(await next.stop()).toBe(0);
  }, 60_000);

  it('says every fault at once, one sentence each, and makes nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
    const { port } = taken.address() as AddressInfo;
    writeFileSync(join(folder, 'file'), '');
    const wrong = start(
      {
        KEELSON_PORT: String(port),
        KEELSON_POOL: '1',
        KEELSON_PROT: '1',
        DATABASE_URL: 'postgres://keelson:hidden@127.0.0.1:1/keelson',
      },
      join(folder, 'file/home'),
    );
    expect(await wrong.ended).toBe(1);
    taken.close();
    expect(wrong.output.trim().split('\n')).toEqual([
      'KEELSON_POOL must be at least 2 connections.',
      'KEELSON_PROT is not a setting of Keelson.',
      expect.stringMatching(/^The folder .*file\/home \(KEELSON_HOME\) cannot be written: ENOTDIR/),
      `Port ${port} on 127.0.0.1 is taken: stop what listens there, or set KEELSON_PORT to another port.`,
      'DATABASE_URL cannot be reached: connect ECONNREFUSED 127.0.0.1:1.',
    ]);
    expect(wrong.output).not.toContain('hidden');
    expect(existsSync(join(folder, 'file/home'))).toBe(false);
  }, 30_000);
});

/** What a restart brings back, within the time that Jest gives the test. */
async function expectSoon<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  for (;;) {
    const answer = await ask().catch((error: Error) => error);
    if (JSON.stringify(answer) === JSON.stringify(expected)) return;
    await new Promise((done) => setTimeout(done, 200));
  }
}
