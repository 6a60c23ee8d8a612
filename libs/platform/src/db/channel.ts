import { EventEmitter, on } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';

const pauseBeforeRetry = 1_000;

/**
 * Hears what PostgreSQL notifies on a channel, whichever process caused it. One connection of its own, opened for the
 * first who asks: LISTEN belongs to a session, and those of the pool are lent out. A message names what moved and
 * nothing more, so that whoever hears it reads with rights of their own.
 */
export class Channel {
  private readonly log = new Logger('Channel');
  private readonly heard = new EventEmitter().setMaxListeners(0);
  private listening: Promise<void> | undefined;
  private client: Client | undefined;
  private ending = false;

  constructor(
    private readonly url: string,
    private readonly name: 'report_changed',
  ) {}

  /** An item whenever `subject` may have moved; perhaps one too many, never one too few. End it with `return()`. */
  async follow(subject: string): Promise<AsyncIterator<unknown>> {
    const changes = on(this.heard, eventOf(subject));
    try {
      await (this.listening ??= this.listen());
      return changes;
    } catch (error) {
      this.listening = undefined;
      await changes.return?.();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.ending = true;
    await this.client?.end().catch(() => undefined); // it may be gone already
  }

  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'keelson-api-listener',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('notification', ({ payload = '' }) => this.heard.emit(eventOf(payload)));
    client.on('error', (error) => this.log.warn(`The connection that listens failed: ${error.message}`));
    try {
      await client.connect();
      await client.query(`LISTEN ${this.name}`);
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
        for (const name of this.heard.eventNames()) {
          // `on` listens to errors too, and would end with one.
          if (name !== 'error') this.heard.emit(name);
        }
        return;
      } catch (error) {
        this.log.warn(`Nobody listens to ${this.name}: ${(error as Error).message}`);
      }
    }
  }
}

function eventOf(subject: string): string {
  return `of ${subject}`;
}
