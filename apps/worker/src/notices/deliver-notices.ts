import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AnnouncementSpreader, MailSender, WebhookSender } from '@keelson/notices';

/** How long something that was announced waits at most, while there is room. */
const interval = 1_000;
/** What a process that ends grants to what it is sending; the rest is sent again by the next worker. */
const grace = 5_000;

/**
 * Tells others what was announced. The rows are the queue: each says itself when it is due, which may be in eight hours,
 * and none is known to Redis alone. Any number of workers may.
 */
@Injectable()
export class NoticeDelivery implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Notices');
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> | undefined;
  private wanted = false;
  private ended = false;

  constructor(
    @Inject(AnnouncementSpreader) private readonly spreader: AnnouncementSpreader,
    @Inject(MailSender) private readonly mails: MailSender,
    @Inject(WebhookSender) private readonly webhooks: WebhookSender,
  ) {
    mails.onRoom(() => this.turn());
    webhooks.onRoom(() => this.turn());
  }

  onApplicationBootstrap(): void {
    this.turn();
    this.timer = setInterval(() => this.turn(), interval);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearInterval(this.timer);
    const sent = Promise.all([this.turning, this.mails.settle(), this.webhooks.settle()]);
    await Promise.race([sent, pause(grace, undefined, { ref: false })]);
  }

  /** One turn at a time; whatever asks for one meanwhile gets one more. */
  private turn(): void {
    this.wanted = true;
    this.turning ??= this.run().finally(() => (this.turning = undefined));
  }

  private async run(): Promise<void> {
    while (this.wanted && !this.ended) {
      this.wanted = false;
      await this.attempt('Announcements were not spread', () => this.spreader.spread());
      await this.attempt('Webhooks were not sent', () => this.webhooks.sendDue());
      await this.attempt('Mails were not sent', () => this.mails.sendDue());
    }
  }

  private async attempt(what: string, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
