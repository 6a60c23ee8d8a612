import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readableLine } from '../../libs/platform/src/log/readable-line.js';
import { StartError } from '../postgres-programs.js';

export interface ServiceOptions {
  name: 'api' | 'worker';
  /** The setting that holds its port; a restart listens where the first start did. */
  portSetting: string;
  env: NodeJS.ProcessEnv;
  log: string;
  say(line: string): void;
  /** Called when it cannot be kept alive. */
  giveUp(reason: string): void;
}

/** A process that lives this long was well: its next death counts as the first one. */
const wellAfter = 30_000;
const mostDeaths = 5;
const stopWithin = 15_000;

/** One of our processes, started again when it dies by itself. */
export class Service {
  private child: ChildProcess | null = null;
  private restart: NodeJS.Timeout | null = null;
  private stopping = false;
  private deaths = 0;

  constructor(private readonly options: ServiceOptions) {
    if (existsSync(options.log)) renameSync(options.log, `${options.log}.1`);
  }

  /** Resolves with its address when it is ready to serve. */
  async start(): Promise<string> {
    const address = await this.launch();
    const { port } = new URL(address);
    if (port) this.options.env[this.options.portSetting] = port;
    return address;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.restart) clearTimeout(this.restart);
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), stopWithin);
    await ended;
    clearTimeout(impatience);
  }

  kill(): void {
    this.stopping = true;
    this.child?.kill('SIGKILL');
  }

  private launch(): Promise<string> {
    const { name, env } = this.options;
    const log = openSync(this.options.log, 'a', 0o600);
    const main = fileURLToPath(new URL(`../../apps/${name}/src/main.js`, import.meta.url));
    // A process group of its own: Ctrl-C reaches us, and we say when each process ends.
    const child = spawn(process.execPath, [main], { env, detached: true, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    this.child = child;
    const started = Date.now();
    return new Promise((done, fail) => {
      let ready = false;
      child.on('message', (message: { ready?: string }) => {
        if (!message.ready) return;
        ready = true;
        done(message.ready);
      });
      child.on('error', fail);
      child.on('exit', (code, signal) => {
        const how = signal ?? `exit code ${code}`;
        fail(new StartError(`The ${name} did not start (${how}). ${this.lastWords()}`));
        if (!this.stopping && (ready || this.deaths > 0)) this.revive(how, Date.now() - started);
      });
    });
  }

  private revive(how: string, lived: number): void {
    const { name, say, giveUp } = this.options;
    this.deaths = lived < wellAfter ? this.deaths + 1 : 1;
    if (this.deaths >= mostDeaths) {
      giveUp(`The ${name} ended ${mostDeaths} times in a row (${how}). ${this.lastWords()}`);
      return;
    }
    const delay = 250 * 2 ** this.deaths;
    say(`The ${name} ended (${how}) and starts again in ${delay / 1000} s.`);
    // Its end is heard by 'exit', whether it came up or not.
    this.restart = setTimeout(() => void this.launch().catch(() => undefined), delay);
  }

  private lastWords(): string {
    const read = readFileSync(this.options.log, 'utf8').trim().split('\n').slice(-16);
    const lines = read.flatMap((line) => readableLine(line).split('\n')).slice(-16);
    return `Its last lines, from ${this.options.log}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
  }
}
