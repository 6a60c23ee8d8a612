import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import { keysFor, seal } from '@keelson/identity';
import {
  announcedEvents,
  coalitionIdsOf,
  Config,
  Database,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  pageOf,
  record,
  run,
  type Actor,
  type AnnouncedEvent,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, IsNull, type EntityManager } from 'typeorm';
import { requireGoodUrl } from './check-url.js';
import { giveUpDeliveries, insertSecret } from './endpoints.sql.js';
import { canSeeWebhooks, requireMaySeeWebhooks, requireMaySetWebhooks } from './notices.policy.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhookSecret } from './webhook-secret.entity.js';

/** Of one coalition: each hears every event that it chose. */
const mostEndpoints = 20;
/** As with API keys: to exchange a secret wherever it is kept. */
const longestOverlap = 7 * 24 * 60;
const mostLive = 2;
/** Standard Webhooks asks for 24 to 64 bytes. */
const secretBytes = 32;

/** What the secrets of endpoints are sealed for. */
export const secretsPurpose = 'webhook secrets';

export interface NewEndpoint {
  coalitionId: string;
  url: string;
  description?: string | null;
  events: AnnouncedEvent[];
}

/** An endpoint with a secret, which is shown this once. */
export interface ShownSecret {
  endpoint: WebhookEndpoint;
  secret: string;
}

@Injectable()
export class WebhooksService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  async createEndpoint(actor: Actor, input: NewEndpoint): Promise<ShownSecret> {
    const { coalitionId, description = null } = input;
    requireMaySetWebhooks(actor, coalitionId);
    const url = requireGoodUrl(input.url, this.config.KEELSON_WEBHOOK_NETWORKS);
    const events = chosen(input.events);
    return this.database.work(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      // Of two at once the second one is counted after the first.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`webhooks ${coalitionId}`]);
      if ((await manager.countBy(WebhookEndpoint, { coalitionId })) >= mostEndpoints) {
        const message = `A coalition has at most ${mostEndpoints} endpoints: delete one that is not needed any more.`;
        throw InvalidInput.at('coalitionId', 'TOO_MANY', message);
      }
      const endpoint = Object.assign(new WebhookEndpoint(), {
        ...{ id: newId(), coalitionId, url, description, events, createdBy: actor.personId, createdAt: new Date() },
        ...{ failingSince: null, disabledAt: null, disabledBecause: null },
      });
      await manager.insert(WebhookEndpoint, endpoint);
      const secret = await this.addSecret(manager, endpoint);
      await note(manager, actor, 'createWebhookEndpoint', endpoint);
      return { endpoint, secret };
    });
  }

  async updateEndpoint(
    actor: Actor,
    id: string,
    changes: { url?: string | null; description?: string | null; events?: AnnouncedEvent[] | null },
  ): Promise<WebhookEndpoint> {
    return this.change(actor, id, 'updateWebhookEndpoint', async (_, endpoint) => {
      if (changes.url != null) endpoint.url = requireGoodUrl(changes.url, this.config.KEELSON_WEBHOOK_NETWORKS);
      if (changes.description !== undefined) endpoint.description = changes.description;
      if (changes.events != null) endpoint.events = chosen(changes.events);
    });
  }

  /** Sends nothing more; what was on its way counts as failed, and can be replayed. */
  async disableEndpoint(actor: Actor, id: string): Promise<WebhookEndpoint> {
    return this.change(actor, id, 'disableWebhookEndpoint', async (manager, endpoint) => {
      if (endpoint.disabledAt) return;
      Object.assign(endpoint, { disabledAt: new Date(), disabledBecause: 'BY_HAND' });
      await run(manager, giveUpDeliveries, [endpoint.coalitionId, id, 'The endpoint was disabled.']);
    });
  }

  /** Sends what happens from now on; what happened meanwhile is not sent. */
  async enableEndpoint(actor: Actor, id: string): Promise<WebhookEndpoint> {
    return this.change(actor, id, 'enableWebhookEndpoint', async (manager, endpoint) => {
      if (!endpoint.disabledAt) return;
      // Announced in the moment in which it was disabled.
      await run(manager, giveUpDeliveries, [endpoint.coalitionId, id, 'The endpoint was disabled.']);
      Object.assign(endpoint, { disabledAt: null, disabledBecause: null, failingSince: null });
    });
  }

  /** With its secrets and its log. */
  async deleteEndpoint(actor: Actor, id: string): Promise<WebhookEndpoint> {
    return this.database.work(actor, async (manager) => {
      const endpoint = await takeEndpoint(manager, actor, id);
      await manager.delete(WebhookEndpoint, { id });
      await note(manager, actor, 'deleteWebhookEndpoint', endpoint);
      return endpoint;
    });
  }

  /** Makes a secret that takes the other's place. Both sign until the old one ends, `keepOldFor` minutes from now. */
  async rotateSecret(actor: Actor, id: string, keepOldFor: number): Promise<ShownSecret> {
    if (!Number.isInteger(keepOldFor) || keepOldFor < 0 || keepOldFor > longestOverlap) {
      const message = `The old secret can be kept for 0 to ${longestOverlap} minutes, which is a week.`;
      throw InvalidInput.at('keepOldFor', 'OUT_OF_RANGE', message);
    }
    return this.database.work(actor, async (manager) => {
      const endpoint = await takeEndpoint(manager, actor, id);
      const { coalitionId } = endpoint;
      const now = new Date();
      const secrets = await manager.findBy(WebhookSecret, { coalitionId, endpointId: id });
      if (secrets.filter(({ expiresAt }) => !expiresAt || expiresAt > now).length >= mostLive) {
        const message = 'Two secrets sign already: wait until the old one ends.';
        throw new InvalidState('webhook.rotating', message);
      }
      const expiresAt = new Date(now.getTime() + keepOldFor * 60_000);
      await manager.update(WebhookSecret, { coalitionId, endpointId: id, expiresAt: IsNull() }, { expiresAt });
      const secret = await this.addSecret(manager, endpoint);
      await note(manager, actor, 'rotateWebhookSecret', endpoint);
      return { endpoint, secret };
    });
  }

  listEndpoints(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<WebhookEndpoint>> {
    requireMaySeeWebhooks(actor, coalitionId);
    const query = (manager: EntityManager) =>
      manager.createQueryBuilder(WebhookEndpoint, 'endpoint').where({ coalitionId });
    return pageOf(this.database, actor, query, page, { name: 'webhookEndpoints', by: ['id'] });
  }

  async loadEndpoints(actor: Actor, ids: readonly string[]): Promise<WebhookEndpoint[]> {
    const where = { id: In([...ids]), coalitionId: In(coalitionIdsOf(actor)) };
    const found = await this.database.read(actor, (manager) => manager.findBy(WebhookEndpoint, where));
    return found.filter(({ coalitionId }) => canSeeWebhooks(actor, coalitionId));
  }

  /** The secrets that sign today, the oldest first; never what they are. */
  async secretsOf(actor: Actor, endpointIds: readonly string[]): Promise<WebhookSecret[]> {
    const where = { endpointId: In([...endpointIds]), coalitionId: In(coalitionIdsOf(actor)) };
    const found = await this.database.read(actor, (manager) =>
      manager.find(WebhookSecret, { where, order: { id: 'ASC' } }),
    );
    const now = new Date();
    return found.filter(({ coalitionId, expiresAt }) => {
      return canSeeWebhooks(actor, coalitionId) && (!expiresAt || expiresAt > now);
    });
  }

  private async change(
    actor: Actor,
    id: string,
    verb: string,
    change: (manager: EntityManager, endpoint: WebhookEndpoint) => Promise<void>,
  ): Promise<WebhookEndpoint> {
    return this.database.work(actor, async (manager) => {
      const endpoint = await takeEndpoint(manager, actor, id);
      const before = said(endpoint);
      await change(manager, endpoint);
      await manager.save(endpoint);
      await note(manager, actor, verb, endpoint, before);
      return endpoint;
    });
  }

  private async addSecret(manager: EntityManager, { id: endpointId, coalitionId }: WebhookEndpoint): Promise<string> {
    const secret = randomBytes(secretBytes);
    const sealed = seal(keysFor(secretsPurpose, this.config), endpointId, secret);
    await run(manager, insertSecret, [newId(), coalitionId, endpointId, sealed]);
    return `whsec_${secret.toString('base64')}`;
  }
}

