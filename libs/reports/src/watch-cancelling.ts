import { run, type Database } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Report } from './report.entity.js';
import { endIfCancelled } from './take-report.sql.js';

/** How long somebody who cancels waits at most for the statement that runs. */
const interval = 500;

/** Somebody wanted the compiling to end. */
export class Cancelled extends Error {}

/** While a report is compiled, hears on another connection that somebody cancelled it, and ends the statement that runs. */
export class CancelWatch {
  cancelled = false;
  private readonly timer: NodeJS.Timeout;
  private asking: Promise<void> = Promise.resolve();

  private constructor(
    private readonly database: Database,
    private readonly report: Report,
    private readonly process: number,
  ) {
    this.timer = setInterval(() => void this.ask(), interval);
  }

  static async start(database: Database, manager: EntityManager, report: Report): Promise<CancelWatch> {
    const [own] = await run<{ process: number }>(manager, 'SELECT pg_backend_pid() AS process');
    return new CancelWatch(database, report, own!.process);
  }

  /** Between two statements. */
  async requireWanted(): Promise<void> {
    await this.ask();
    if (this.cancelled) throw new Cancelled();
  }

  /** Before the connection is another one's: nothing that was asked may end a statement of theirs. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.asking;
  }

  private ask(): Promise<void> {
    // No report fails because nobody could be asked; the next time they may answer.
    this.asking = this.asking.then(() => this.look()).catch(() => undefined);
    return this.asking;
  }

  private async look(): Promise<void> {
    const { id, coalitionId } = this.report;
    const asked = await this.database.identify({ coalitionIds: [coalitionId] }, (manager) =>
      run(manager, endIfCancelled, [id, this.process]),
    );
    this.cancelled ||= asked.length > 0;
  }
}
