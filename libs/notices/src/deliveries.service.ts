import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  InvalidState,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { canSeeWebhooks, requireMaySetWebhooks } from './notices.policy.js';
import { WebhookAttempt } from './webhook-attempt.entity.js';
import { testEvent, WebhookDelivery, type DeliveryState } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { takeEndpoint } from './webhooks.service.js';
import { writeTestPayload } from './write-payload.js';

/** The log of what was sent to endpoints, and what people do with it. */
@Injectable()
export class DeliveriesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Sends an event that says nothing, whatever the endpoint chose. */
  async sendTestEvent(actor: Actor, endpointId: string): Promise<WebhookDelivery> {
    return this.database.work(actor, async (manager) => {
      const endpoint = await takeEndpoint(manager, actor, endpointId);
      requireEnabled(endpoint);
      const { coalitionId } = endpoint;
      const now = new Date();
      const delivery = Object.assign(new WebhookDelivery(), {
        ...{ id: newId(), coalitionId, endpointId, event: testEvent, state: 'PENDING', attempts: 0 },
        ...{ body: writeTestPayload(coalitionId, endpointId, now), createdAt: now, nextAttemptAt: now },
        ...{ settledAt: null, failure: null },
      });
      await manager.insert(WebhookDelivery, delivery);
      const subject = { subjectType: 'WebhookEndpoint', subjectId: endpointId } as const;
      await record(manager, actor, { coalitionId, verb: 'sendTestEvent', ...subject });
      return delivery;
    });
  }

  /** Sends a delivery once more, with the same id and the same bytes: who keeps ids knows it again. */
  async replayDelivery(actor: Actor, id: string): Promise<WebhookDelivery> {
    return this.database.work(actor, async (manager) => {
      const where = { id, coalitionId: In(coalitionIdsOf(actor)) };
      const delivery = await manager.findOne(WebhookDelivery, { where, lock: { mode: 'pessimistic_write' } });
      if (!delivery || !canSeeWebhooks(actor, delivery.coalitionId)) throw new NotFound('delivery', ['id']);
      const { coalitionId, endpointId, state } = delivery;
      requireMaySetWebhooks(actor, coalitionId);
      requireEnabled(await manager.findOneByOrFail(WebhookEndpoint, { id: endpointId }));
      if (state === 'PENDING') {
        throw new InvalidState('delivery.pending', 'It is on its way already.', 'INVALID_STATE', ['id']);
      }
      const again = { state: 'PENDING', attempts: 0, nextAttemptAt: new Date(), settledAt: null, failure: null };
      await manager.save(Object.assign(delivery, again));
      const change = { coalitionId, verb: 'replayDelivery', subjectType: 'WebhookDelivery', subjectId: id } as const;
      await record(manager, actor, { ...change, before: { state }, after: { state: 'PENDING' } });
      return delivery;
    });
  }

  /** What was sent to an endpoint in the last 30 days, the latest first. */
  async listDeliveries(
    actor: Actor,
    endpointId: string,
    { states }: { states?: DeliveryState[] | null },
    page: PageArguments,
  ): Promise<Page<WebhookDelivery>> {
    const where = { id: endpointId, coalitionId: In(coalitionIdsOf(actor)) };
    const endpoint = await this.database.read(actor, (manager) => manager.findOneBy(WebhookEndpoint, where));
    if (!endpoint || !canSeeWebhooks(actor, endpoint.coalitionId)) {
      throw new NotFound('webhook endpoint', ['endpointId']);
    }
    const { coalitionId } = endpoint;
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(WebhookDelivery, 'delivery').where({ coalitionId, endpointId });
      return states ? builder.andWhere({ state: In(states) }) : builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'webhookDeliveries', by: ['id'], descending: true });
  }

  async loadDeliveries(actor: Actor, ids: readonly string[]): Promise<WebhookDelivery[]> {
    const where = { id: In([...ids]), coalitionId: In(coalitionIdsOf(actor)) };
    const found = await this.database.read(actor, (manager) => manager.findBy(WebhookDelivery, where));
    return found.filter(({ coalitionId }) => canSeeWebhooks(actor, coalitionId));
  }

  /** The requests that deliveries came to, the first one first. */
  async attemptsOf(actor: Actor, deliveryIds: readonly string[]): Promise<WebhookAttempt[]> {
    const where = { deliveryId: In([...deliveryIds]), coalitionId: In(coalitionIdsOf(actor)) };
    const found = await this.database.read(actor, (manager) =>
      manager.find(WebhookAttempt, { where, order: { id: 'ASC' } }),
    );
    return found.filter(({ coalitionId }) => canSeeWebhooks(actor, coalitionId));
  }
}

function requireEnabled({ disabledAt }: WebhookEndpoint): void {
  if (disabledAt) throw new InvalidState('webhook.disabled', 'This endpoint is disabled: enable it first.');
}