function chosen(events: readonly AnnouncedEvent[]): AnnouncedEvent[] {
  if (events.length === 0) throw InvalidInput.at('events', 'REQUIRED', 'Choose at least one event.');
  const strange = events.findIndex((event) => !announcedEvents.includes(event));
  if (strange >= 0) throw InvalidInput.at(['events', String(strange)], 'INVALID', 'There is no such event.');
  return announcedEvents.filter((event) => events.includes(event));
}

/** The endpoint, which nobody else changes until this unit ends. */
export async function takeEndpoint(manager: EntityManager, actor: Actor, id: string): Promise<WebhookEndpoint> {
  const where = { id, coalitionId: In(coalitionIdsOf(actor)) };
  const endpoint = await manager.findOne(WebhookEndpoint, { where, lock: { mode: 'pessimistic_write' } });
  if (!endpoint || !canSeeWebhooks(actor, endpoint.coalitionId)) throw new NotFound('webhook endpoint', ['id']);
  requireMaySetWebhooks(actor, endpoint.coalitionId);
  return endpoint;
}

/** Addresses of some receivers are secrets in themselves: the history keeps the host. */
function said({ url, description, events, disabledAt }: WebhookEndpoint) {
  return { host: new URL(url).host, description, events, disabled: disabledAt !== null };
}

function note(
  manager: EntityManager,
  actor: Actor,
  verb: string,
  endpoint: WebhookEndpoint,
  before: object | null = null,
): Promise<void> {
  const subject = { subjectType: 'WebhookEndpoint', subjectId: endpoint.id } as const;
  const change = { coalitionId: endpoint.coalitionId, verb, ...subject };
  return record(manager, actor, { ...change, before: before && { ...before }, after: said(endpoint) });
}
