import { Inject, Injectable, Logger } from '@nestjs/common';
import { keysFor, unseal } from '@keelson/identity';
import { Config, Database, encodeId, faultOf, newId, record, run } from '@keelson/platform';
import { Webhook } from 'standardwebhooks';
import type { EntityManager } from 'typeorm';
import {
  disableEndpoint,
  dueDeliveries,
  insertAttempt,
  noteEndpoint,
  settleAttempt,
  takeDeliveries,
} from './due-deliveries.sql.js';
import { giveUpDeliveries } from './endpoints.sql.js';
import { agentFor, postWebhook, timeLimit, type Outcome } from './post-webhook.js';
import { delayAfter } from './retry-delay.js';
import { tellOfDisabled } from './tell-members.js';
import type { Disabling } from './webhook-endpoint.entity.js';
import { secretsPurpose } from './webhooks.service.js';

/** At once in one worker: of all, of one coalition, and of one endpoint. What hangs takes its own share and no other's. */
const most = { inAll: 48, ofCoalition: 12, ofEndpoint: 4 };
/** After which nobody expects to hear of an attempt any more. */
const lostAfter = (2 * timeLimit) / 1_000;
/** An endpoint that takes nothing for so long is disabled. */
const mostDaysFailing = 5;

interface Due {
  id: string;
  coalitionId: string;
  endpointId: string;
}

interface Taken extends Due {
  event: string;
  body: string;
  attempts: number;
  url: string;
  secrets: Buffer[];
}

/** Sends deliveries, in the worker. The rows say what is due: there is no queue that could know it otherwise. */
@Injectable()
export class WebhookSender {
  private readonly log = new Logger('Webhooks');
  private readonly agent;
  private readonly running = new Map<string, { due: Due; end: Promise<void> }>();
  private again: () => void = () => undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {
    this.agent = agentFor(config.KEELSON_WEBHOOK_NETWORKS);
  }

  /** Called when there is room for more. */
  onRoom(again: () => void): void {
    this.again = again;
  }

  /** Starts what is due, as far as there is room. Any number of workers may. */
  async sendDue(): Promise<void> {
    if (this.running.size >= most.inAll) return;
    const due = await this.database.identify({}, (manager) => run<Due>(manager, dueDeliveries, [most.ofEndpoint]));
    const chosen = this.choose(due);
    if (chosen.length === 0) return;
    const coalitionIds = [...new Set(chosen.map(({ coalitionId }) => coalitionId))];
    const taken = await this.database.identify({ coalitionIds }, (manager) =>
      run<Taken>(manager, takeDeliveries, [chosen.map(({ id }) => id), lostAfter]),
    );
    for (const one of taken) {
      const end = this.send(one)
        .catch((error: unknown) => this.log.error({ ...faultOf(error), deliveryId: one.id }))
        .finally(() => {
          this.running.delete(one.id);
          this.again();
        });
      this.running.set(one.id, { due: one, end });
    }
  }

  /** Resolves when what runs has ended. */
  async settle(): Promise<void> {
    await Promise.all([...this.running.values()].map(({ end }) => end));
  }

  private choose(due: readonly Due[]): Due[] {
    const running = [...this.running.values()].map((one) => one.due);
    for (const one of due) {
      const count = (key: 'endpointId' | 'coalitionId') => running.filter((other) => other[key] === one[key]).length;
      if (running.length >= most.inAll) break;
      if (count('endpointId') < most.ofEndpoint && count('coalitionId') < most.ofCoalition) running.push(one);
    }
    return running.slice(this.running.size);
  }

  private async send(delivery: Taken): Promise<void> {
    const at = new Date();
    const outcome = await postWebhook(delivery.url, this.sign(delivery, at), delivery.body, this.agent);
    const { id, coalitionId, endpointId } = delivery;
    await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      const { status, failure, excerpt, milliseconds } = outcome;
      // The endpoint first, as whoever disables it does: two attempts at one endpoint must not wait for each other.
      const noting = [coalitionId, endpointId, outcome.taken];
      const [noted] = await run<{ failingSince: Date | null }>(manager, noteEndpoint, noting);
      await run(manager, insertAttempt, [newId(), coalitionId, id, at, milliseconds, status, failure, excerpt]);
      const wait = outcome.taken ? null : delayAfter(delivery.attempts);
      const state = outcome.taken ? 'DELIVERED' : wait === null ? 'FAILED' : 'PENDING';
      const reason = state === 'FAILED' ? `${failure} It was tried ${delivery.attempts} times over a day.` : null;
      await run(manager, settleAttempt, [id, delivery.attempts, state, wait, reason]);
      const because = disablingOf(outcome, noted?.failingSince ?? null);
      if (because) await this.disable(manager, delivery, because);
    });
    const { taken, status, milliseconds } = outcome;
    this.log.log({
      message: 'webhook',
      taken,
      status,
      milliseconds,
      deliveryId: id,
      endpointId,
      event: delivery.event,
    });
  }

  /** With every secret that signs today, so that a receiver may know either. */
  private sign({ id, endpointId, body, secrets }: Taken, at: Date): Record<string, string> {
    const webhookId = encodeId('WebhookDelivery', id);
    const keys = keysFor(secretsPurpose, this.config);
    const signatures = secrets.map((sealed) =>
      new Webhook(unseal(keys, endpointId, sealed), { format: 'raw' }).sign(webhookId, at, body),
    );
    return {
      'webhook-id': webhookId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': signatures.join(' '),
    };
  }

  private async disable(manager: EntityManager, { coalitionId, endpointId }: Due, because: Disabling): Promise<void> {
    const [disabled] = await run<{ url: string }>(manager, disableEndpoint, [coalitionId, endpointId, because]);
    if (!disabled) return;
    const reason =
      because === 'GONE' ? 'It answered 410: it wants nothing more.' : `It took nothing for ${mostDaysFailing} days.`;
    await run(manager, giveUpDeliveries, [coalitionId, endpointId, `The endpoint was disabled. ${reason}`]);
    const nobody = { personId: null, keyId: null, requestId: `webhook ${endpointId}` };
    const subject = { subjectType: 'WebhookEndpoint', subjectId: endpointId } as const;
    await record(manager, nobody, { coalitionId, verb: 'disableWebhookEndpoint', ...subject, reason });
    await tellOfDisabled(manager, this.config, coalitionId, {
      ...{ host: new URL(disabled.url).host, cause: because, days: mostDaysFailing },
    });
    this.log.warn({ message: `A webhook endpoint was disabled: ${reason}`, endpointId });
  }
}

function disablingOf({ taken, status }: Outcome, failingSince: Date | null): Disabling | null {
  if (taken) return null;
  if (status === 410) return 'GONE';
  const tooLong = failingSince && failingSince.getTime() < Date.now() - mostDaysFailing * 86_400_000;
  return tooLong ? 'FAILING' : null;
}
