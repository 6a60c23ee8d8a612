import { Inject, Injectable } from '@nestjs/common';
import { Config, Database, run } from '@keelson/platform';
import { IsNull, type EntityManager } from 'typeorm';
import { announcingCoalitions, insertDeliveries, takeAnnouncements } from './announcements.sql.js';
import { tellMembers } from './tell-members.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { writePayload, type Announced } from './write-payload.js';

const portion = 500;

/** Makes deliveries and mails of what was announced, in the worker: each announcement once, in one transaction. */
@Injectable()
export class AnnouncementSpreader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  /** Whether anything was announced. */
  async spread(): Promise<boolean> {
    const coalitions = await this.database.identify({}, (manager) =>
      run<{ coalitionId: string }>(manager, announcingCoalitions),
    );
    for (const { coalitionId } of coalitions) {
      await this.database.identify({ coalitionIds: [coalitionId] }, (manager) => this.spreadOf(manager, coalitionId));
    }
    return coalitions.length > 0;
  }

  private async spreadOf(manager: EntityManager, coalitionId: string): Promise<void> {
    const announced = await run<Announced>(manager, takeAnnouncements, [coalitionId, portion]);
    const endpoints = await manager.findBy(WebhookEndpoint, { coalitionId, disabledAt: IsNull() });
    const sent = announced.flatMap((one) =>
      endpoints
        // What happened before somebody asked to be told is not told late.
        .filter(({ events, createdAt }) => events.includes(one.event) && createdAt <= one.at)
        .map(({ id }) => ({ id, event: one.event, body: writePayload(one, this.config.KEELSON_PUBLIC_URL) })),
    );
    if (sent.length > 0) {
      const columns = [sent.map(({ id }) => id), sent.map(({ event }) => event), sent.map(({ body }) => body)];
      await run(manager, insertDeliveries, [coalitionId, ...columns]);
    }
    await tellMembers(manager, this.config, coalitionId, announced);
  }
}
