import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** `npm start` (from dist/, without npm) in a folder of its own, as a person's terminal would see it. */
export class StartedPlatform {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(
    readonly home: string,
    settings: Record<string, string> = {},
  ) {
    // Nothing of the test's own environment: its KEELSON_TEST_DATABASE is not a setting.
    const surroundings = {
      PATH: process.env['PATH'] ?? '',
      KEELSON_HOME: home,
      KEELSON_PORT: '0',
      KEELSON_WORKER_PORT: '0',
    };
    this.child = spawn(process.execPath, ['dist/tools/start/main.js'], { env: { ...surroundings, ...settings } });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((done) => this.child.on('exit', (code) => done(code)));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The address, once everything is ready. */
  async ready(): Promise<string> {
    const [, address = ''] = await this.says(/Keelson runs at (\S+)/);
    return address;
  }

  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`It ended: ${this.output}`);
      await pause(50);
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** The processes below this one that run the api and the worker. */
  services(): { pid: number; name: string }[] {
    return processes().flatMap(({ pid, parent, command }) => {
      const [, name] = /dist\/apps\/(\w+)\/src\/main\.js/.exec(command) ?? [];
      return parent === this.pid && name ? [{ pid, name }] : [];
    });
  }

  database(): number {
    return Number.parseInt(readFileSync(join(this.home, 'postgres/data/postmaster.pid'), 'utf8'), 10);
  }
}

export function isAlive(pid: number): boolean {
  return processes().some((one) => one.pid === pid);
}

export async function allGone(pids: number[]): Promise<void> {
  while (pids.some(isAlive)) await pause(50);
}

/** From /proc: the platform is tested on Linux. Zombies have no command and are not listed. */
function processes(): { pid: number; parent: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const [, parent = '0'] = /\) \w (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      return command ? [{ pid: Number(name), parent: Number(parent), command }] : [];
    } catch {
      return []; // it ended meanwhile
    }
  });
}
