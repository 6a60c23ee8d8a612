import { EventEmitter, on } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { Config } from '@keelson/platform';

const pauseBeforeRetry = 1_000;

/**
 * Hears from PostgreSQL that a report moved, whichever process moved it. One connection of its own, opened for the first
 * who asks: LISTEN belongs to a session, and those of the pool are lent out.
 */
@Injectable()
export class ReportChanges implements OnApplicationShutdown {
  private readonly log = new Logger('ReportChanges');
  private readonly heard = new EventEmitter().setMaxListeners(0);
  private listening: Promise<void> | undefined;
  private client: Client | undefined;
  private ending = false;

  constructor(@Inject(Config) private readonly config: Config) {}

  /** An item whenever the report may have moved; perhaps one too many, never one too few. End it with `return()`. */
  async follow(reportId: string): Promise<AsyncIterator<unknown>> {
    const changes = on(this.heard, eventOf(reportId));
    try {
      await (this.listening ??= this.listen());
      return changes;
    } catch (error) {
      this.listening = undefined;
      await changes.return?.();
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending = true;
    await this.client?.end().catch(() => undefined); // it may be gone already
  }

  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'keelson-api-listener',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('notification', ({ payload = '' }) => this.heard.emit(eventOf(payload)));
    client.on('error', (error) => this.log.warn(`The listening connection failed: ${error.message}`));
    try {
      await client.connect();
      await client.query('LISTEN report_changed');
    } catch (error) {
      await client.end().catch(() => undefined); // the first error is the one to tell
      throw error;
    }
    this.client = client;
    client.once('end', () => void this.listenAgain());
  }

  /** What happened meanwhile was not heard, so everybody looks again. */
  private async listenAgain(): Promise<void> {
    while (!this.ending) {
      await pause(pauseBeforeRetry, undefined, { ref: false });
      try {
        await this.listen();
        this.heard.eventNames().forEach((name) => this.heard.emit(name));
        return;
      } catch (error) {
        this.log.warn(`Reports are not listened to: ${(error as Error).message}`);
      }
    }
  }
}

function eventOf(reportId: string): string {
  return `report ${reportId}`;
}
