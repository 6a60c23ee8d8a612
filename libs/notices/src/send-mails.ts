import { Inject, Injectable, Logger } from '@nestjs/common';
import { keysFor, unseal } from '@keelson/identity';
import { Config, Database, faultOf, run } from '@keelson/platform';
import { handOverMail, type Handed } from './hand-over-mail.js';
import { linksPurpose } from './mails.service.js';
import { dueMails, giveUpMails, handOverMail as markHandedOver, settleMail, takeMails } from './mails.sql.js';
import { mailDelayAfter } from './retry-delay.js';
import { writeMail, type Writable } from './write-mail.js';

/** At once in one worker, each with a connection of its own: what a modest mail server takes from one sender. */
const most = 4;
/** Seconds after which an attempt is not heard of any more. */
const lostAfter = 60;
const unknown =
  'It was given to the mail server, which did not say whether it took it: it may have arrived, and is not sent again.';

interface Due {
  id: string;
  coalitionId: string | null;
}

interface Taken extends Writable {
  sealed: Buffer | null;
  attempts: number;
}

/** Sends mails, in the worker: each at most once as far as SMTP lets anybody know. */
@Injectable()
export class MailSender {
  private readonly log = new Logger('Mails');
  private readonly running = new Map<string, Promise<void>>();
  private again: () => void = () => undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  /** Called when there is room for more. */
  onRoom(again: () => void): void {
    this.again = again;
  }

  /** Starts what is due, as far as there is room; nothing where no mail server is set. */
  async sendDue(): Promise<void> {
    const room = most - this.running.size;
    if (!this.config.KEELSON_SMTP_URL || room <= 0) return;
    const due = await this.database.identify({}, (manager) => run<Due>(manager, dueMails, [room]));
    if (due.length === 0) return;
    const ids = due.map(({ id }) => id);
    const { lost, taken } = await this.database.identify({ coalitionIds: coalitionsOf(due) }, async (manager) => ({
      lost: await run<{ id: string }>(manager, giveUpMails, [ids, unknown]),
      taken: await run<Taken>(manager, takeMails, [ids, lostAfter]),
    }));
    for (const { id } of lost) this.log.warn({ message: `A mail was given up. ${unknown}`, mailId: id });
    for (const mail of taken) {
      const end = this.send(mail)
        .catch((error: unknown) => this.log.error({ ...faultOf(error), mailId: mail.id }))
        .finally(() => {
          this.running.delete(mail.id);
          this.again();
        });
      this.running.set(mail.id, end);
    }
  }

  /** Resolves when what runs has ended. */
  async settle(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private async send(mail: Taken): Promise<void> {
    const { id, address, attempts } = mail;
    const { KEELSON_SMTP_URL: server = '', KEELSON_MAIL_FROM: from = '' } = this.config;
    const token = mail.sealed && unseal(keysFor(linksPurpose, this.config), id, mail.sealed).toString();
    const bytes = await writeMail(mail, token, this.config);
    const envelope = { from: /<([^>]+)>/.exec(from)?.[1] ?? from, to: address };
    const handed = await handOverMail(server, envelope, bytes, () => this.mark(mail));
    const settled = settledBy(handed, attempts);
    await this.unitOf(mail, settleMail, [id, attempts, settled.state, settled.wait, settled.failure]);
    const { kind } = mail;
    const line = { message: 'mail', kind, result: handed.result, mailId: id, attempts };
    if (settled.state === 'FAILED') this.log.warn({ ...line, message: `A mail failed. ${settled.failure}` });
    else this.log.log(line);
  }

  /** Committed before the server is given the text: whoever finds it so does not send it again. */
  private async mark(mail: Taken): Promise<void> {
    const marked = await this.unitOf(mail, markHandedOver, [mail.id, mail.attempts, lostAfter]);
    if (marked.length === 0) throw new Error('Another worker has this mail.');
  }

  private unitOf({ coalitionId }: Taken, text: string, values: unknown[]): Promise<unknown[]> {
    const coalitionIds = coalitionId ? [coalitionId] : [];
    return this.database.identify({ coalitionIds }, (manager) => run(manager, text, values));
  }
}

function coalitionsOf(due: readonly Due[]): string[] {
  return [...new Set(due.flatMap(({ coalitionId }) => coalitionId ?? []))];
}

interface Settled {
  state: 'SENT' | 'FAILED' | 'PENDING';
  wait: number | null;
  failure: string | null;
}

function settledBy(handed: Handed, attempts: number): Settled {
  if (handed.result === 'TAKEN') return { state: 'SENT', wait: null, failure: null };
  const wait = handed.result === 'DEFERRED' ? mailDelayAfter(attempts) : null;
  if (wait !== null) return { state: 'PENDING', wait, failure: null };
  const failure = handed.result === 'UNKNOWN' ? `${handed.reason} ${unknown}` : handed.reason;
  return { state: 'FAILED', wait: null, failure };
}
