import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { StartError } from '../postgres-programs.js';
import type { FirstAdministrator } from './first-administrator.js';
import type { Preparation, Prepared } from './prepare.js';

/** Migrations and the first administrator, in a process that warms up while the database is still starting. */
export class DatabasePreparation {
  private readonly child: ChildProcess;
  private readonly ended: Promise<never>;

  constructor() {
    // A process group of its own: Ctrl-C reaches us, and we say when it ends.
    this.child = fork(fileURLToPath(new URL('prepare.js', import.meta.url)), { detached: true });
    this.ended = new Promise((_, fail) => {
      this.child.on('error', fail);
      this.child.on('exit', (code, signal) => {
        fail(new StartError(`The database was not prepared (${signal ?? `exit code ${code}`}).`));
      });
    });
    this.ended.catch(() => undefined);
  }

  async run(preparation: Preparation): Promise<FirstAdministrator> {
    const answered = new Promise<Prepared>((done) => this.child.once('message', (answer: Prepared) => done(answer)));
    this.child.send(preparation);
    const answer = await Promise.race([answered, this.ended]);
    if ('failure' in answer) throw new StartError(answer.failure);
    return answer.administrator;
  }

  cancel(): void {
    this.child.kill('SIGKILL');
  }
}
